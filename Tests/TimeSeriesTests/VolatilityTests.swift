import Files
import Platform
import TestSupport
import Testing

@testable import TimeSeries

/// The expected values are of numpy 2.4, with o, h, l, c = (np.array(...) for the columns of ``bars``).
@Suite("Variances made of prices")
struct VolatilityTests {
  /// Logarithms of ratios within 6 % of 1 are off by a rounding of the ratio, 1.1e-16, and their squares by
  /// that times twice 0.06; the largest variances are near 1e-3.
  private static let tolerance = 1e-13

  private static let bars = [
    "100,102.5,99.25,101", "101,101.75,98,98.5", "98.5,104,98.25,103.75", "103.75,103.75,103.75,103.75",
    "103,105.5,101.5,102.25",
  ]

  private func read(
    _ text: String, _ volatility: Volatility, _ configure: (inout ReadOptions) -> Void = { _ in }
  ) throws -> ReadResult {
    var options = ReadOptions()
    options.volatility = volatility
    configure(&options)
    let file = try TemporaryFile(text)
    return try withExtendedLifetime(file) { try PanelReader(options).read([file.path]) }
  }

  /// A file of the bars under the names given.
  private func table(_ header: String, rows: [String] = bars) -> String {
    "Date,\(header)\n" + rows.enumerated().map { "2024-01-0\($0 + 1),\($1)\n" }.joined()
  }

  private static let expected: [(Volatility, [Double])] = [
    (
      .parkinson,
      [
        0.00037444610371686383, 0.0005085873533910934, 0.0011667216829034184,
        0.0, 0.0005388426456573312,
      ]
    ),
    (
      .garmanKlass,
      [
        0.00048084587124335224, 0.00046238068703597507, 0.0005757859160881865,
        0.0, 0.0007263626593580307,
      ]
    ),
    (
      .squared,
      [
        0.000628202525150703, 0.0026964767771846024, 0.0,
        0.0002120915764693095,
      ]
    ),
  ]

  @Test("are those of the formulas", arguments: expected)
  func formulas(_ volatility: Volatility, _ values: [Double]) throws {
    let panel = try read(table("Open,High,Low,Close"), volatility).panel
    #expect(panel.series.map(\.id) == ["variance"])
    #expect(panel.series[0].target.count == values.count)
    #expect(Distance.relative(panel.series[0].target, values) < Self.tolerance)
  }

  @Test("returns are squared")
  func returns() throws {
    let text = "Date,Close,ret\n2024-01-01,5,0.01\n2024-01-02,5,-0.02\n2024-01-03,5,\n2024-01-04,5,0\n"
    let result = try read(text, .ofReturns)
    #expect(result.panel.series[0].target[..<2] == [0.01 * 0.01, 0.02 * 0.02])
    #expect(result.panel.series[0].target[2].isNaN)
    #expect(result.notices.contains { $0.hasPrefix("1 row has a variance of 0, the first in line 5") })
  }

  @Test(
    "columns are found by their names, in any order",
    arguments: [
      "Open,High,Low,Close", "open,HIGH,low,CLOSE", "AAPL.Open,AAPL.High,AAPL.Low,AAPL.Close",
      "1. open,2. high,3. low,4. close", "PX_OPEN,PX_HIGH,PX_LOW,PX_LAST", "o,h,l,c",
      "Eröffnung,Hoch,Tief,Schluss", "openPrice,highPrice,lowPrice,closePrice", "Open,High,Low,Price",
      "adjOpen,adjHigh,adjLow,adjClose", "Apertura,Massimo,Minimo,Ultimo",
    ])
  func names(_ header: String) throws {
    let (volatility, values) = Self.expected[1]
    let reversed = { (row: String) in row.split(separator: ",").reversed().joined(separator: ",") }
    for (header, rows) in [(header, Self.bars), (reversed(header), Self.bars.map(reversed))] {
      let panel = try read(table(header, rows: rows), volatility).panel
      #expect(Distance.relative(panel.series[0].target, values) < Self.tolerance)
    }
  }

  @Test("plain prices make ranges, adjusted ones make changes, where there are both")
  func adjusted() throws {
    let header = "Open,High,Low,Close,AdjOpen,AdjHigh,AdjLow,Adj Close"
    let rows = Self.bars.enumerated().map { row, bar in "\(bar),1,2,1,\(1 << row)" }
    let range = try read(table(header, rows: rows), .garmanKlass).panel.series[0].target
    #expect(Distance.relative(range, Self.expected[1].1) < Self.tolerance)
    let changes = try read(table(header, rows: rows), .squared).panel.series[0].target
    // Logarithms up to log 16 = 2.8 are known to 2.2e-16, their differences to 4.4e-16, and the square of
    // log 2 to twice 0.7 times that.
    #expect(changes.allSatisfy { abs($0 - log(2) * log(2)) < 1e-15 })
  }

