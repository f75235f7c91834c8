import Files
import TimeSeries

/// What the errors of a model become where one of its inputs is exchanged for that of another cutoff.
public struct InputImportance: Sendable, Equatable, Encodable {
  /// The input's name: a covariate's, or the lags.
  public var input: String
  /// What kind of input it is, as the options name it: `target`, `past`, `future` or `static`.
  public var kind: String
  /// The relative increase of the error where the input is exchanged; 0 where the forecasts do not depend on
  /// it.
  ///
  /// It is `nil` where the input was the same at every cutoff that it could be taken from.
  public var rise: Double?
  /// The interval of 95 % over folds; `nil` where there are too few folds.
  public var interval: Interval?

  /// Where a rise lies.
  public struct Interval: Sendable, Equatable, Encodable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double
  }
}

/// The importance of each input for a model's forecasts.
public struct ModelImportance: Sendable, Equatable, Encodable {
  /// The model's name.
  public var model: String
  /// The metric that rises.
  public var metric: String
  /// Its value over the folds and series that were looked at, with every input as it is.
  public var value: Double
  /// The folds looked at.
  public var folds: Int
  /// The series looked at.
  public var series: Int
  /// The most cutoffs that an input was taken from, at each fold.
  public var repeats: Int
  /// The inputs: lags of the target, then covariates.
  public var inputs: [InputImportance]
}

extension PermutationImportance {
  /// What was found of each model, in the metric by which `result` compares models and on the series that it
  /// has.
  ///
  /// A series weighs as much as any other, and a fold in it as much as it has values.
  public func importances(in result: BacktestResult) -> [ModelImportance] {
    let evaluation = result.evaluation
    let isScaled = evaluation.comparedMetric == .mase
    let units = series.map { place -> Double? in
      guard isScaled else { return 1 }
      return evaluation.scales[place].flatMap { $0 > 0 ? $0 : nil }
    }
    return evaluation.scores.models.compactMap { model in
      importance(of: model, units: units, metric: evaluation.comparedMetric, folds: evaluation.folds)
    }
  }

  private func importance(
    of model: String, units: [Double?], metric: Metric, folds: PredictedFolds
  ) -> ModelImportance? {
    let errors = errors(of: model)
    guard errors.count == places.count else { return nil }
    let all = places.indices.compactMap { errors[$0] }
    let weights = units.indices.map { place -> Double in
      let count = all.reduce(0) { $0 + $1.counts[place] }
      return units[place].map { count > 0 ? 1 / ($0 * Double(count)) : 0 } ?? 0
    }
    let scored = Double(weights.count { $0 > 0 })
    let unit = Double(places.count) / scored
    let asIs = all.map { fold -> Double in
      guard weights.indices.contains(where: { weights[$0] > 0 && fold.counts[$0] > 0 }) else { return .nan }
      return unit * zip(weights, fold.asIs).reduce(0) { $0 + $1.0 * $1.1 }
    }
    guard let value = asIs.lazy.filter({ !$0.isNaN }).mean(), value > 0, value.isFinite else { return nil }
    let overlap = overlap(of: folds)
    let rises = inputs.indices.map { place in
      let differences = all.map { unit * $0.rise(of: place, weights) }
      return rise(differences, from: asIs, of: value, input: inputs[place], overlap: overlap)
    }
    return ModelImportance(
      model: model, metric: metric.title, value: value, folds: places.count,
      series: weights.count { $0 > 0 }, repeats: min(Self.repeats, places.count - 1), inputs: rises)
  }

  /// How many of the folds looked at share rows of the window by which values are centred, or rows that are
  /// scored, as far as there are eight disjoint runs of them left to tell a variance by.
  private func overlap(of folds: PredictedFolds) -> Int {
    guard places.count > 1 else { return 1 }
    let distance = max(1, places[1] - places[0])
    let shared = max(folds.overlap, (exchanged.window + backtest.step - 1) / backtest.step)
    return max(1, min((shared + distance - 1) / distance, places.count / 8))
  }

  private func rise(
    _ differences: [Double], from asIs: [Double], of value: Double, input: ModelInput, overlap: Int
  ) -> InputImportance {
    let mean = differences.lazy.filter { !$0.isNaN }.mean()
    let exchanged = zip(asIs, differences).map { $0 + $1 }
    let test = try? DieboldMariano(exchanged, against: asIs, overlap: overlap)
    let interval = mean.flatMap { mean in
      test?.halfWidth(of: mean).map {
        InputImportance.Interval(lower: (mean - $0) / value, upper: (mean + $0) / value)
      }
    }
    return InputImportance(
      input: input.name(in: panel), kind: input.kind, rise: mean.map { $0 / value }, interval: interval)
  }
}

extension FoldErrors {
  /// The weighted rise of the errors by an input, where some series have none as if they rose like the
  /// others; `.nan` where no series has one.
  fileprivate func rise(of input: Int, _ weights: [Double]) -> Double {
    var (sum, known, all) = (0.0, 0.0, 0.0)
    for place in weights.indices where weights[place] > 0 {
      let weight = weights[place] * Double(counts[place])
      all += weight
      guard !rises[input][place].isNaN else { continue }
      known += weight
      sum += weights[place] * rises[input][place]
    }
    return known > 0 ? sum * (all / known) : .nan
  }
}
