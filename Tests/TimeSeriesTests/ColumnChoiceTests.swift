import Files
import Testing

@testable import TimeSeries

@Suite("The columns that are chosen")
struct ColumnChoiceTests {
  /// Names, and numbers for the first row, of columns after a time; the one to forecast.
  static let targets: [(header: String, row: @Sendable (Int) -> String, target: String)] = [
    ("id,value", { "\($0),\($0 * $0 % 7)" }, "value"),
    ("nr,temp", { "\($0),3\($0 % 7)" }, "temp"),
    ("Index,Low,Glucose", { "\($0),1,\(90 + $0 * $0 % 11)" }, "Glucose"),
    ("lat,lon,load", { _ in "48.1,11.5,7" }, "load"),
    ("stock_code,Open,Close", { "000001,\($0).5,\($0).25" }, "Close"),
    ("vitalperiodicid,patientid,sao2", { "\($0 * 7),4,\(90 + $0 % 7)" }, "sao2"),
    ("Volume,Change %,Price", { "1000,0.\($0),\(20 + $0 % 7)" }, "Price"),
    ("itemid,valuenum", { "22004\($0 % 2),\(70 + $0 * $0 % 7)" }, "valuenum"),
    ("storecode,humid", { "12\($0 % 2),\(70 + $0 * $0 % 7)" }, "humid"),
    ("year,month,sales", { "2024,\($0),\(20 + $0 % 7)" }, "sales"),
  ]

  @Test("to forecast are no counters, ids, places or codes", arguments: targets)
  func target(header: String, row: @Sendable (Int) -> String, target: String) throws {
    let rows = (1...9).map { "2024-01-0\($0),\(row($0))\n" }.joined()
    let file = try TemporaryFile("when,\(header)\n" + rows)
    var options = ReadOptions()
    options.time = "when"
    let found = try PanelReader(options).inspect([file.path])
    #expect(found.columns.filter { $0.role == "target" }.map(\.name) == [target], "\(found.problem ?? "")")
  }

  @Test("that are many and hold numbers may be series of one quantity, which is said", arguments: [7, 8])
  func many(count: Int) throws {
    let names = (1...count).map { ",s\($0)" }.joined()
    let rows = (1...9).map { row in "2024-01-0\(row)" + (1...count).map { ",\(row).\($0)" }.joined() + "\n" }
      .joined()
    let file = try TemporaryFile("when\(names)\n" + rows)
    var options = ReadOptions()
    options.time = "when"
    let notices = try PanelReader(options).inspect([file.path]).notices
    #expect(notices.contains { $0.contains("--layout wide makes a series of each") } == (count == 8))
  }

  @Test(
    "whose grouped digits need an option are not passed over for another one",
    arguments: [
      ("Price,Volume", "\"1,20N.50\",7N", "add --target Price --thousands ','"),
      ("Close;Volumen", "1.20N,50;7N", "add --target Close --decimal ',' --thousands '.'"),
      ("Glucose,Change %", "\"1,00N\",0.N", "add --target Glucose --thousands ','"),
    ])
  func grouped(header: String, row: String, fix: String) throws {
    let mark = header.contains(";") ? ";" : ","
    let rows = (1...9).map { number in
      "2024-01-0\(number)\(mark)\(row.replacing("N", with: String(number)))\n"
    }
    let file = try TemporaryFile("when\(mark)\(header)\n" + rows.joined())
    let failure = #expect(throws: Failure.self) { try PanelReader(ReadOptions()).read([file.path]) }
    #expect(failure?.fix == fix, "\(failure?.description ?? "")")
  }

  @Test("of times with the year first have the month next, if both may be")
  func yearFirst() throws {
    let rows = (1...9).map { "2024-01-0\($0) 00:00:00 UTC,\($0)\n" }.joined()
    let file = try TemporaryFile("time,y\n" + rows)
    let series = try PanelReader(ReadOptions()).read([file.path]).panel.series[0]
    #expect(zip(series.times, series.times.dropFirst()).allSatisfy { $1.seconds - $0.seconds == 86_400 })
  }

  @Test("of numbers with a decimal comma are no times")
  func decimalComma() throws {
    let rows = (11...19).map { "\($0).01.2024;10\($0),5\n" }.joined()
    let file = try TemporaryFile("Datum;Wert\n" + rows)
    var options = ReadOptions()
    options.decimal = ","
    let panel = try PanelReader(options).read([file.path]).panel
    #expect(panel.series[0].target.first == 1011.5)
  }

