import Files
import Testing

@testable import TimeSeries

@Suite("Headers of other shapes")
struct HeaderFormTests {
  @Test("are read, with the names of series and columns", arguments: headerCases)
  func header(_ test: ReadCase) throws { try test.check() }

  @Test("and rows of another number of fields are read or explained", arguments: raggedCases)
  func ragged(_ test: ReadCase) throws { try test.check() }

  private static let rows = "2024-01-01,1,10\n2024-01-02,2,20\n2024-01-03,3,30\n2024-01-04,4,40\n"
  private static let wideRows =
    "2024-01-01,1,10,5,50\n2024-01-02,2,20,6,60\n2024-01-03,3,30,7,70\n2024-01-04,4,40,8,80\n"

  static let headerCases = [
    ReadCase("times without a name", ",a,b\n" + rows, ["a": 4], notice: "called \"time\"") {
      $0.targets = ["a"]
    },
    ReadCase(
      "tickers once above their columns", "Date,ABC,,DE,\n,Open,Close,Open,Close\n" + wideRows,
      ["ABC": 40, "DE": 80]
    ) {
      $0.targets = ["Close"]
    },
    ReadCase(
      "tickers above their columns without a name for the time",
      ",ABC,ABC,DE,DE\n,Open,Close,Open,Close\n" + wideRows,
      ["ABC": 4, "DE": 8]
    ) { $0.targets = ["Open"] },
    ReadCase("angle brackets", "<DATE>,<CLOSE>,<VOL>\n" + rows, ["VOL": 40]) { $0.targets = ["<VOL>"] },
    ReadCase(
      "angle brackets, named without", "<DATE>;<CLOSE>\n" + rows.replacing(",1", with: ";1"), [:], says: [""]
    ) {
      $0.targets = ["none"]
    },
    ReadCase(
      "angle brackets between tabs", "<DATE>\t<CLOSE>\t<VOL>\n" + rows.replacing(",", with: "\t"),
      ["CLOSE": 4]
    ) {
      $0.targets = ["CLOSE"]
    },
    ReadCase("a page of HTML is none", "<html><body>,\n<p>\n", [:], says: ["HTML"]),
    ReadCase("a document of XML is none", "<?xml version=\"1.0\"?>,\n<p>\n", [:], says: ["HTML or XML"]),
    ReadCase("single quotes", "'time','a','b'\n" + rows, ["a": 4]) { $0.targets = ["a"] },
    ReadCase(
      "one ticker in three lines", "Price,Close,Volume\nTicker,ABC,ABC\nDate,,\n" + rows, ["ABC": 4],
      notice: "3 lines"
    ) { $0.targets = ["Close"] },
    ReadCase(
      "two tickers in three lines",
      "Price,Close,Close,Volume,Volume\nTicker,ABC,DE,ABC,DE\nDate,,,,\n" + wideRows, ["ABC": 4, "DE": 40]
    ) { $0.targets = ["Close"] },
    ReadCase(
      "the column of one ticker of two",
      "Price,Close,Close,Volume,Volume\nTicker,ABC,DE,ABC,DE\nDate,,,,\n" + wideRows, [:],
      says: ["\"Close DE\" is that of the series \"DE\" alone", "the column that all of them have: Close"]
    ) { $0.targets = ["Close DE"] },
    ReadCase(
      "tickers above their columns",
      "Ticker,ABC,ABC,DE,DE\nPrice,Open,Close,Open,Close\nDate,,,,\n" + wideRows,
      ["ABC": 40, "DE": 80]
    ) { $0.targets = ["Close"] },
    ReadCase(
      "tickers above their columns, in two lines", ",ABC,ABC,DE,DE\nDate,Open,Close,Open,Close\n" + wideRows,
      ["ABC/Open": 4, "ABC/Close": 40, "DE/Open": 8, "DE/Close": 80]
    ) { $0.targets = ["Open", "Close"] },
    ReadCase(
      "patients and their signs", "patient,p1,p1,p2,p2\nsign,hr,rr,hr,rr\ntime,,,,\n" + wideRows,
      ["p1": 4, "p2": 8]
    ) { $0.targets = ["hr"] },
    ReadCase("the index named below", ",a,b\nDate,,\n" + rows, ["a": 4]) { $0.targets = ["a"] },
    ReadCase("units", "t,a,b\n,bpm,1/min\n" + rows, [:], says: [""]) { $0.targets = ["none"] },
    ReadCase("units of all", "t,a,b\ndays,bpm,%\n" + rows, ["a": 4], notice: "days,bpm,%") {
      $0.targets = ["a"]
    },
    ReadCase("units in brackets", "time,a,b\n[d],[mV],[mV]\n" + rows, ["b": 40]) { $0.targets = ["b"] },
    ReadCase(
      "codes of transformations", "sasdate,a,b\nTransform:,2,5\n" + rows, ["a": 4], notice: "Transform:,2,5"
    ) {
      $0.targets = ["a"]
    },
    ReadCase("two lines of codes", "date,a,b\nfactors,1,1\ntransform,5,5\n" + rows, ["a": 4]) {
      $0.targets = ["a"]
    },
    ReadCase("kinds of columns", "date,a,b\nstring,float,float\n" + rows, ["a": 4]) { $0.targets = ["a"] },
    ReadCase("groups above the names", ",prices,\ndate,a,b\n" + rows, ["b": 40]) { $0.targets = ["b"] },
    ReadCase(
      "a word in the first row is no unit", "ds,a,b\n2024-01-01,Low,10\n" + rows.dropFirst(16), [:],
      says: ["\"Low\"", "--na Low"]
    ) { $0.targets = ["a"] },
  ]

