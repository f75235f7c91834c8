import Assessment
import TestSupport
import Testing

@Suite("The time that a forecast gains")
struct TimeGainTests {
  /// f[4:] = g[:-4]; f += 6 sin(2.3 i); f[:4] = f[100:110] = nan, of the g of the profiles.
  private static let late: [Double] = (0..<864).map { row in
    guard row >= 4, !(100..<110).contains(row) else { return .nan }
    let noise = 6 * ClosedForm.sine(2.3 * Double(row))
    return GlucoseProfileTests.glucose[row - 4] + noise
  }

  // numpy.corrcoef(f[k:], g[:-k]) without the rows that miss one
  @Test("has numpy's correlations, and the lag of the highest")
  func reference() throws {
    let found = try TimeGain(actual: GlucoseProfileTests.glucose, forecast: Self.late, lead: 6)
    for (lag, value) in [
      0: 0.881357121858899, 4: 0.9957697663049908, 6: 0.9643234094177227, 12: 0.6662002508102857,
    ] {
      #expect(abs(try #require(found.correlations[lag]) - value) < 1e-12)
    }
    #expect(found.correlations.count == 13)
    #expect((found.lag, found.gain) == (4, 2))
  }

  // The sums of products about the means of each series, in numpy: sum(num) / sqrt(sum(da) sum(db))
  @Test("of several series pools what they do about their own means, in any order and units")
  func pooled() throws {
    let other = (0..<200).map { 300 + 30 * ClosedForm.sine(0.08 * Double($0)) }
    let repeated = other.indices.map { $0 < 6 ? .nan : other[$0 - 6] }
    let tracks = [
      TimeGain.Track(actual: GlucoseProfileTests.glucose, forecast: Self.late),
      TimeGain.Track(actual: other, forecast: repeated),
    ]
    let found = try TimeGain(pooling: tracks, lead: 6)
    for (lag, value) in [0: 0.88156810781722, 4: 0.9953780573799272, 6: 0.9659430756717635] {
      #expect(abs(try #require(found.correlations[lag]) - value) < 1e-12)
    }
    #expect(found.lag == 4)
    #expect(try TimeGain(pooling: tracks.reversed(), lead: 6).lag == 4)
    let millimoles = tracks.map { track in
      TimeGain.Track(actual: track.actual.map { $0 / 18 }, forecast: track.forecast.map { $0 / 18 })
    }
    let scaled = try TimeGain(pooling: millimoles, lead: 6)
    for (one, two) in zip(scaled.correlations, found.correlations) {
      #expect(abs(try #require(one) - (try #require(two))) < 1e-12)
    }
  }

  @Test(
    "is nothing of one that repeats the last value, all of one that is right, and a loss of one later",
    arguments: [1, 3, 12])
  func leads(lead: Int) throws {
    let actual = GlucoseProfileTests.glucose
    func delayed(_ rows: Int) -> [Double] { actual.indices.map { $0 < rows ? .nan : actual[$0 - rows] } }
    #expect(try TimeGain(actual: actual, forecast: delayed(lead), lead: lead).gain == 0)
    #expect(try TimeGain(actual: actual, forecast: actual, lead: lead).gain == lead)
    #expect(try TimeGain(actual: actual, forecast: delayed(2 * lead), lead: lead).gain == -lead)
  }

  @Test("is none of too little or of what does not vary")
  func degenerate() {
    let level = [Double](repeating: 5, count: 40)
    #expect(throws: NoFigure.tooFew(found: 0, needed: 10)) { try TimeGain(actual: [], forecast: [], lead: 1) }
    #expect(throws: NoFigure.tooFew(found: 0, needed: 10)) { try TimeGain(pooling: [], lead: 1) }
    #expect(throws: NoFigure.tooFew(found: 9, needed: 10)) {
      try TimeGain(actual: Array(level.prefix(9)), forecast: level, lead: 1)
    }
    #expect(throws: NoFigure.constant) {
      try TimeGain(actual: GlucoseProfileTests.glucose, forecast: level, lead: 2)
    }
    #expect(throws: NoFigure.notPositive(0)) { try TimeGain(actual: level, forecast: level, lead: 0) }
    #expect(throws: NoFigure.tooFew(found: 0, needed: 10)) {
      try TimeGain(actual: level.map { _ in .nan }, forecast: level, lead: 2)
    }
  }
}