  @Test("of text and static become a covariate for each category, alike for other files")
  func categories() throws {
    let rows = { (id: String, kind: String) in "\(id),2024-01-01,1,\(kind)\n\(id),2024-01-02,2,\(kind)\n" }
    let file = try TemporaryFile(
      "unique_id,ds,y,kind\n" + rows("a", "red") + rows("b", "blue") + rows("c", ""))
    var options = ReadOptions()
    options.statics = ["kind"]
    let result = try PanelReader(options).read([file.path])
    #expect(result.panel.covariates.statics == ["kind=red", "kind=blue"])
    #expect(result.panel.series.prefix(2).map(\.statics) == [[1, 0], [0, 1]])
    #expect(result.panel.series[2].statics.count(where: \.isNaN) == 2)
    options.categories = result.categories
    let other = try TemporaryFile("unique_id,ds,y,kind\n" + rows("z", "blue"))
    #expect(try PanelReader(options).read([other.path]).panel.series[0].statics == [0, 1])
    let unknown = try TemporaryFile("unique_id,ds,y,kind\n" + rows("z", "green"))
    let failure = #expect(throws: Failure.self) { try PanelReader(options).read([unknown.path]) }
    #expect(failure?.message.contains("\"green\"") == true)
    let changing = try TemporaryFile("unique_id,ds,y,kind\na,2024-01-01,1,red\na,2024-01-02,2,blue\n")
    let change = #expect(throws: Failure.self) { try PanelReader(options).read([changing.path]) }
    #expect(change?.message.contains("from \"red\" to \"blue\"") == true, "\(change?.description ?? "")")
  }

  @Test("known ahead may come in a file of their own")
  func future() throws {
    let past = try TemporaryFile("ds,y,promo\n2024-01-01,1,0\n2024-01-02,2,1\n")
    let ahead = try TemporaryFile("promo,ds\n1,2024-01-03\n0,2024-01-04\n", name: "ahead.csv")
    var options = ReadOptions()
    options.future = ["promo"]
    options.targets = ["y"]
    var reader = PanelReader(options)
    reader.futureFile = ahead.path
    let series = try reader.read([past.path]).panel.series[0]
    #expect(series.target == [1, 2])
    #expect(series.future == [[0, 1, 1, 0]])
    let failure = #expect(throws: Failure.self) { try PanelReader(options).read([past.path, ahead.path]) }
    #expect(failure?.fix?.contains("--future-file") == true, "\(failure?.description ?? "")")
    options.future = []
    reader.options = options
    #expect(throws: Failure.self) { try reader.read([past.path]) }
  }

  @Test("known ahead in a file of their own belong to the series they name")
  func futureOfSeries() throws {
    let past = try TemporaryFile("unique_id,ds,y,x\na,2024-01-01,1,0\na,2024-01-02,2,1\nb,2024-01-01,3,5\n")
    let ahead = try TemporaryFile("unique_id,ds,x\nb,2024-01-02,6\na,2024-01-03,7\n", name: "ahead.csv")
    var options = ReadOptions()
    options.future = ["x"]
    var reader = PanelReader(options)
    reader.futureFile = ahead.path
    #expect(try reader.read([past.path]).panel.series.map(\.future) == [[[0, 1, 7]], [[5, 6]]])
  }

  /// A header after the name, with one reading, and the first and the last time.
  static let headers = [
    ("Lat,1/20/21,1/21/21,1/22/21", "2021-01-20", "2021-01-22"),
    ("Lat,2021-01-20,2021-01-21,2021-01-22", "2021-01-20", "2021-01-22"),
    ("Code,2019,2020,2021", "2019", "2021"),
    ("Lat,20.01.2021,21.01.2021,22.01.2021", "2021-01-20", "2021-01-22"),
  ]

  @Test("by dates make a series of every row", arguments: headers)
  func datesAsColumns(header: String, first: String, last: String) throws {
    let text = "Province,Country,\(header)\n,Italy,5,1,2,3\nHubei,China,6,4,5,6\nHunan,China,6,7,8,9\n"
    let result = try readPanel(text) { $0.layout = .rows }
    #expect(result.panel.series.map(\.id) == ["Italy", "Hubei/China", "Hunan/China"])
    #expect(result.panel.series.map(\.target) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    let times = TimeText(kind: result.panel.timeKind, times: result.panel.series[0].times)
    #expect(times.text(of: result.panel.series[0].times[0]).hasPrefix(first))
    #expect(times.text(of: result.panel.series[0].times[2]).hasPrefix(last))
    let failure = #expect(throws: Failure.self) {
      try readPanel(text) {
        $0.layout = .rows
        $0.id = "Country"
      }
    }
    #expect(failure?.fix?.contains("--id Province,Country") == true, "\(failure?.description ?? "")")
  }

  @Test("by dates with two readings are asked for")
  func twoReadings() throws {
    let failure = #expect(throws: Failure.self) {
      try readPanel("n,1/1/21,2/1/21,3/1/21\nx,1,2,3\n") { $0.layout = .rows }
    }
    #expect(failure?.fix?.contains("--time-format") == true, "\(failure?.description ?? "")")
  }

  /// Prices of 40 days, and what becomes of them on the 21st.
  @Test(
    "of prices that were split are said",
    arguments: [(4.0, true), (0.1, true), (2, true), (1.2, false), (1, false)])
  func splits(factor: Double, isSplit: Bool) throws {
    let rows = (0..<40).map { day in
      let price = (100 + Double(day % 5)) / (day < 20 ? 1 : factor)
      return "\(19_700 + day),\(price),\(100 + day % 5)\n"
    }
    let result = try readPanel("time,Close,Adj Close\n" + rows.joined()) {
      $0.targets = ["Close"]
      $0.time = "time"
      $0.timeUnit = .seconds
    }
    #expect(result.notices.contains { $0.contains("a split?") && $0.contains("'Adj Close'") } == isSplit)
  }
}