  @Test("named columns are taken in the order of the prices, and must be as many")
  func named() throws {
    let header = "a,b,c1,d"
    let panel = try read(table(header), .garmanKlass) { $0.targets = ["a", "b", "c1", "d"] }.panel
    #expect(Distance.relative(panel.series[0].target, Self.expected[1].1) < Self.tolerance)
    let failure = #expect(throws: Failure.self) {
      try read(table("Open,High,Low,Close"), .garmanKlass) { $0.targets = ["Close"] }
    }
    #expect(failure?.message == "--volatility garman-klass is made of 4 columns, and --target names 1")
    #expect(failure?.fix == "--target Open,High,Low,Close, or no --target")
  }

  @Test("prices of several tickers are asked for, and missing ones told with what there is")
  func notFound() throws {
    let two = #expect(throws: Failure.self) {
      try read(table("A.High,A.Low,B.High,B.Low"), .parkinson)
    }
    #expect(two?.message.hasPrefix("2 sets of columns hold prices for --volatility parkinson") == true)
    #expect(two?.fix == "--target A.High,A.Low, or others in this order")
    let none = #expect(throws: Failure.self) {
      try read(table("x,High,Low,z"), .garmanKlass)
    }
    #expect(none?.fix?.hasPrefix("--volatility parkinson, whose columns there are") == true)
  }

  @Test(
    "a row whose prices contradict each other has no variance, is counted and named",
    arguments: [
      ("100,99,101,100", "\"High\" is 99.0, below \"Low\", 101.0"),
      ("100,102,99,103", "\"Close\" is 103.0, above \"High\", 102.0"),
      ("98,102,99,100", "\"Open\" is 98.0, below \"Low\", 99.0"),
      ("0,102,99,100", "\"Open\" is 0.0"), ("100,102,-1,100", "\"Low\" is -1.0"),
    ])
  func contradictions(_ row: String, _ fault: String) throws {
    var rows = Self.bars
    rows[1] = row
    let result = try read(table("Open,High,Low,Close", rows: rows), .garmanKlass)
    let target = result.panel.series[0].target
    #expect(target.indices.filter { target[$0].isNaN } == [1])
    #expect(
      result.notices.contains {
        $0.hasPrefix("1 of 5 rows have prices that cannot be") && $0.contains("line 3 of")
          && $0.hasSuffix(fault)
      })
  }

  @Test("columns in another order are refused: most rows contradict themselves")
  func wrongOrder() throws {
    let failure = #expect(throws: Failure.self) {
      try read(table("Open,High,Low,Close"), .parkinson) { $0.targets = ["Low", "High"] }
    }
    #expect(failure?.message.contains("so it is in 4 of 5 rows") == true)
    #expect(failure?.fix == "--target with the columns of high, low, in this order")
    let returns = #expect(throws: Failure.self) {
      try read("Date,r\n2024-01-01,-0.1\n2024-01-02,-0.2\n2024-01-03,0.1\n", .squared)
    }
    #expect(returns?.fix == "--volatility of-returns, if \"r\" holds returns")
  }

  @Test("no later row changes a variance, and a long gap gives none")
  func causal() throws {
    for volatility in [Volatility.parkinson, .garmanKlass, .squared] {
      let whole = try read(table("Open,High,Low,Close"), volatility).panel.series[0].target
      let part = try read(table("Open,High,Low,Close", rows: Array(Self.bars[..<3])), volatility).panel
        .series[0]
        .target
      #expect(Array(whole[..<part.count]) == part)
    }
    let text = "Date,Close\n2024-01-01,1\n2024-01-02,2\n2024-02-20,4\n2024-02-21,8\n"
    let target = try read(text, .squared) { $0.maxGap = "5d" }.panel.series[0].target
    #expect(target.count == 3 && target[1].isNaN && !target[2].isNaN)
  }

  @Test("each series of a panel, and each column of a wide file, has its own")
  func several() throws {
    let long = "id,Date,High,Low\na,2024-01-01,2,1\nb,2024-01-01,4,1\na,2024-01-02,4,1\nb,2024-01-02,2,1\n"
    let panel = try read(long, .parkinson).panel
    #expect(panel.series.map(\.id) == ["a", "b"])
    #expect(panel.series[0].target == panel.series[1].target.reversed())
    let wide = try read("Date,A,B\n2024-01-01,1,4\n2024-01-02,2,2\n2024-01-03,4,2\n", .squared) {
      $0.layout = .wide
    }.panel
    #expect(wide.series.map(\.id) == ["A", "B"])
    #expect(wide.series[1].target[1] == 0)
    let named = try read("Date,A,B\n2024-01-01,1,4\n2024-01-02,2,2\n", .squared) { $0.targets = ["A", "B"] }
      .panel
    #expect(named.series.map(\.id) == ["A-variance", "B-variance"])
  }

  @Test("rows of series have no columns of prices")
  func rowsLayout() {
    let failure = #expect(throws: Failure.self) {
      try read("a,1,2,3\nb,2,3,4\n", .squared) { ($0.layout, $0.hasHeader) = (.rows, false) }
    }
    #expect(failure?.cause == .arguments)
  }
}
