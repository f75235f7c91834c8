import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// A trained recurrent network with all it needs to forecast.
struct FittedRecurrentForecaster: FittedForecaster {
  let architecture: NetworkArchitecture
  let facts: NetworkFacts
  let weights: [Float]

  var name: String { architecture.name }
  var horizon: Int { facts.options.horizon }

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try check(panel, cutoffs)
    let targets = try transformedTargets(panel, cutoffs)
    let context = facts.context(panel, targets: targets)
    let windows = try cutoffs.map { try window(panel, $0) }
    let source = WindowSource(context: context, windows: windows, writesTargets: false)
    let network = architecture.network(facts.shape, facts.options.network)
    let outputs = outputs(of: network, source, threads: session.threads)
    return try zip(cutoffs.indices, windows).map { index, window in
      let normalisation = context.normalisation(of: window)
      let scaled = outputs[index * horizon..<(index + 1) * horizon]
      let point = facts.options.transform.invert(
        scaled.enumerated().map { lead, output in
          Double(output) * normalisation.scale + context.base(of: window, lead: lead, normalisation)
        },
        after: panel.series[window.series].target[..<window.origin])
      guard point.allSatisfy(\.isFinite) else {
        throw Failure(
          .notFinite,
          "\(name) forecasts a value that is not finite for series \(panel.series[window.series].id)",
          fix: "--scaler standard or --transform none")
      }
      return Forecast(point: point)
    }
  }

  private func outputs(of network: some Network, _ source: any BatchSource, threads: Int) -> [Float] {
    let workers = min(threads, max(1, source.count / 32))
    return Inference(network, pool: WorkerPool(threads: workers)).outputs(source, weights: Arena(weights))
  }

  /// The input of a cutoff: the rows before it, from its own segment, at most a lookback of them.
  private func window(_ panel: Panel, _ cutoff: Cutoff) throws(Failure) -> Window {
    let series = panel.series[cutoff.series]
    let segment = series.segments.last { $0.lowerBound < cutoff.index }
    let first = max(segment?.lowerBound ?? 0, cutoff.index - facts.lookback)
    guard cutoff.index <= series.count, series.target[first..<cutoff.index].contains(where: { !$0.isNaN })
    else {
      throw Failure(
        .data,
        "series \(series.id) has no observed value in the \(facts.lookback) rows before the cutoff",
        fix: "a longer --lookback, or leave the series out")
    }
    return Window(series: cutoff.series, origin: cutoff.index, firstInput: first)
  }

  /// Transforms each series up to its last cutoff; nothing later is read.
  private func transformedTargets(_ panel: Panel, _ cutoffs: [Cutoff]) throws(Failure) -> [[Double]] {
    var ends = [Int](repeating: 0, count: panel.series.count)
    for cutoff in cutoffs { ends[cutoff.series] = max(ends[cutoff.series], cutoff.index) }
    var targets: [[Double]] = []
    for (series, end) in zip(panel.series, ends) {
      targets.append(try facts.options.transform.apply(series.target[..<end], of: series.id))
    }
    return targets
  }

  /// Refuses a panel of another kind than the network was trained on.
  private func check(_ panel: Panel, _ cutoffs: [Cutoff]) throws(Failure) {
    guard panel.covariates == facts.covariates else {
      throw Failure(
        .data,
        "\(name) was trained with the covariates \(facts.covariates.listed), and the data have \(panel.covariates.listed)",
        fix: "name the same columns with --past, --future and --static")
    }
    guard panel.spacing == facts.spacing || panel.timeKind == .step else {
      throw Failure(
        .data,
        "\(name) was trained on rows spaced by \(facts.spacing), and the data are spaced by \(panel.spacing)",
        fix: "--every with the spacing of the training data")
    }
    guard !facts.covariates.future.isEmpty else { return }
    for cutoff in cutoffs {
      let series = panel.series[cutoff.series]
      let rows = series.times.count - cutoff.index
      if rows < horizon {
        throw Failure(
          .data,
          "series \(series.id) needs \(horizon) rows of \(facts.covariates.future.joined(separator: ", ")) after the cutoff and has \(rows)",
          fix: "append rows with the covariates known ahead and an empty target")
      }
    }
  }
}

extension Panel.Covariates {
  /// All names, for a message.
  fileprivate var listed: String {
    let names = past + future + statics
    return names.isEmpty ? "(none)" : names.joined(separator: ", ")
  }
}
