public import Backtesting
public import Files
import TimeSeries

extension Predictions {
  /// Writes the predictions file with the columns `unique_id,ds,cutoff,lead,<model>,…,y`.
  ///
  /// Each model's column is followed by those of its quantiles and probabilities, as `<model>-lo-80`. Numbers
  /// are the shortest text that reads back as the same bits; a missing target is empty. Without actual values
  /// there is no column `y`.
  ///
  /// - Parameters:
  ///   - output: The file.
  ///   - spreadsheetSafe: Whether a name that a spreadsheet would run as a formula gets a leading apostrophe.
  /// - Throws: `Failure` (input/output) where the file cannot be written.
  public func write(to output: OutputFile, spreadsheetSafe: Bool = false) throws(Failure) {
    try csv(spreadsheetSafe: spreadsheetSafe) { (bytes, _) throws(Failure) in try output.write(bytes) }
  }

  /// Passes the file on in pieces: its header, and then the rows of one series after the other.
  ///
  /// - Parameters:
  ///   - spreadsheetSafe: Whether a name that a spreadsheet would run as a formula gets a leading apostrophe.
  ///   - write: A function that is called with the bytes of a piece, and the position of its series; `nil`
  ///     for the header. A series of many rows is passed in several pieces.
  /// - Throws: The failure of `write`.
  public func csv(
    spreadsheetSafe: Bool = false, to write: (_ bytes: [UInt8], _ series: Int?) throws(Failure) -> Void
  ) throws(Failure) {
    let columns = columns
    let header = columnNames.map { CSVField.quoted($0, spreadsheetSafe: spreadsheetSafe) }
    try write(Array((header.joined(separator: ",") + "\n").utf8), nil)
    var bytes: [UInt8] = []
    let ids = series.map { Array(CSVField.quoted($0, spreadsheetSafe: spreadsheetSafe).utf8) }
    var text = times ?? TimeText(kind: timeKind, unit: elapsedUnit)
    for row in rows {
      text.include(row.time)
      text.include(row.cutoff)
    }
    let comma = UInt8(ascii: ",")
    for (index, row) in rows.enumerated() {
      bytes.append(contentsOf: ids[row.series])
      bytes.append(comma)
      text.append(row.time, to: &bytes)
      bytes.append(comma)
      text.append(row.cutoff, to: &bytes)
      bytes.append(comma)
      bytes.append(contentsOf: row.lead.description.utf8)
      for column in columns {
        bytes.append(comma)
        CSVField.append(column.values[index], to: &bytes)
      }
      if let actual {
        bytes.append(comma)
        CSVField.append(actual[index], to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
      let isLast = index + 1 == rows.count || rows[index + 1].series != row.series
      if isLast || bytes.count > 1 << 16 {
        try write(bytes, row.series)
        bytes.removeAll(keepingCapacity: true)
      }
    }
  }

  /// The names of the columns of the file.
  public var columnNames: [String] {
    ["unique_id", "ds", "cutoff", "lead"] + columns.map(\.name) + (actual == nil ? [] : ["y"])
  }
}
