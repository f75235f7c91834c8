import Forecasting
import TimeSeries

/// Whether the calendar is an input where nobody asked for it: of networks, and of a ridge if it validates better with it.
package enum CalendarRule {
  /// How often the longest cycle must have been seen: of less, it cannot be told from a trend.
  private static let leastCycles = 1.5

  /// Whether the training rows see the calendar's cycles often enough. Sessions of business days are not asked: prices
  /// have no season that a window does not show.
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
