import Assessment
import TestSupport
import Testing

@Suite("Splits that look unadjusted")
struct UnadjustedSplitsTests {
  /// Prices that move by about 1 % a day, divided by `factor` from `row` on.
  static func prices(factor: Double, from row: Int = 100, count: Int = 200) -> [Double] {
    var price = 80.0
    return (0..<count).map { day in
      price *= 1 + 0.012 * ClosedForm.cosine(day)
      return day < row ? price : price / factor
    }
  }

  @Test(
    "are named with their day and their shares",
    arguments: [
      (2.0, 2, 1), (3, 3, 1), (1.5, 3, 2), (4, 4, 1), (5, 5, 1), (7, 7, 1), (10, 10, 1), (20, 20, 1),
      (0.5, 1, 2), (0.1, 1, 10), (0.05, 1, 20), (2.0 / 3, 2, 3),
    ] as [(Double, Int, Int)])
  func factors(factor: Double, new: Int, old: Int) throws {
    let found = try UnadjustedSplits(prices: Self.prices(factor: factor))
    let jump = try #require(found.jumps.first)
    #expect(found.jumps.count == 1)
    #expect((jump.row, jump.previousRow, jump.newShares, jump.oldShares) == (100, 99, new, old))
    #expect(try #require(jump.timesUsual) > 20)
  }

  @Test("are not seen in prices as they are, in other jumps, in single wrong prices or in wild series")
  func others() throws {
    #expect(try UnadjustedSplits(prices: Self.prices(factor: 1)).jumps.isEmpty)
    #expect(try UnadjustedSplits(prices: Self.prices(factor: 1.25)).jumps.isEmpty)
    #expect(try UnadjustedSplits(prices: Self.prices(factor: 2.4)).jumps.isEmpty)
    var spike = Self.prices(factor: 1)
    spike[60] *= 10
    #expect(try UnadjustedSplits(prices: spike).jumps.isEmpty)
    let wild = (0..<60).map { $0 % 2 == 0 ? 10.0 : 20 }
    #expect(try UnadjustedSplits(prices: wild).jumps.isEmpty)
  }

  @Test("are found across gaps, at the ends, twice, and in prices that hardly move")
  func gaps() throws {
    var prices = Self.prices(factor: 2)
    prices[99] = .nan
    prices[100] = .nan
    let jump = try #require(try UnadjustedSplits(prices: prices).jumps.first)
    #expect((jump.row, jump.previousRow) == (101, 98))
    #expect(try UnadjustedSplits(prices: Self.prices(factor: 2, from: 198)).jumps.map(\.row) == [198])
    #expect(
      try UnadjustedSplits(prices: Self.prices(factor: 2, from: 199)).jumps.isEmpty, "it may be a wrong price"
    )
    #expect(try UnadjustedSplits(prices: Self.prices(factor: 2, from: 1)).jumps.map(\.row) == [1])
    let twice = Self.prices(factor: 2).enumerated().map { $0 < 150 ? $1 : $1 / 4 }
    #expect(try UnadjustedSplits(prices: twice).jumps.map(\.newShares) == [2, 4])
    let still = (0..<40).map { $0 < 20 ? 10.0 : 5 }
    #expect(try UnadjustedSplits(prices: still).jumps.first?.timesUsual == nil)
    #expect(try UnadjustedSplits(prices: still).jumps.map(\.row) == [20])
  }

  @Test("need ten prices above 0, and no currency")
  func few() throws {
    #expect(throws: NoFigure.tooFew(found: 9, needed: 10)) {
      try UnadjustedSplits(prices: Self.prices(factor: 2, from: 5, count: 9))
    }
    #expect(throws: NoFigure.tooFew(found: 0, needed: 10)) { try UnadjustedSplits(prices: []) }
    #expect(try UnadjustedSplits(prices: (0..<50).map { $0 < 25 ? -2 : -1 }).jumps.isEmpty)
    #expect(try UnadjustedSplits(prices: [Double](repeating: 7, count: 50)).jumps.isEmpty)
    let prices = Self.prices(factor: 3)
    let cents = try UnadjustedSplits(prices: prices.map { $0 * 128 })
    #expect(try cents.jumps.map(\.row) == UnadjustedSplits(prices: prices).jumps.map(\.row))
  }
}
