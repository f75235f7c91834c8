import Forecasting
import TestSupport
import Testing
import TimeSeries

@testable import Combining

@Suite("Levels that adapt")
struct AdaptedLevelsTests {
  /// The errors 1 to 9, of which those at levels of 0.1 and 0.9 are the first and the last.
  private static let sample = ErrorSample((1...9).map(Double.init))

  private static func levels(leads: Int = 1) -> AdaptedLevels {
    AdaptedLevels(
      nominal: [0.2, 0.5, 0.8], end: Instant(seconds: 0), moved: (0..<leads).map { _ in [0.2, 0.5, 0.8] })
  }

  private static func observations(_ errors: [[Double]]) -> [AdaptedLevels.Observation] {
    errors.enumerated().map { AdaptedLevels.Observation(origin: $0, errors: $1) }
  }

  @Test("move outwards by an error outside, inwards by one inside, and by none that is not known")
  func steps() {
    var levels = Self.levels()
    // An error of 9 lies above the quantile at 0.8, which is 8, and not below that at 0.2, which is 2.
    levels.move(by: Self.observations([[9]]), before: 1, samples: [Self.sample])
    // The product of the rate and the step is rounded, and so is the sum.
    #expect(Distance.ulps(levels.moved[0][2], 0.8 + 0.02 * 0.8) <= 2)
    #expect(Distance.ulps(levels.moved[0][0], 0.2 + 0.02 * 0.2) <= 2)
    #expect(levels.moved[0][1] == 0.5, "the median stays")
    let before = levels
    levels.move(by: Self.observations([[.nan]]), before: 1, samples: [Self.sample])
    #expect(levels == before)
    levels.move(by: Self.observations([[8]]), before: 1, samples: [ErrorSample([1, 8], overlap: 1)])
    #expect(levels.moved[0][2] < before.moved[0][2], "what lies at the end lies inside")
  }

  @Test("learn from an error only when its lead has come")
  func delay() {
    let samples = [Self.sample, Self.sample, Self.sample]
    let errors = Self.observations((0..<6).map { _ in [100, 100, 100] })
    var levels = Self.levels(leads: 3)
    levels.move(by: errors, before: 2, samples: samples)
    // Before row 2, two errors of the first lead are known, one of the second and none of the third.
    #expect(levels.moved.map { (($0[2] - 0.8) / (0.02 * 0.8)).rounded() } == [2, 1, 0])
    var changed = errors
    changed[2] = AdaptedLevels.Observation(origin: 2, errors: [-100, -100, -100])
    var same = Self.levels(leads: 3)
    same.move(by: changed, before: 2, samples: samples)
    #expect(same == levels, "what is forecast from row 2 on is not known before it")
  }

  @Test("give probabilities that agree with the quantiles")
  func probabilities() {
    var levels = Self.levels()
    levels.moved[0] = [0.1, 0.5, 0.9]
    // The quantile at 0.8 is read at 0.9 of the sample, so what the sample says to be 0.9 is 0.8.
    for (sample, expected) in [(0.9, 0.8), (0.1, 0.2), (0.5, 0.5), (0.95, 0.9), (0.7, 0.65)] {
      // Levels are known to 1.1e-16, and a distance of 0.05 between two of them to four digits less.
      #expect(abs(levels.probability(sample, lead: 0) - expected) < 2e-15)
    }
    #expect(levels.probability(0, lead: 0) == 0 && levels.probability(1, lead: 0) == 1)
  }

  @Test("stay where the sample has errors, and on their side of the median")
  func ends() {
    var levels = Self.levels()
    levels.move(
      by: Self.observations((0..<1_000).map { [$0 % 2 == 0 ? 100 : -100] }), before: 1_000,
      samples: [Self.sample])
    #expect(abs(levels.moved[0][0] - 0.1) < 0.03 && abs(levels.moved[0][2] - 0.9) < 0.03)
    levels.move(
      by: Self.observations((0..<1_000).map { _ in [5] }), before: 1_000, samples: [Self.sample])
    #expect(levels.moved[0][0] < 0.5 && levels.moved[0][2] > 0.5)
    #expect(levels.levels(of: 0.3) == nil)
    #expect(levels.levels(of: 0.5) == [0.5])
  }
}
