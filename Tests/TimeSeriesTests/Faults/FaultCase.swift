import Files
import Testing

@testable import TimeSeries

/// A file of several series of which one has a fault.
struct FaultCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// The names of the columns, as the file has them.
  var header = ["unique_id", "ds", "y"]
  var delimiter = ","
  /// The cells of a row without a fault, by the name of its series and its number from 0.
  var cells: @Sendable (String, Int) -> [String]
  /// What becomes of the lines of the series with the fault.
  var breaking: @Sendable ([String]) -> [String]
  /// Which of its lines has the fault, from 0; `nil` where any may be named.
  var line: Int?
  /// Whether the file cannot be read as it stands; otherwise it is read as something else.
  var isRefused: Bool
  /// What the reason says.
  var says: String
  var options = ReadOptions()
  /// The name of the series with the fault, as it is read.
  var id: String

  static let seriesCount = 9
  static let rowCount = 10

  init(
    _ name: String, line: Int? = 4, isRefused: Bool = true, id: String = FaultCase.broken, says: String,
    header: [String]? = nil, delimiter: String = ",",
    cells: @escaping @Sendable (String, Int) -> [String] = {
      [$0, FaultCase.day($1), FaultCase.value($0, $1)]
    },
    with change: (inout ReadOptions) -> Void = { _ in },
    breaking: @escaping @Sendable ([String]) -> [String]
  ) {
    testDescription = name
    self.header = header ?? self.header
    self.delimiter = delimiter
    self.cells = cells
    self.breaking = breaking
    self.line = line
    self.isRefused = isRefused
    self.says = says
    self.id = id
    change(&options)
  }

  /// A case in which the row in the middle is another.
  static func row(_ name: String, _ line: String, says: String) -> FaultCase {
    FaultCase(name, says: says) { lines in
      var lines = lines
      lines[4] = line
      return lines
    }
  }

  /// The date of a row.
  static func day(_ row: Int) -> String { "2024-01-\(row < 9 ? "0" : "")\(row + 1)" }

  /// The value of a row.
  static func value(_ series: String, _ row: Int) -> String {
    let seed = series.utf8.reduce(row) { ($0 * 31 + Int($1)) % 97 }
    return "\(seed).\(seed % 10)"
  }

  /// The name of the series with the fault.
  static let broken = "broken"

  /// How rows of several series stand in a file.
  enum Arrangement: CaseIterable { case oneAfterTheOther, rowByRow }

  /// The lines of the file, and the number of the one with the fault, from 1.
  func lines(at place: Int?, _ arrangement: Arrangement) -> (lines: [String], fault: Int?) {
    let names = (0..<Self.seriesCount).map { $0 == place ? Self.broken : "s\($0)" }
    var blocks: [[(line: String, isFault: Bool)]] = []
    for (index, name) in names.enumerated() where place != nil || index != 4 {
      let own = (0..<Self.rowCount).map { cells(name, $0).joined(separator: delimiter) }
      let found = index == place ? breaking(own) : own
      blocks.append(found.enumerated().map { ($1, index == place && $0 == line) })
    }
    var rows = blocks.flatMap(\.self)
    if arrangement == .rowByRow {
      let most = blocks.map(\.count).max() ?? 0
      rows = (0..<most).flatMap { row in blocks.compactMap { row < $0.count ? $0[row] : nil } }
    }
    return (
      [header.joined(separator: delimiter)] + rows.map(\.line), rows.firstIndex { $0.isFault }.map { $0 + 2 }
    )
  }

  /// Reads the file with the broken series at several places, and compares what is read with a file that
  /// lacks it.
  func check() throws {
    for arrangement in Arrangement.allCases {
      for place in [0, 4, Self.seriesCount - 1] {
        let (lines, fault) = lines(at: place, arrangement)
        let broken = try TemporaryFile(lines.joined(separator: "\n") + "\n")
        // The names of the others depend on the place that is left free.
        let clean = try TemporaryFile(
          ([lines[0]] + others(at: place, arrangement)).joined(separator: "\n") + "\n")
        let expected = try PanelReader(options).read([clean.path])
        let isRead = (try? PanelReader(options).read([broken.path])) != nil
        #expect(isRead != isRefused, "\(place) \(arrangement)")
        var reader = FaultTolerantReader(PanelReader(options), [broken.path], leavesOut: true)
        let found = try reader.read()
        #expect(found.panel == expected.panel, "\(place) \(arrangement)")
        #expect(found.regularShare == expected.regularShare)
        try #require(reader.leftOut.map(\.id) == [id], "\(place) \(arrangement)")
        let series = reader.leftOut[0]
        #expect(series.reason.contains(says), "\(series.reason)")
        if line != nil { #expect(series.place?.line == fault, "\(place) \(arrangement)") }
      }
    }
  }

  private func others(at place: Int, _ arrangement: Arrangement) -> [String] {
    let blocks = (0..<Self.seriesCount).filter { $0 != place }.map { index in
      (0..<Self.rowCount).map { cells("s\(index)", $0).joined(separator: delimiter) }
    }
    guard arrangement == .rowByRow else { return blocks.flatMap(\.self) }
    return (0..<Self.rowCount).flatMap { row in blocks.map { $0[row] } }
  }
}
