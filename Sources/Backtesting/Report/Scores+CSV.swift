public import Files

extension Scores {
  /// Writes the metrics file: `model,metric,lead,unique_id,value`, where an empty lead or id means over
  /// all, and an empty value that the metric is undefined.
  ///
  /// - Parameter spreadsheetSafe: Whether a name that a spreadsheet would run as a formula gets a leading apostrophe.
  public func write(to output: OutputFile, spreadsheetSafe: Bool = false) throws(Failure) {
    try csv(spreadsheetSafe: spreadsheetSafe) { (text) throws(Failure) in try output.write(text) }
  }

  func csv(spreadsheetSafe: Bool = false, to write: (String) throws(Failure) -> Void) throws(Failure) {
    try write("model,metric,lead,unique_id,value\n")
    for score in all {
      let id = score.series.map { CSVField.quoted($0, spreadsheetSafe: spreadsheetSafe) } ?? ""
      let place = (score.lead?.description ?? "") + "," + id
      let value = score.value.map { CSVField.number($0) } ?? ""
      try write("\(CSVField.quoted(score.model)),\(score.metric.name),\(place),\(value)\n")
    }
  }
}
