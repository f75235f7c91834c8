public import Files

extension Scores {
  /// Writes the metrics file: `model,metric,lead,unique_id,value`, where an empty lead or id means over
  /// all, and an empty value that the metric is undefined.
  public func write(to output: OutputFile) throws(Failure) {
    try csv { (text) throws(Failure) in try output.write(text) }
  }

  func csv(to write: (String) throws(Failure) -> Void) throws(Failure) {
    try write("model,metric,lead,unique_id,value\n")
    for score in all {
      let place = (score.lead?.description ?? "") + "," + (score.series.map { CSVField.quoted($0) } ?? "")
      let value = score.value.map { CSVField.number($0) } ?? ""
      try write("\(CSVField.quoted(score.model)),\(score.metric.rawValue),\(place),\(value)\n")
    }
  }
}
