import Files
import Testing

@testable import TimeSeries

@Suite("Inspecting files")
struct InspectionTests {
  private func inspect(_ text: String, with change: (inout ReadOptions) -> Void = { _ in }) throws
    -> Inspection
  {
    let file = try TemporaryFile(text)
    var options = ReadOptions()
    change(&options)
    var inspection = try PanelReader(options).inspect([file.path])
    inspection.next = inspection.next.replacing(file.path, with: "data.csv")
    inspection.problem = inspection.problem?.replacing(file.path, with: "data.csv")
    return inspection
  }

  @Test("tells the columns, the panel and the command to run next")
  func whole() throws {
    let found = try inspect(
      "Date,Note,Close\n2024-01-04,a,10\n2024-01-05,,\n2024-01-08,b,30\n2024-01-09,b,25\n")
    #expect(found.rowCount == 4)
    #expect(found.columns.map(\.kind) == [.time, .text, .number])
    #expect(found.columns.map(\.role) == ["time", nil, "target"])
    #expect(found.columns.map(\.missing) == [0, 1, 1])
    #expect(found.columns[2].minimum == 10)
    #expect(found.columns[2].maximum == 30)
    #expect(found.columns[1].example == "a")
    let summary = try #require(found.summary)
    #expect(summary.seriesCount == 1)
    #expect(summary.longest == 4)
    #expect(summary.firstTime == "2024-01-04")
    #expect(summary.lastTime == "2024-01-09")
    #expect(summary.spacing == "business days")
    #expect(summary.missingTargets == 1)
    #expect(found.problem == nil)
    #expect(found.next == "foresee backtest data.csv --target Close --horizon 1 --folds 2")
  }

  @Test("takes a likely target where there are several, and says so")
  func likelyTarget() throws {
    let found = try inspect("ds,Open,Adj Close,Close\n2024-01-01,1,2,3\n2024-01-02,1,2,3\n")
    #expect(found.columns.map(\.role) == ["time", nil, nil, "target"])
    #expect(
      found.notices.contains("3 columns hold numbers; \"Close\" is taken here, and --target names another"))
    #expect(found.next == "foresee backtest data.csv --target Close --horizon 1 --folds 1")
  }

  @Test(
    "leaves half of the rows to learn from",
    arguments: [(24, 6, " --folds 2"), (120, 12, " --folds 5"), (480, 12, "")])
  func folds(rows: Int, horizon: Int, suffix: String) throws {
    let found = try inspect("y\n" + (0..<rows).map { "\($0)\n" }.joined())
    #expect(found.next == "foresee backtest data.csv --target y --horizon \(horizon)" + suffix)
  }

  @Test("describes files that need an option, with the option")
  func problem() throws {
    let found = try inspect("ds,y\n1/2/2024,1\n1/3/2024,5\n")
    #expect(found.summary == nil)
    #expect(found.rowCount == 2)
    #expect(found.columns[1].maximum == 5)
    #expect(found.problem?.hasPrefix("data.csv:2:1: every date of the column reads") == true)
    #expect(found.next.hasPrefix("--time-format %m/%d/%Y"))
    let late = try inspect("ds,y\n2024-01-01,1\n2024-01-02,x\n2024-01-03,9\n") { $0.targets = ["y"] }
    #expect(late.rowCount == 3)
    #expect(late.columns[1].maximum == 9)
    #expect(late.columns[1].kind == .text)
  }

  @Test("repeats the options that were given")
  func options() throws {
    let found = try inspect("ds;y;x\n2024-01-01;1,5;2\n2024-01-02;?;2\n") {
      $0.decimal = ","
      $0.targets = ["y"]
      $0.missingTokens = ["?"]
    }
    #expect(found.next == "foresee backtest data.csv --target y --na '?' --decimal , --horizon 1 --folds 1")
  }

  @Test("tells an empty table, and refuses what is no CSV")
  func empty() throws {
    let found = try inspect("ds,y\n")
    #expect(found.rowCount == 0)
    #expect(found.columns.map(\.kind) == [.empty, .empty])
    #expect(throws: Failure.self) { try inspect("") }
    #expect(throws: Failure.self) { try inspect("a,b\n1,2\n1,2,3\n") }
    // The same beyond the first rows, by which the columns are recognised.
    #expect(throws: Failure.self) { try inspect("a\n" + String(repeating: "1\n", count: 200_000) + "1,2\n") }
  }

  @Test("warns of values that may mean a missing one")
  func sentinel() throws {
    let found = try inspect("y\n1\n2\n-999\n3\n")
    #expect(found.notices.contains("column \"y\": -999 may mean a missing value (--na -999)"))
    let plain = try inspect("y\n97\n98\n99\n99\n")
    #expect(!plain.notices.contains { $0.contains("may mean") })
  }
}
