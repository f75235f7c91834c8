import Forecasting
import Layers
import TimeSeries
import Training
import Windowing

/// Everything a fitted network must know besides its weights: what it was configured with and fitted on.
struct NetworkFacts: Sendable, Equatable {
  /// The configuration, with the lookback that was used.
  var options: ForecasterOptions
  /// Past steps a window reads.
  var lookback: Int
  /// Which features there are.
  var layout: FeatureLayout
  /// What its forecasts are measured from.
  var anchor: TargetAnchor
  /// Steps a season lasts, where forecasts are measured from the season before.
  var season: Int
  /// The names of the covariates it was trained with.
  var covariates: Panel.Covariates
  /// The spacing of the rows it was trained on.
  var spacing: Spacing
  /// What the times of those rows mean.
  var timeKind: TimeKind
  /// The statistics of the training rows.
  var scaling: NetworkScaling

  /// What the network reads and writes.
  var shape: NetworkShape {
    NetworkShape(
      steps: lookback, features: layout.stepFeatures, knownFeatures: layout.leadFeatures,
      leads: options.horizon, outputs: max(1, options.training.learntLevels.count))
  }

  /// The network itself.
  func network(_ architecture: NetworkArchitecture) -> any Network {
    architecture.network(shape, options.network, levels: options.training.learntLevels)
  }

  /// The properties that the windows of `panel` share.
  ///
  /// - Parameters:
  ///   - panel: The panel that the windows are cut from.
  ///   - targets: The transformed target of each series, up to the last row that may be read.
  ///   - isTraining: Whether windows are read many times, so that calendar features are computed once and
  ///     kept.
  /// - Returns: The context of the windows.
  func context(_ panel: Panel, targets: [[Double]], isTraining: Bool) -> WindowContext {
    var calendar = CalendarRows(
      CalendarFeatures(spacing: options.calendar == true ? spacing : .steps, kind: timeKind), panel)
    if isTraining { calendar.remember(targets.map(\.count)) }
    return WindowContext(
      panel: panel, targets: targets, layout: layout, calendar: calendar,
      scaling: scaling.resolved(for: panel.series.map(\.id)), lookback: lookback, horizon: options.horizon,
      anchor: anchor, season: season, sums: learnsSums,
      fillsLines: options.missing == .linear)
  }

  /// Whether a lead's target is the sum of the differences up to it: quantiles of sums are no sums of
  /// quantiles.
  private var learnsSums: Bool {
    options.givenTransform.isOfDifferences && !options.training.learntLevels.isEmpty
  }
}

extension NetworkFacts {
  /// Gathers the facts of a fit on the rows that `data` allows.
  init(
    _ data: TrainingData, options: ForecasterOptions, lookback: Int, anchor: TargetAnchor,
    targets: [[Double]]
  ) {
    let panel = data.panel
    self.options = options
    self.options.lookback = lookback
    self.lookback = lookback
    self.anchor = anchor
    season = panel.season
    covariates = panel.covariates
    spacing = panel.spacing
    timeKind = panel.timeKind
    scaling = NetworkScaling(
      data, target: FittedScaler(options.scaler, fittedTo: targets, runs: data.runs))
    layout = FeatureLayout(data, targets: targets, calendar: options.calendar == true)
  }
}
