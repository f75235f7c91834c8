import Forecasting
import TimeSeries

/// The calendar's features of the rows of a panel.
///
/// Windows overlap: in training those of a row are asked for again and again, and sines are slow. What is remembered is the
/// same to the last bit.
package struct CalendarRows: Sendable {
  /// The features.
  package let features: CalendarFeatures
  private let panel: Panel
  /// Those of the first rows of each series, `[series][row · feature]`; empty where nothing is remembered.
  private var remembered: [[Float]] = []

  /// Features that are computed when they are asked for.
  package init(_ features: CalendarFeatures, _ panel: Panel) {
    self.features = features
    self.panel = panel
  }

  /// Computes those of the first `counts` rows of each series now.
  package mutating func remember(_ counts: [Int]) {
    guard features.count > 0 else { return }
    remembered = zip(panel.series, counts).map { series, count in
      var values: [Float] = []
      // An array that grows holds up to twice what it needs, and of long series that is much.
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

  /// The features of a lead (from 0) after the rows before `origin`: of the time that the spacing counts on
  /// to from the last of them. Which time the row of the lead will have is not known before it comes, though
  /// mostly it is that.
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
