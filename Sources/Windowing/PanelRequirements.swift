import Files
import Forecasting
import TimeSeries

/// The properties that a panel must have for a fitted model to forecast it: the covariates and the spacing of
/// the training rows.
package struct PanelRequirements {
  /// The registry's name.
  package let model: String
  /// The number of leads.
  package let horizon: Int
  /// The number of past steps in a window.
  package let lookback: Int
  /// The covariates of the training data.
  package let covariates: Panel.Covariates
  /// The spacing of the training rows.
  package let spacing: Spacing
  /// Whether the model reads the calendar.
  package let readsCalendar: Bool

  /// Creates the requirements of a model.
  package init(
    model: String, horizon: Int, lookback: Int, covariates: Panel.Covariates, spacing: Spacing,
    readsCalendar: Bool
  ) {
    self.model = model
    self.horizon = horizon
    self.lookback = lookback
    self.covariates = covariates
    self.spacing = spacing
    self.readsCalendar = readsCalendar
  }

  /// Forecasts each cutoff by `forecasts`, which is given the windows of all cutoffs that have one, and
  /// returns one forecast for each.
  ///
  /// Where the lookback of a cutoff has no observed value, the forecast is the last observed value of the
  /// series, as that of naive, so that the other series are forecast all the same. So is the forecast of a
  /// series whose observed values before the cutoff are all equal, over at least a lookback.
  ///
  /// - Throws: `Failure` (data) where no row of a series before its cutoff has a value, besides what
  ///   `forecasts` throws.
  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], by forecasts: ([Window]) throws -> [Forecast]
  ) throws -> [Forecast] {
    let windows = cutoffs.map { window(panel, $0) }
    var found = try forecasts(windows.compactMap(\.self))[...]
    return try zip(cutoffs, windows).map { cutoff, window in
      if window != nil { return found.removeFirst() }
      let last = try History(panel, at: cutoff).lastObserved
      return Forecast(point: Array(repeating: last, count: horizon))
    }
  }

  /// The window of a cutoff: the rows before it in its own segment, at most a lookback of them.
  ///
  /// It is `nil` where none of them is observed, or where all observed values of the series are equal.
  package func window(_ panel: Panel, _ cutoff: Cutoff) -> Window? {
    let series = panel.series[cutoff.series]
    let segment = series.segments.last { $0.lowerBound < cutoff.index }
    let first = max(segment?.lowerBound ?? 0, cutoff.index - lookback)
    guard cutoff.index <= series.count, series.target[first..<cutoff.index].contains(where: { !$0.isNaN }),
      !panel.isConstant(before: cutoff, least: max(2, lookback))
    else { return nil }
    return Window(series: cutoff.series, origin: cutoff.index, firstInput: first)
  }

  /// Throws where the panel differs from the training data in its covariates or its spacing, where it has no
  /// dates and the model reads the calendar, or where a covariate known ahead is missing at a lead.
  package func check(_ panel: Panel, _ cutoffs: [Cutoff]) throws(Failure) {
    guard panel.covariates == covariates else {
      throw Failure(
        .data,
        "\(model) was trained with the covariates \(covariates.listed), and the data have \(panel.covariates.listed)",
        fix: "name the same columns with --past, --future and --static")
    }
    guard panel.spacing == spacing || panel.timeKind == .step else {
      throw Failure(
        .data,
        "\(model) was trained on rows spaced by \(spacing), and the data are spaced by \(panel.spacing)",
        fix: "--every with the spacing of the training data")
    }
    guard !readsCalendar || panel.timeKind == .local || panel.timeKind == .utc else {
      throw Failure(
        .data, "\(model) reads the calendar, and the data have no dates",
        fix: "--time with the column of dates, or train with --no-calendar")
    }
    try panel.requireCovariatesKnownAhead(horizon, after: cutoffs)
  }
}

extension Panel {
  /// For each series the largest index of its cutoffs; 0 where it has none.
  package func lastRows(_ cutoffs: [Cutoff]) -> [Int] {
    var ends = [Int](repeating: 0, count: series.count)
    for cutoff in cutoffs { ends[cutoff.series] = max(ends[cutoff.series], cutoff.index) }
    return ends
  }
}

extension Panel.Covariates {
  /// All names, for a message.
  fileprivate var listed: String {
    let names = past + future + statics
    return names.isEmpty ? "(none)" : names.joined(separator: ", ")
  }
}
