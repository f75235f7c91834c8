import TestSupport

/// A file of forty series, of which seven are broken in seven ways.
enum FaultyFile {
  static let seriesCount = 40
  static let rowCount = 60

  /// What becomes of the rows of a series, with the line among them that has the fault.
  private static let faults: [(series: Int, line: Int, change: @Sendable ([String]) -> [String])] = [
    (0, 1, { $0.replacing(1, with: cell($0[1], 2, "n/v")) }),
    (7, 30, { $0.replacing(30, with: cell($0[30], 1, "2024-02-31")) }),
    (13, 12, { $0.replacing(12, with: $0[11]) }),
    (14, 41, { $0.replacing(40, with: $0[41]).replacing(41, with: $0[40]) }),
    (21, 0, { $0.map { cell($0, 2, "") } }),
    (30, 59, { $0.replacing(59, with: $0[59] + ",7") }),
    (39, 5, { $0.replacing(5, with: cell($0[5], 2, "1e999")) }),
  ]

  /// The names of the broken series.
  static let broken = faults.map { name($0.series) }

  /// The line of each fault in the file.
  static let lines = faults.map { 2 + $0.series * rowCount + $0.line }

  /// The file with the broken series, or without them.
  static func text(withBroken: Bool) -> String {
    var text = "unique_id,ds,y\n"
    for series in 0..<seriesCount {
      let fault = faults.first { $0.series == series }
      guard withBroken || fault == nil else { continue }
      text += (fault?.change(rows(of: series)) ?? rows(of: series)).map { $0 + "\n" }.joined()
    }
    return text
  }

  /// The rows of a series, days from 2024-01-01 on.
  static func rows(of series: Int) -> [String] {
    (0..<rowCount).map { row in
      let day = "2024-0\(row / 28 + 1)-\(row % 28 < 9 ? "0" : "")\(row % 28 + 1)"
      return "\(name(series)),\(day),\(40 + (row * 7 + series * 11) % 23).\(row % 10)"
    }
  }

  private static func name(_ series: Int) -> String { "s\(series < 10 ? "0" : "")\(series)" }

  private static func cell(_ line: String, _ place: Int, _ text: String) -> String {
    var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    cells[place] = text
    return cells.joined(separator: ",")
  }
}

extension [String] {
  /// The lines with another one at a place.
  func replacing(_ place: Int, with line: String) -> [String] {
    var lines = self
    lines[place] = line
    return lines
  }
}
