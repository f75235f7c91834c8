import Forecasting
import TimeSeries

/// The calendar features of the rows of a panel.
///
/// Windows overlap, so that the features of a row are needed many times in training, and sines are slow to
/// compute. Remembered values are bit for bit those that would be computed.
package struct CalendarRows: Sendable {
  /// The features.
  package let features: CalendarFeatures
  private let panel: Panel
  /// The features of the first rows of each series, `[series][row · feature]`; empty where none are
  /// remembered.
  private var remembered: [[Float]] = []

  /// Creates features that are computed whenever they are needed.
  package init(_ features: CalendarFeatures, _ panel: Panel) {
    self.features = features
    self.panel = panel
  }

  /// Computes and remembers the features of the first `counts` rows of each series.
  package mutating func remember(_ counts: [Int]) {
    guard features.count > 0 else { return }
    remembered = zip(panel.series, counts).map { series, count in
      var values: [Float] = []
      // The capacity is reserved, since an array that grows may hold twice the memory that it needs.
      values.reserveCapacity(count * features.count)
      for time in series.times[..<count] {
        values += features.values(at: series.civil(time)).lazy.map { Float($0) }
      }
      return values
    }
  }

  /// The features of a row.
  package func values(ofRow row: Int, series: Int) -> ArraySlice<Float> {
    remembered(row, series) ?? computed(at: panel.series[series].civil(panel.series[series].times[row]))
  }

  /// The features of a lead (from 0) that follows the rows before `origin`: those of the time which the
  /// spacing gives, counted from the last of these rows.
  ///
  /// The time of the row at that lead is not known at the cutoff, although it is mostly the same.
  package func values(ofLead lead: Int, at origin: Int, series index: Int) -> ArraySlice<Float> {
    let series = panel.series[index]
    let time = series.civilTime(lead + 1, after: origin - 1, panel.spacing, kind: panel.timeKind)
    if let values = remembered(origin + lead, index), series.civil(series.times[origin + lead]) == time {
      return values
    }
    return computed(at: time)
  }

  private func remembered(_ row: Int, _ series: Int) -> ArraySlice<Float>? {
    let first = row * features.count
    guard !remembered.isEmpty, first < remembered[series].count else { return nil }
    return remembered[series][first..<first + features.count]
  }

  private func computed(at civil: Instant) -> ArraySlice<Float> {
    features.values(at: civil).map { Float($0) }[...]
  }
}
