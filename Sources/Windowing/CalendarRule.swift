import Forecasting
import TimeSeries

/// The rule for the calendar as an input where the user neither asked for it nor excluded it.
///
/// Networks read it where the rule admits it; a ridge regression reads it where that lowers its
/// cross-validated error too.
package enum CalendarRule {
  /// The number of periods of the longest cycle that the training rows must span: over fewer, the cycle
  /// cannot be distinguished from a trend.
  private static let leastCycles = 1.5

  /// Whether the training rows of some series span at least 1.5 periods of the longest cycle of the calendar.
  ///
  /// For business days the answer is always no, since prices have no season beyond what the lookback shows.
  package static func admits(_ data: TrainingData) -> Bool {
    let panel = data.panel
    guard panel.spacing != .businessDays else { return false }
    let calendar = CalendarFeatures(spacing: panel.spacing, kind: panel.timeKind)
    guard calendar.count > 0 else { return false }
    let days = zip(panel.series, data.rows).map { series, rows in
      rows.isEmpty
        ? 0 : series.times[rows.upperBound - 1].daysSinceEpoch - series.times[rows.lowerBound].daysSinceEpoch
    }
    return Double(days.max() ?? 0) >= leastCycles * calendar.longestCycle
  }
}
