import Forecasting
import TimeSeries

/// The series on one side of a split, and what the forecasts of them are worth.
public struct ScoredGroup: Sendable {
  /// `seen` or `unseen`.
  public let name: String
  /// The positions of its series.
  package let series: [Int]
  /// Its forecasts, and what they are worth.
  public let evaluation: Evaluation

  /// The share of the series that are the worst.
  private static let worstShare = 0.1

  /// The series with a value to score.
  var scored: [Int] { series.filter { evaluation.scores.isScored(series: $0) } }

  /// How many series are the worst tenth: one at least.
  package var worstCount: Int { max(1, Int((Self.worstShare * Double(scored.count)).rounded(.up))) }

  /// The metrics of which a larger value is worse, and that series have on their own.
  package var rankedMetrics: [Metric] {
    evaluation.scores.metrics.filter { !$0.isTabledApart && !$0.isShare && !$0.isOfMeans }
  }

  /// The mean of a metric over the tenth of the series where it is largest; `nil` where it is defined for
  /// none.
  package func worst(_ metric: Metric, model: Int) -> Double? {
    let values = scored.compactMap { evaluation.scores.value(metric, model: model, series: $0) }.sorted(by: >)
    guard !values.isEmpty else { return nil }
    let worst = values.prefix(min(worstCount, values.count))
    return worst.reduce(0, +) / Double(worst.count)
  }
}

/// The sides of a split.
package enum SplitSide: String, CaseIterable { case seen, unseen }

extension Evaluation {
  /// The forecasts of the series at `places` alone, scored as all are.
  func restricted(to places: [Int], _ folds: PredictedFolds, isShared: Bool) -> Evaluation {
    let kept = Set(places)
    let rows = predictions.rows.indices.filter { kept.contains(predictions.rows[$0].series) }
    let own = predictions.keeping(rows)
    let ownFolds = PredictedFolds(
      of: own.rows, ofRow: rows.map { folds.ofRow[$0] }, count: folds.count, isShared: isShared)
    return Evaluation(
      own, in: ownFolds, horizon: scores.horizon, scales: scales, metrics: scores.metrics, against: reference)
  }
}

extension Predictions {
  /// The rows at `places` alone.
  fileprivate func keeping(_ places: [Int]) -> Predictions {
    var models = self.models
    for index in models.indices {
      models[index].values = places.map { self.models[index].values[$0] }
      models[index].spread = models[index].spread.map { column in
        column.isEmpty ? [] : places.map { column[$0] }
      }
    }
    var kept = Predictions(
      series: series, timeKind: timeKind, asked: asked, rows: places.map { rows[$0] }, models: models,
      actual: actual.map { actual in places.map { actual[$0] } })
    kept.elapsedUnit = elapsedUnit
    kept.last = last.map { last in places.map { last[$0] } }
    kept.events = events.map { event in
      var event = event
      event.outcomes = places.map { event.outcomes[$0] }
      event.climatology = places.map { event.climatology[$0] }
      return event
    }
    return kept
  }
}

extension Evaluation {
  /// The sides of `split`, where something of them is scored.
  func groups(
    by split: SeriesSplit, of panel: Panel, _ folds: PredictedFolds, isShared: Bool
  ) -> [ScoredGroup] {
    SplitSide.allCases.compactMap { side in
      let places = panel.series.indices.filter { split.isUnseen(panel.series[$0]) == (side == .unseen) }
      guard predictions.rows.contains(where: { places.contains($0.series) }) else { return nil }
      return ScoredGroup(
        name: side.rawValue, series: places, evaluation: restricted(to: places, folds, isShared: isShared))
    }
  }
}
