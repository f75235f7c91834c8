import Files
import Forecasting
import TimeSeries

/// What a trained model asks of the panel it forecasts: the columns and the spacing it was trained on.
package struct PanelRequirements {
  /// The registry's name.
  package let model: String
  /// Leads.
  package let horizon: Int
  /// Past steps of a window.
  package let lookback: Int
  /// The covariates it was trained with.
  package let covariates: Panel.Covariates
  /// The spacing of the rows it was trained on.
  package let spacing: Spacing
  /// Whether it reads the calendar.
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

  /// Forecasts each cutoff by what `forecasts` makes of its window. A lookback without any observed value gives the last
  /// observed value of the series, as naive does: one sensor that is off must not leave all others without a forecast. A
  /// series that has had one value for at least a lookback, and never another, is forecast by it.
  ///
  /// - Throws: `Failure` (data) when no row of a series before its cutoff has a value, besides what `forecasts` throws.
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

  /// The input of a cutoff: the rows before it, from its own segment, at most a lookback of them; `nil` where nothing of them
  /// was observed, or where the series has always been constant.
  package func window(_ panel: Panel, _ cutoff: Cutoff) -> Window? {
    let series = panel.series[cutoff.series]
    let segment = series.segments.last { $0.lowerBound < cutoff.index }
    let first = max(segment?.lowerBound ?? 0, cutoff.index - lookback)
    guard cutoff.index <= series.count, series.target[first..<cutoff.index].contains(where: { !$0.isNaN }),
      !panel.isConstant(before: cutoff, least: max(2, lookback))
    else { return nil }
    return Window(series: cutoff.series, origin: cutoff.index, firstInput: first)
  }

  /// Refuses a panel of another kind than the model was trained on, and one that does not say of each lead
  /// what it must.
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
  /// For each series the row of its last cutoff, 0 without one.
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
