import Forecasting
import TimeSeries
import Windowing

/// The errors of forecasts of rows that a fit did not learn from.
struct HeldOutErrors {
  /// One forecast of such rows.
  struct Window: Sendable {
    /// Its cutoff.
    let cutoff: Cutoff
    /// The difference of each lead's value from its forecast; `.nan` where it was not observed or is not held
    /// out.
    let errors: [Double]

    init(cutoff: Cutoff, errors: [Double]) { (self.cutoff, self.errors) = (cutoff, errors) }

    /// The errors of a forecast at `cutoff` in the rows of `target` before `end`.
    init(_ cutoff: Cutoff, _ forecast: Forecast, of target: [Double], end: Int) {
      self.cutoff = cutoff
      errors = forecast.point.enumerated().map { lead, value in
        let row = cutoff.index + lead
        return row < min(end, target.count) ? target[row] - value : .nan
      }
    }
  }

  /// The windows, by series and cutoff.
  let windows: [Window]
  /// For each series the rows from one cutoff to the next, on average; at least 1.
  let strides: [Double]

  /// Windows of one series at most, and of all series as a rule.
  private static let (mostOfSeries, most) = (1_000, 4_000)
  /// Windows of each of many series, so that each may have a sample of its own.
  private static let leastOfSeries = 300
  /// The most windows of all series, whatever their number, and the most errors, unless that leaves few
  /// windows.
  private static let (mostOfAll, mostErrors, fewest) = (40_000, 4_000_000, 1_000)

  /// Forecasts the rows that `fits` did not learn from.
  ///
  /// The cutoffs lie as close as rows do, evenly thinned where there are very many, with as many of every
  /// series: none speaks louder than another.
  init(of fits: [HeldOutFit], in panel: Panel, horizon: Int, session: Session) throws {
    let held = panel.series.indices.filter { index in fits.contains { !$0.rows[index].isEmpty } }
    let bound = min(Self.mostOfAll, max(Self.fewest, Self.mostErrors / horizon))
    let all = min(bound, max(Self.most, held.count * Self.leastOfSeries))
    let share = max(1, min(Self.mostOfSeries, all / max(1, held.count)))
    let kept = Self.someOfEachColumn(held, in: panel, atMost: bound)
    var strides = panel.series.map { _ in 1.0 }
    windows = try fits.flatMap { fit in
      var cutoffs: [Cutoff] = []
      for index in kept {
        let origins = Self.origins(in: fit.rows[index], of: panel.series[index], panel, horizon: horizon)
        strides[index] = max(strides[index], Double(origins.count) / Double(share))
        cutoffs += Self.thinned(origins, to: share).map { Cutoff(series: index, index: $0) }
      }
      let forecasts = try fit.forecaster.forecast(panel, at: cutoffs, session: session)
      return zip(cutoffs, forecasts).map { cutoff, forecast in
        Window(
          cutoff, forecast, of: panel.series[cutoff.series].target, end: fit.rows[cutoff.series].upperBound)
      }
    }
    self.strides = strides
  }

  /// Of more series than windows, as many of each target column at even distances.
  private static func someOfEachColumn(_ held: [Int], in panel: Panel, atMost bound: Int) -> [Int] {
    let stride = max(1, (held.count + bound - 1) / bound)
    guard stride > 1 else { return held }
    var seen: [String: Int] = [:]
    return held.filter { index in
      let column = panel.series[index].column
      defer { seen[column, default: 0] += 1 }
      return seen[column, default: 0] % stride == 0
    }
  }

  /// The rows to forecast from: those with an observed value before, and what is known ahead.
  static func origins(
    in rows: Range<Int>, of series: Series, _ panel: Panel, horizon: Int
  ) -> [Int] {
    guard let observed = series.target[..<min(rows.upperBound, series.count)].firstIndex(where: { !$0.isNaN })
    else { return [] }
    return (max(rows.lowerBound, observed + 1)..<max(rows.upperBound, observed + 1)).filter {
      panel.covariates.future.isEmpty || series.emptyCellKnownAhead(horizon, after: $0) == nil
    }
  }

  /// At most so many of them, at even distances.
  private static func thinned(_ origins: [Int], to most: Int) -> [Int] {
    guard origins.count > most else { return origins }
    return (0..<most).map { origins[$0 * origins.count / most] }
  }
}
