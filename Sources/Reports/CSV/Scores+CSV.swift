public import Backtesting
public import Files

extension Scores {
  /// The first line of a metrics file, which names the sides of a split in a column of their own.
  public static func header(isOfGroups: Bool = false) -> String {
    "model,metric,lead,unique_id,value\(isOfGroups ? ",group" : "")\n"
  }

  /// Writes the metrics file with the columns `model,metric,lead,unique_id,value`.
  ///
  /// An empty lead or id means over all, and an empty value that the metric is undefined.
  ///
  /// - Parameters:
  ///   - output: The file.
  ///   - spreadsheetSafe: Whether a name that a spreadsheet would run as a formula gets a leading apostrophe.
  /// - Throws: `Failure` (input/output) where the file cannot be written.
  public func write(to output: OutputFile, spreadsheetSafe: Bool = false) throws(Failure) {
    try csv(spreadsheetSafe: spreadsheetSafe) { (text) throws(Failure) in try output.write(text) }
  }

  func csv(spreadsheetSafe: Bool = false, to write: (String) throws(Failure) -> Void) throws(Failure) {
    try write(Self.header())
    for score in all { try write(score.line(spreadsheetSafe: spreadsheetSafe) + "\n") }
  }
}

extension Score {
  /// The score as a line of a metrics file, without its end.
  func line(spreadsheetSafe: Bool) -> String {
    let id = series.map { CSVField.quoted($0, spreadsheetSafe: spreadsheetSafe) } ?? ""
    let place = (lead?.description ?? "") + "," + id
    return "\(CSVField.quoted(model)),\(metric.name),\(place),\(value.map { CSVField.number($0) } ?? "")"
  }
}
