import Files
import TestSupport
import Testing
import TimeSeries

/// Files whose header or first row lies far from their beginning.
@Suite("A file with a long opening")
struct LongOpeningTests {
  private static let filler = String(repeating: "x", count: 300_000)
  private static let comments = String(
    repeating: "# a remark of some length, as programs write them\n", count: 7_000)
  private static let rows = (10...21).map { "2024-01-\($0),\($0)\n" }
  private static let plain = "time,y\n" + rows.joined()

  private static func options(_ change: (inout ReadOptions) -> Void) -> ReadOptions {
    var options = ReadOptions()
    options.targets = ["y"]
    change(&options)
    return options
  }

  /// Twelve rows of days, each behind more than 256 KiB of something.
  static let files: [(name: String, text: String, options: ReadOptions)] = [
    (
      "a long name", "time,\(filler),y\n" + (10...21).map { "2024-01-\($0),1,\($0)\n" }.joined(),
      options { _ in }
    ),
    (
      "a long quoted name",
      "time,\"\(filler)\n\(filler)\",y\n" + (10...21).map { "2024-01-\($0),1,\($0)\n" }.joined(),
      options { _ in }
    ),
    (
      "a long first cell",
      "time,note,y\n" + (10...21).map { "2024-01-\($0),\($0 == 10 ? filler : "b"),\($0)\n" }.joined(),
      options { _ in }
    ),
    ("comments before the header", comments + plain, options { $0.comment = "#" }),
    ("comments behind the header", "time,y\n" + comments + rows.joined(), options { $0.comment = "#" }),
    ("lines to skip", comments + plain, options { $0.skipRows = 7_000 }),
    ("one long line to skip", filler + "\n" + plain, options { $0.skipRows = 1 }),
    ("blank lines", String(repeating: "\n", count: 300_000) + plain, options { _ in }),
    (
      "carriage returns",
      (comments + plain).replacing("\n", with: "\r"), options { $0.comment = "#" }
    ),
  ]

  @Test("is read as a short one is", arguments: files.indices)
  func reading(_ index: Int) throws {
    let (name, text, options) = Self.files[index]
    let directory = try TemporaryDirectory()
    for mark in ["", "\u{FEFF}"] {
      try directory.write(mark + text, to: "in.csv")
      let panel = try PanelReader(options).read([directory.file("in.csv")]).panel
      #expect(panel.series.map(\.target) == [(10...21).map { Double($0) }], "\(name)")
      #expect(panel.spacing == .days(1) && panel.timeKind == .local, "\(name)")
    }
  }

  @Test("without a row is refused, and not as something else")
  func noRows() throws {
    let directory = try TemporaryDirectory()
    try directory.write("time,\(Self.filler),y\n", to: "in.csv")
    let failure = #expect(throws: Failure.self) { try PanelReader().read([directory.file("in.csv")]) }
    #expect(failure?.message == "the file has a header but no rows of data")
    try directory.write(Self.comments, to: "in.csv")
    let options = Self.options { $0.comment = "#" }
    let other = #expect(throws: Failure.self) { try PanelReader(options).read([directory.file("in.csv")]) }
    #expect(other?.message == "no header")
  }

  @Test(
    "or an end of carriage returns has no quote that was never opened",
    arguments: ["\r", "\r\r\n", "\r\r\r\n\r\n"])
  func carriageReturns(_ end: String) throws {
    let directory = try TemporaryDirectory()
    for text in [
      Self.plain + end, "time,y\n" + Self.rows[..<6].joined() + "\r\r\n" + Self.rows[6...].joined(),
    ] {
      try directory.write(text, to: "in.csv")
      let result = try PanelReader().read([directory.file("in.csv")])
      #expect(result.panel.series.map(\.target.count) == [12])
      #expect(result.notices.contains { $0.contains("left out: blank") })
    }
  }
}
