import Forecasting
import Testing
import TimeSeries
import Windowing

@Suite("The lookback rule")
struct LookbackRuleTests {
  @Test(
    "follows season, horizon and rows",
    arguments: [
      (12, 24, Spacing.fixed(nanoseconds: 3_600_000_000_000), 1_000, 48),  // twice the season
      (48, 24, .fixed(nanoseconds: 3_600_000_000_000), 1_000, 96),  // twice the horizon
      (3, 4, .months(3), 200, 24),  // the least for a seasonal series
      (5, 5, .businessDays, 2_500, 96),  // sessions: as without a season
      (5, 288, .fixed(nanoseconds: 300_000_000_000), 5_000, 96),  // too long
      (5, 1, .steps, 100, 35),  // 0.35 of the rows
      (30, 1, .steps, 500, 96),
      (60, 1, .steps, 500, 120),  // at least twice the horizon
      (12, 12, .months(1), 50, 18),  // 0.6 n - H
      (10, 1, .steps, 5, 1),
    ])
  func table(horizon: Int, season: Int, spacing: Spacing, rows: Int, expected: Int) {
    let rule = LookbackRule(horizon: horizon, season: season, spacing: spacing, trainingRows: rows)
    #expect(rule.lookback == expected)
  }

  @Test(
    "lets models that read a window as a whole see the longer season",
    arguments: [
      (48, 24, Spacing.fixed(nanoseconds: 3_600_000_000_000), 960, 336),  // twice the week
      (48, 24, .steps, 960, 336),  // without times, 24 steps are a day
      (48, 24, .steps, 600, 96),  // too short for it
      (30, 7, .days(1), 7_000, 448),  // a year and two horizons, in whole units of four weeks
      (56, 7, .days(1), 735, 112),
      (12, 12, .months(1), 500, 24),  // there is none
      (24, 12, .fixed(nanoseconds: 3_600_000_000_000), 960, 48),  // 12 hours are no day
      (5, 1_000, .fixed(nanoseconds: .max / 2), 900, 96),  // nor are ages
      (192, 24, .steps, 1_500, 384),  // the horizon is longer
    ])
  func windows(horizon: Int, season: Int, spacing: Spacing, rows: Int, expected: Int) {
    let rule = LookbackRule(
      horizon: horizon, season: season, spacing: spacing, trainingRows: rows, reading: .windows)
    #expect(rule.lookback == expected)
  }

  @Test("asks the longest series, not the shortest")
  func ragged() {
    let panel = ClosedFormPanel.make([Array(repeating: 1, count: 200), [1, 2, 3]], season: 12)
    let rule = LookbackRule(TrainingData(panel: panel, rows: [0..<190, 0..<3]), horizon: 12)
    #expect(rule.lookback == 24)
  }

  @Test("says what decided")
  func reason() {
    let rule = LookbackRule(horizon: 5, season: 5, spacing: .businessDays, trainingRows: 200)
    #expect(rule.lookback == 70)
    #expect(rule.reason == "0.35 of 200 training rows")
  }
}