  private static func lines(_ row: (Int) -> String) -> String { (1...5).map { row($0) + "\n" }.joined() }

  static let raggedCases = [
    ReadCase(
      "row numbers without a name before dates", "Date,p,v\n" + lines { "\($0),2024-01-0\($0),5.5,123" }, [:],
      says: ["field 1", "row,Date,p,v"], lacks: ["quotes"]),
    ReadCase("a comma behind every row", "ds,y\n" + lines { "2024-01-0\($0),\($0)," }, ["y": 5]),
    ReadCase("two commas behind every row", "ds,y\n" + lines { "2024-01-0\($0),\($0),," }, ["y": 5]),
    ReadCase("a comma behind the header", "ds,y,\n" + lines { "2024-01-0\($0),\($0)" }, ["y": 5]),
    ReadCase(
      "a value behind the comma of one row",
      "ds,y\n" + lines { "2024-01-0\($0),\($0),\($0 == 4 ? "7" : "")" }, [:],
      says: [""], lacks: ["--skip-rows"]),
    ReadCase(
      "thousands without quotes", "ds,p,v\n" + lines { "2024-01-0\($0),5.5,1,23\($0),567" }, [:],
      says: ["\"v\"", "quotes", "1,231,567"], lacks: ["--skip-rows"]),
    ReadCase(
      "thousands without quotes in the middle", "ds,v,p\n" + lines { "2024-01-0\($0),41,23\($0),5.5" }, [:],
      says: ["\"v\"", "41,231"], lacks: ["--skip-rows"]),
    ReadCase(
      "a time of day without a name", "Date,Close\n" + lines { "2024-01-01,0\($0):00,\($0)" }, [:],
      says: ["field 2", "01:00", "Date,Time,Close"], lacks: ["--skip-rows"]),
    ReadCase(
      "row names without a name", "a,b\n" + lines { "\($0),5,6" }, [:], says: ["field 1", "row,a,b"],
      lacks: ["--skip-rows"]),
    ReadCase(
      "short rows", "ds,kind,y\n" + lines { "2024-01-0\($0),v,\($0)" } + "x,y\n2024-01-06,v,6\n", ["y": 6],
      says: ["1 of 7 rows", "--leave-out ragged"]
    ) {
      $0.targets = ["y"]
    } then: {
      $0.selection = RowSelection()
      $0.selection?.leavesOutRagged = true
    },
    ReadCase(
      "a note of fewer fields at the end", "ds,y,z\n" + lines { "2024-01-0\($0),\($0),1" } + "made up\n",
      ["y": 5],
      says: ["--skip-footer 1"]
    ) {
      $0.targets = ["y"]
    } then: {
      $0.skipFooter = 1
    },
    ReadCase(
      "a title above the header", "Report\nds,y\n" + lines { "2024-01-0\($0),\($0)" }, ["y": 5],
      says: ["--skip-rows 1"]
    ) { _ in
    } then: {
      $0.skipRows = 1
    },
  ]
}
