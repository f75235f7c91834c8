import Forecasting
import Layers
import TimeSeries
import Windowing

/// Everything a fitted network of patches must know besides its weights.
package struct PatchFacts: Sendable, Equatable {
  /// The configuration, with the lookback that was used.
  var options: ForecasterOptions
  /// Past steps of a window.
  var lookback: Int
  /// The sizes of the network.
  var sizes: PatchSizes
  /// Which features there are besides the ridge's forecast.
  var layout: FeatureLayout
  /// The names of the covariates it was trained with.
  var covariates: Panel.Covariates
  /// The spacing of the rows it was trained on.
  var spacing: Spacing
  /// What the times of those rows mean.
  var timeKind: TimeKind
  /// The statistics of covariates, and the series' names.
  var scaling: NetworkScaling
  /// How windows are normalised.
  var frame: WindowFrame
  /// The forecast that the network corrects.
  var ridge: WindowRidge?
  /// What makes means of forecasts of logarithms.
  package var correction: MeanCorrection
  /// Whether the network learns an embedding of each series trained on.
  var embedsSeries: Bool
  /// Steps before a lead, or a multiple of them for later leads, whose value a network without a ridge reads;
  /// 0 for none.
  var seasonLag: Int

  /// Forecasts that the network reads of each lead: the ridge's, or the value a season before, or none.
  private var guides: Int { ridge == nil && seasonLag == 0 ? 0 : 1 }

  /// The number of series it tells apart.
  private var traits: Int { embedsSeries ? scaling.ids.count : 0 }

  /// The lookback rounded up to whole patches; what is before a window's first row is padding.
  private var paddedLookback: Int { (lookback + sizes.patch - 1) / sizes.patch * sizes.patch }

  /// The network.
  var network: PatchNetwork {
    PatchNetwork(
      shape: NetworkShape(
        steps: paddedLookback, features: layout.stepFeatures,
        knownFeatures: layout.leadFeatures + guides, leads: options.horizon,
        traits: traits),
      sizes: sizes)
  }

  /// Prepares the windows of a panel for batches.
  ///
  /// - Parameters:
  ///   - framed: The panel with the normalisation of its windows.
  ///   - windows: The windows that are the items of the batches.
  ///   - writesTargets: Whether batches hold normalised targets and their weights, as in training.
  ///   - calendar: The calendar of another source of the same panel; `nil` makes one, which keeps the
  ///     features of rows that training reads many times.
  /// - Returns: A source of batches for ``network``.
  func source<Items>(
    _ framed: FramedWindows, _ windows: Items, writesTargets: Bool, calendar: CalendarRows? = nil
  ) -> PatchSource<Items> {
    let ids = framed.panel.series.map(\.id)
    let calendar = calendar ?? self.calendar(framed, isTraining: writesTargets)
    let context = WindowContext(
      panel: framed.panel, targets: framed.values, layout: layout, calendar: calendar,
      scaling: scaling.resolved(for: ids), lookback: paddedLookback,
      horizon: options.horizon, anchor: .lastValue, season: 1, fillsLines: options.missing == .linear)
    return PatchSource(
      framed: framed, context: context, ridge: ridge, guides: guides, seasonLag: seasonLag, traits: traits,
      traitOfSeries: scaling.positions(of: ids), windows: windows,
      writesTargets: writesTargets)
  }

  private func calendar(_ framed: FramedWindows, isTraining: Bool) -> CalendarRows {
    var calendar = CalendarRows(
      CalendarFeatures(spacing: layout.calendar > 0 ? spacing : .steps, kind: timeKind), framed.panel)
    if isTraining { calendar.remember(framed.values.map(\.count)) }
    return calendar
  }
}

extension PatchFacts {
  /// Gathers the facts of a task.
  init(_ task: PatchTask, options: ForecasterOptions) {
    let (data, framed) = (task.data, task.framed)
    let panel = data.panel
    let lookback = framed.lookback
    self.options = options
    self.options.lookback = lookback
    self.lookback = lookback
    sizes = task.sizes
    covariates = panel.covariates
    spacing = panel.spacing
    timeKind = panel.timeKind
    frame = framed.frame
    // Windows are normalised by themselves.
    scaling = NetworkScaling(
      task.head,
      target: FittedScaler(
        kind: .none, center: panel.series.map { _ in 0 }, scale: panel.series.map { _ in 1 }))
    ridge = task.ridge
    correction = MeanCorrection(horizon: options.horizon)
    seasonLag = ridge == nil ? options.patches.seasonLag(panel, lookback: lookback) : 0
    embedsSeries = SeriesEmbedding(data, options).isLearnt
    layout = FeatureLayout(
      data, targets: framed.values, calendar: options.calendar ?? CalendarRule.admits(data), readsSteps: false
    )
  }
}
