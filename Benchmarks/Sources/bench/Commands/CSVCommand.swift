import ArgumentParser
import TimeSeries

/// Measures reading of a CSV file into typed columns.
struct CSVCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "Reading CSV into typed columns: MB/s, rows/s and peak memory.")

  /// Rows of the made-up file, which make 121 MB.
  static let rows = 2_400_000

  @OptionGroup var table: TableArguments
  @Option(help: "How often the file is read.")
  var repetitions = 5
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    let path = try table.path(rows: Self.rows)
    let reader = PanelReader(table.options)
    // The first read alone decides the peak; later ones find memory that was given back.
    var rows = 0
    let first = try seconds { rows = try reader.read([path]).panel.series.reduce(0) { $0 + $1.count } }
    let peak = Memory.peakMegabytes
    let times =
      try [first] + (1..<max(1, repetitions)).map { _ in try seconds { _ = try reader.read([path]) } }
    let megabytes = try path.fileMegabytes()
    var report = Report(json: json)
    report.add([
      ("file MB", .number(megabytes, decimals: 1)), ("rows", .integer(rows)),
      ("MB/s", .number(megabytes / times.median, decimals: 0)),
      ("rows/s", .number(Double(rows) / times.median, decimals: 0)),
      ("peak MB", .number(peak, decimals: 1)),
    ])
  }
}
