import Assessment
import TestSupport
import Testing
import TimeSeries

@Suite("Profiles of glucose")
struct GlucoseProfileTests {
  /// i = arange(864); g = 110 + 60 sin(0.05 i) + 25 sin(0.31 i + 1), every 5 minutes from 2024-03-01 00:02:30
  /// on.
  static let glucose = (0..<864).map { glucose($0, phase: 0) }
  static let times = (0..<864).map { Instant(seconds: 1_709_251_350 + 300 * Int64($0)) }

  static func glucose(_ row: Int, phase: Double) -> Double {
    let time = Double(row)
    return 110 + 60 * ClosedForm.sine(0.05 * time + phase) + 25 * ClosedForm.sine(0.31 * time + 1)
  }

  // iglu_python 0.4.3: below_percent(df, targets_below=[54, 70]), in_range_percent(df, target_ranges=[[70,
  // 180]]), above_percent(df, targets_above=[180, 250]), mean_glu, gmi, cv_glu
  @Test("have iglu's times in range, indicator and variation")
  func summary() throws {
    let found = try GlucoseSummary(Self.glucose, unit: .milligrams)
    #expect(abs(100 * found.veryLow - 13.078703703703704) < 1e-10)
    #expect(abs(100 * (found.veryLow + found.low) - 23.26388888888889) < 1e-10)
    #expect(abs(100 * found.inRange - 69.67592592592592) < 1e-10)
    #expect(abs(100 * (found.high + found.veryHigh) - 7.060185185185184) < 1e-10)
    #expect(found.veryHigh == 0)
    #expect(abs(found.mean - 110.48296865012028) < 1e-10)
    #expect(abs(found.managementIndicator - 5.952752610110877) < 1e-11)
    #expect(abs(try #require(found.variation) - 41.80236821125689) < 1e-10)
    let millimoles = try GlucoseSummary(Self.glucose.map { $0 / 18 }, unit: .millimoles)
    #expect(abs(millimoles.managementIndicator - found.managementIndicator) < 1e-12)
    #expect(abs(try #require(millimoles.variation) - 41.80236821125689) < 1e-10)
    let shuffled = try GlucoseSummary(Self.glucose.reversed() + [.nan], unit: .milligrams)
    #expect(shuffled.inRange == found.inRange && shuffled.count == found.count)
  }

  @Test("put readings on bounds where the consensus does, in both units")
  func bounds() throws {
    let found = try GlucoseSummary([53.9, 54, 69.9, 70, 180, 180.1, 250, 250.1], unit: .milligrams)
    #expect(
      [found.veryLow, found.low, found.inRange, found.high, found.veryHigh].map { $0 * 8 } == [1, 2, 2, 2, 1])
    let other = try GlucoseSummary([2.9, 3, 3.8, 3.9, 10, 10.1, 13.9, 14], unit: .millimoles)
    #expect(
      [other.veryLow, other.low, other.inRange, other.high, other.veryHigh].map { $0 * 8 } == [1, 2, 2, 2, 1])
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) { try GlucoseSummary([.nan], unit: .milligrams) }
    #expect(try GlucoseSummary([100], unit: .milligrams).variation == nil)
    #expect(try GlucoseSummary([100, 100], unit: .milligrams).variation == 0)
  }

  // numpy.percentile(x, [5, 10, 25, 50, 75, 90, 95]) of df.groupby(time.dt.hour // 6) and of the seconds of
  // the day // 900
  @Test("have numpy's percentiles by time of day")
  func profile() throws {
    let quarters = try GlucoseProfile(times: Self.times, values: Self.glucose, binCount: 4)
    #expect(quarters.bins.map(\.start) == [0, 21_600, 43_200, 64_800])
    #expect(quarters.bins.map(\.count) == [216, 216, 216, 216])
    #expect(quarters.days == 3)
    let night = [
      34.66846182682414, 45.225399192750984, 68.18933415388533, 115.60898628218466, 142.05063430693252,
      165.420776835888, 180.3512928277591,
    ]
    let evening = [
      40.45841599613046, 48.82537932878225, 75.84522155981676, 123.25984305674993, 151.13456370069733,
      175.29747296569536, 187.34246763434987,
    ]
    #expect(Distance.relative(try #require(quarters.bins[0].percentiles), night) < 1e-13)
    #expect(Distance.relative(try #require(quarters.bins[3].percentiles), evening) < 1e-13)
    let bin = try GlucoseProfile(times: Self.times, values: Self.glucose).bins[30]
    let expected = [
      28.27878961768564, 29.869267990151783, 36.70725944073674, 96.58152943204193, 169.94553210748765,
      177.45393438428266, 179.58252701737163,
    ]
    #expect(bin.start == 27_000 && bin.count == 9)
    #expect(Distance.relative(try #require(bin.percentiles), expected) < 1e-13)
  }

  @Test("have no percentiles of few readings, and no bins of none")
  func degenerate() throws {
    let few = try GlucoseProfile(times: Self.times, values: Self.glucose, leastCount: 10)
    #expect(few.bins.allSatisfy { $0.percentiles == nil && $0.count == 9 })
    let midnight = try GlucoseProfile(
      times: [Instant(seconds: -1), Instant(seconds: 0)], values: [1, 2], binCount: 7, leastCount: 1)
    #expect(midnight.bins[0].percentiles == [Double](repeating: 2, count: 7))
    #expect(midnight.bins[6].percentiles == [Double](repeating: 1, count: 7))
    #expect(midnight.days == 2)
    #expect(midnight.bins[1].start == 12_343, "the first whole second of the second seventh")
    #expect(throws: NoFigure.notPositive(0)) { try GlucoseProfile(times: [], values: [], binCount: 0) }
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) {
      try GlucoseProfile(times: Self.times, values: Self.times.map { _ in .nan })
    }
  }
}
