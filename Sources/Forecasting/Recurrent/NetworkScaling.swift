import TimeSeries

/// The statistics a network's inputs are normalised by, fitted on training rows only.
struct NetworkScaling: Sendable, Equatable {
  /// The statistics of one series: of its (transformed) target, then of each covariate, past before future.
  struct SeriesScaling: Sendable, Equatable {
    var target: FittedScaler
    var covariates: [FittedScaler]
  }

  /// By series, in the order of `ids`.
  var series: [SeriesScaling]
  /// The series the statistics belong to.
  var ids: [String]
  /// Of each static covariate, over the series.
  var statics: [FittedScaler]

  /// The statistics of the series called `id`; for one that was not trained on, the mean over all series.
  func scaling(of id: String) -> SeriesScaling {
    if let index = ids.firstIndex(of: id) { return series[index] }
    return SeriesScaling(
      target: FittedScaler(meanOf: series.map(\.target)),
      covariates: (series.first?.covariates.indices ?? 0..<0).map { column in
        FittedScaler(meanOf: series.map { $0.covariates[column] })
      })
  }
}

extension NetworkScaling {
  /// Fits all statistics on the rows that `data` allows.
  ///
  /// - Parameter targets: The transformed target of each series; rows past the training range are not read.
  init(_ data: TrainingData, targets: [[Double]], kind: ScalerKind) {
    // Under `window` a series' own statistics only give the smallest scale a window may have.
    let targetKind = kind == .window ? ScalerKind.standard : kind
    let panel = data.panel.series
    series = zip(panel.indices, data.rows).map { index, rows in
      SeriesScaling(
        target: FittedScaler(targetKind, fittedTo: targets[index][rows]),
        covariates: (panel[index].past + panel[index].future).map { FittedScaler(.standard, fittedTo: $0[rows]) })
    }
    ids = panel.map(\.id)
    statics = data.panel.covariates.statics.indices.map { column in
      FittedScaler(.standard, fittedTo: panel.map { $0.statics[column] }[...])
    }
  }
}

extension FittedScaler {
  /// The mean centre and scale of several scalers; centre 0 and scale 1 without any.
  init(meanOf scalers: [FittedScaler]) {
    let count = Double(max(1, scalers.count))
    self.init(
      center: scalers.reduce(0) { $0 + $1.center } / count,
      scale: scalers.isEmpty ? 1 : scalers.reduce(0) { $0 + $1.scale } / count)
  }

  /// A covariate as a network reads it: scaled, and at its centre where it is missing.
  func input(_ value: Double) -> Float { value.isNaN ? 0 : Float((value - center) / scale) }
}
