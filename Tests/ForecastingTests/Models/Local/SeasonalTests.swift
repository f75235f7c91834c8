import Testing

@testable import Forecasting
@testable import Models

@Suite("Seasons of a stretch of rows")
struct SeasonalTests {
  @Test("a season on a line is found exactly, odd or even, with rows missing", arguments: [3, 4, 7, 12])
  func additive(season: Int) throws {
    let shape = (0..<season).map { Double($0 * $0 % 5) }
    let mean = shape.reduce(0, +) / Double(season)
    var rows = (0..<(4 * season)).map { 10 + 0.5 * Double($0) + shape[$0 % season] - mean }
    let found = try #require(SeasonalDecomposition(rows[...], season: season, kind: .additive))
    // Values up to 38 have an ulp of 7e-15: a moving average of 13 of them, a mean of four differences from
    // it and the mean over a season are some twenty roundings.
    let tolerance = 20 * (38.0).ulp
    for (index, expected) in zip(found.indices, shape) { #expect(abs(index - (expected - mean)) < tolerance) }
    for row in rows.indices {
      #expect(abs(found.adjusted(rows[row], row: row) - 10 - 0.5 * Double(row)) < tolerance)
    }
    rows[season + 1] = .nan
    #expect(
      SeasonalDecomposition(rows[...], season: season, kind: .additive)?.indices.allSatisfy(\.isFinite)
        == true)
  }

  @Test("factors on a level are found exactly, and put back")
  func multiplicative() throws {
    let factors = [0.5, 1.5, 0.75, 1.25]
    let rows = (0..<12).map { 20 * factors[$0 % 4] }
    let found = try #require(SeasonalDecomposition(rows[...], season: 4, kind: .multiplicative))
    #expect(found.indices == factors)
    #expect(found.leastShare == 0.5)
    #expect(found.seasonal(20, row: 5) == 30)
  }

  @Test("less than two seasons, or factors of rows that are not positive, are no season")
  func refusals() {
    let rows = (0..<7).map { Double($0 % 4) }
    #expect(SeasonalDecomposition(rows[...], season: 4, kind: .additive) == nil)
    #expect(SeasonalDecomposition(rows[...], season: 3, kind: .multiplicative) == nil)
    #expect(SeasonalDecomposition(rows[...], season: .max, kind: .additive) == nil)
  }

  @Test("the test sees a season in a season, and none in noise or in a level")
  func test() {
    let noise = ClosedFormPanel.noise(96)
    let season = (0..<96).map { noise[$0] + ClosedFormPanel.season($0, 12) }
    #expect(SeasonalityTest.isSeasonal(season, season: 12))
    #expect(!SeasonalityTest.isSeasonal(noise, season: 12))
    #expect(!SeasonalityTest.isSeasonal(Array(repeating: 1, count: 96), season: 12))
    #expect(!SeasonalityTest.isSeasonal(Array(season[..<23]), season: 12))
  }

  @Test("missing rows are filled by lines, and at the ends by the nearest value")
  func lines() {
    let rows: [Double] = [.nan, 2, .nan, .nan, 8, .nan]
    #expect(rows[...].filledByLines == [2, 2, 4, 6, 8, 8])
    #expect([Double.nan][...].filledByLines[0].isNaN)
  }

  @Test("seasonal-median is the middle one of the last three values of the phase")
  func median() throws {
    let values: [Double] = [9, 9, 1, 10, 5, 20, 3, .nan, 100, 40]
    #expect(try ClassicalSeries.point("seasonal-median", values, season: 2, horizon: 3) == [5, 20, 5])
    #expect(try ClassicalSeries.point("seasonal-median", [1, 7, 2, 90], season: 1, horizon: 2) == [7, 7])
    // Two values of the first phase, one of the second, none of the others.
    #expect(
      try ClassicalSeries.point("seasonal-median", [.nan, 6, 3, 8, 4], season: 4, horizon: 4) == [6, 3, 8, 4])
    #expect(
      try ClassicalSeries.point(
        "seasonal-median", [1, 2, 3, 5], season: 3, horizon: 3, segments: [0..<2, 2..<4])
        == [5, 3, 5])
  }
}
