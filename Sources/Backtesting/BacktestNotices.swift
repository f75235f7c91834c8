import Models
import Registry
import TimeSeries

/// What a user should be told about a backtest besides its table.
struct BacktestNotices {
  /// The notices, a sentence each.
  let texts: [String]

  /// The notices on `folds`, which are worked out in `all`, and on the scales of the series.
  init(
    _ folds: Folds, _ all: [Fold], _ panel: Panel, _ evaluation: Evaluation
  ) {
    texts = [
      Self.omitted(folds, all, panel), Self.short(folds, all, panel),
      Self.unscaled(evaluation, season: panel.season),
      Self.unfitted(evaluation.predictions, panel),
    ].compactMap { $0 }
  }

  /// Which series are left out of which folds.
  private static func omitted(_ folds: Folds, _ all: [Fold], _ panel: Panel) -> String? {
    var counts = Array(repeating: 0, count: panel.series.count)
    for index in all.flatMap(\.omitted) { counts[index] += 1 }
    let omitted = panel.series.indices.filter { counts[$0] > 0 }
    guard !omitted.isEmpty else { return nil }
    let shown = omitted.prefix(5).map { "\(panel.series[$0].id) (\(counts[$0]) of \(all.count) folds)" }
    let more = omitted.count > 5 ? " and \(omitted.count - 5) more series" : ""
    let other =
      folds.onOwnClocks == nil
      ? "" : "; for unrelated series, --clock own counts folds back from the end of each"
    return "left out, having too few rows before the cutoff or none up to the next: "
      + shown.joined(separator: ", ") + more + other
  }

  /// Which series have fewer rows in a step of the shared clock than there are leads.
  private static func short(_ folds: Folds, _ all: [Fold], _ panel: Panel) -> String? {
    let horizon = folds.backtest.horizon
    var leads = Array(repeating: 0, count: panel.series.count)
    var isCut = Array(repeating: false, count: panel.series.count)
    for fold in all {
      for (cutoff, targets) in zip(fold.cutoffs, fold.targetRows) {
        leads[cutoff.series] = max(leads[cutoff.series], targets.count)
        let known = panel.series[cutoff.series].count - cutoff.index
        if targets.count < min(horizon, known) { isCut[cutoff.series] = true }
      }
    }
    let short = panel.series.indices.filter { isCut[$0] && leads[$0] < horizon }
    guard let first = short.first else { return nil }
    let others = short.count > 1 ? " and \(short.count - 1) more series" : ""
    return
      "no lead after \(leads[first]) is scored of \(panel.series[first].id)\(others): fewer rows than "
      + "the horizon lie between two cutoffs (a longer --step scores more)"
  }

  /// Which simple forecasts are those of naive, row by row: what has too little to learn from repeats the
  /// last value.
  private static func unfitted(_ predictions: Predictions, _ panel: Panel) -> String? {
    guard let naive = predictions.models.first(where: { $0.name == Naive.name }) else { return nil }
    // Without a season there is none to repeat.
    let simple = ModelRegistry.entries.filter {
      !$0.isNetwork && $0.name != Naive.name && ($0.name != SeasonalNaive.name || panel.season > 1)
    }.map(\.name)
    let same = predictions.models.filter { simple.contains($0.name) && $0.values == naive.values }.map(\.name)
    guard !same.isEmpty else { return nil }
    return
      "\(same.joined(separator: ", ")) \(same.count == 1 ? "forecasts" : "forecast") the same as naive in every row: "
      + "too few rows before the cutoffs to learn from, or series that do not change"
  }

  /// Which series have no scale for MASE.
  static func unscaled(_ evaluation: Evaluation, season: Int) -> String? {
    let (scores, scales) = (evaluation.scores, evaluation.scales)
    let scored = scales.indices.filter { scores.isScored(series: $0) }
    let unscaled = scored.filter { !(scales[$0].map { $0 > 0 } ?? false) }
    guard let first = unscaled.first else { return nil }
    let earlier = season == 1 ? "the row before" : "the row a season (\(season) rows) earlier"
    let reason =
      scales[first] == nil
      ? "has no observed training row to compare with \(earlier)"
      : "has training rows that never differ from \(earlier)"
    let others = unscaled.count > 1 ? ", and \(unscaled.count - 1) more" : ""
    return "MASE is not defined for \(unscaled.count) of \(scored.count) series, which its mean leaves out: "
      + "\(scores.series[first]), which \(reason)\(others)"
  }
}
