import Files
import Platform
import Synthesis
import Testing
import TimeSeries

@Suite("Synthesised tickers")
struct TickerSynthesisTests {
  private func returns(_ closes: [Double]) -> [Double] {
    zip(closes, closes.dropFirst()).map { log($1 / $0) }
  }

  @Test("Returns have the stylised facts of an asset", arguments: [1, 2, 3] as [UInt64])
  func stylisedFacts(seed: UInt64) throws {
    let table = try SynthesisedTable(TickerSynthesis(rows: 2500, seed: seed))
    let returns = returns(table.numbers("Close"))
    let sizes = returns.map { abs($0) }
    let mean = returns.reduce(0, +) / Double(returns.count)
    let squares = returns.map { ($0 - mean) * ($0 - mean) }
    let variance = squares.reduce(0, +) / Double(returns.count)
    let kurtosis = squares.map { $0 * $0 }.reduce(0, +) / Double(returns.count) / (variance * variance)
    // Heavier tails than a Gaussian's 3.
    #expect(kurtosis > 4)
    // About 20 % a year, and a drift far below it.
    #expect((0.1...0.4).contains((variance * 252).squareRoot()))
    #expect(abs(mean * 252) < 0.15)
    // The standard error of a correlation of 2500 independent numbers is 0.02; clustering widens it.
    #expect(abs(correlation(returns, returns.dropFirst())) < 0.08)
    #expect(correlation(sizes, sizes.dropFirst()) > 0.1)
    let memory = (1...10).map { correlation(sizes, sizes.dropFirst($0)) }
    #expect(memory.reduce(0, +) / 10 > 0.06)
    #expect(correlation(table.numbers("Volume").dropFirst(), sizes) > 0.2)
  }

  @Test("Low and high enclose open and close, and volume is a positive whole number")
  func consistency() throws {
    let table = try SynthesisedTable(TickerSynthesis(rows: 500, series: 2, seed: 4))
    #expect(table.header == ["Ticker", "Date", "Open", "High", "Low", "Close", "Volume"])
    #expect(table.rows.count == 1000)
    for row in table.rows {
      let prices = row[2...5].compactMap(Double.init)
      let volume = try #require(Int(row[6]))
      #expect(prices.count == 4 && volume > 0)
      #expect(
        prices[2] <= min(prices[0], prices[3]) && max(prices[0], prices[3]) <= prices[1] && prices[2] > 0)
    }
    #expect(Set(table.rows.map { $0[0] }) == ["T1", "T2"])
    #expect(table.rows[0][2...] != table.rows[500][2...])
  }

  @Test("Days are business days without holidays, up to 20,000 rows; then minutes")
  func times() throws {
    let daily = try SynthesisedTable(TickerSynthesis(rows: 1000))
    #expect(daily.rows[0][0] == "2015-01-02")
    var parser = try TimeColumnParser()
    for (index, row) in daily.rows.enumerated() {
      let bytes = Array(row[0].utf8)
      try parser.append(bytes.span, line: index + 2, column: 1)
    }
    let column = try parser.finish()
    let found = Spacing.recognised(from: [column.instants], kind: column.kind)
    #expect(found.spacing == .businessDays)
    #expect(found.regularShare > 0.97 && found.regularShare < 1)
    for (rows, second) in [(20_000, "2015-01-05,"), (20_001, "2015-01-01 00:01:00,")] {
      var lines: [String] = []
      try TickerSynthesis(rows: rows).write { row throws(Failure) in
        if lines.count < 3 { lines.append(String(decoding: row, as: UTF8.self)) }
      }
      #expect(lines[2].hasPrefix(second))
    }
  }

  @Test("Any spacing keeps prices finite and positive", arguments: ["1s", "1h", "1w", "1mo", "1y"])
  func spacings(every: String) throws {
    let table = try SynthesisedTable(TickerSynthesis(rows: 500, every: try Spacing(every), seed: 9))
    #expect(table.numbers("Close").allSatisfy { $0 > 1 && $0 < 100_000 })
    #expect(table.numbers("Volume").allSatisfy { $0 >= 1 })
  }

  @Test("The seed decides every byte")
  func determinism() throws {
    let first = try SynthesisedTable(TickerSynthesis(rows: 100, seed: 5)).bytes
    #expect(try SynthesisedTable(TickerSynthesis(rows: 100, seed: 5)).bytes == first)
    #expect(try SynthesisedTable(TickerSynthesis(rows: 100, seed: 6)).bytes != first)
    // A longer table begins like a shorter one.
    #expect(try SynthesisedTable(TickerSynthesis(rows: 150, seed: 5)).bytes.starts(with: first))
  }

  @Test("What cannot be written is an argument error")
  func refused() {
    for synthesis in [
      TickerSynthesis(rows: 0), TickerSynthesis(series: 0), TickerSynthesis(rows: 9000, every: .months(12)),
    ] {
      let found = #expect(throws: Failure.self) { try SynthesisedTable(synthesis) }
      #expect(found?.cause == .arguments)
      #expect(found?.fix != nil)
    }
  }
}
