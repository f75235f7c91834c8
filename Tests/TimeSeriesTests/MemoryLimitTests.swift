import Files
import Testing

@testable import TimeSeries

@Suite("Rows that take more memory than the system grants")
struct MemoryLimitTests {
  /// Files of so many rows, and the bytes that are granted.
  static let cases: [(name: String, text: @Sendable () -> String, limit: Int, isRefused: Bool)] = [
    ("few rows", { "v\n" + String(repeating: "1\n", count: 9_000) }, 1 << 20, false),
    ("many rows", { "v\n" + String(repeating: "1\n", count: 90_000) }, 1 << 20, true),
    ("many rows, enough memory", { "v\n" + String(repeating: "1\n", count: 90_000) }, 1 << 30, false),
    ("rows that are not plain", { "v\n" + String(repeating: "\"1\"\n", count: 90_000) }, 1 << 20, true),
    (
      "many series", { "id,v\n" + (0..<9_000).map { "s\($0),1\ns\($0),2\n" }.joined() }, 1 << 20, true
    ),
  ]

  @Test("are refused with the line and the number", arguments: cases.indices)
  func rows(_ index: Int) throws {
    let item = Self.cases[index]
    let file = try TemporaryFile(item.text())
    var options = ReadOptions()
    options.targets = ["v"]
    let reader = try CSVReader(path: file.path, options: options)
    let sample = try OpeningSample(of: reader, options: options)
    let columns = ColumnNames(names: reader.header, place: Failure.Place(file: reader.name))
    var choice = RoleChoice(columns: columns, sample: sample, options: options)
    let roles =
      try choice
      .roles(recognising: true, guessing: false)
    var rows = try RowTableReader(columnNames: ["v"], options: options)
    rows.memoryLimit = item.limit
    do throws(Failure) {
      try rows.read(reader, roles: roles, seriesName: nil, survey: nil)
      #expect(!item.isRefused, "\(item.name)")
    } catch {
      #expect(item.isRefused && error.cause == .limit, "\(item.name): \(error)")
      #expect((error.place?.line ?? 0) > 1)
    }
  }
}
