import Files
import TimeSeries

/// What the errors of a model become where one of its inputs is exchanged for that of another cutoff.
public struct InputImportance: Sendable, Equatable, Encodable {
  /// The input's name: a covariate's, or the lags.
  public var input: String
  /// What kind of input it is, as the options name it: `target`, `past`, `future` or `static`.
  public var kind: String
  /// By which share of itself the error rises; 0 where the forecasts do not rest on the input, and below 0 where they
  /// are better without it.
  public var rise: Double
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

/// What a model's forecasts rest on.
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
  /// How many other cutoffs an input was taken from, at each fold.
  public var repeats: Int
  /// The inputs: lags of the target, then covariates.
  public var inputs: [InputImportance]
}

extension PermutationImportance {
  /// What was found of each model, in the metric by which `result` compares models and on the series that it has.
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
    func losses(_ sums: (FoldErrors) -> [Double]) -> [Double] {
      all.map { fold in
        guard weights.indices.contains(where: { weights[$0] > 0 && fold.counts[$0] > 0 }) else { return .nan }
        let sum = zip(weights, sums(fold)).reduce(0) { $1.0 > 0 ? $0 + $1.0 * $1.1 : $0 }
        return sum * Double(places.count) / scored
      }
    }
    let asIs = losses(\.asIs)
    guard let value = asIs.lazy.filter({ !$0.isNaN }).mean(), value > 0, value.isFinite else { return nil }
    let distance = places.count > 1 ? max(1, places[1] - places[0]) : 1
    let overlap = (folds.overlap + distance - 1) / distance
    let rises = inputs.indices.map { place in
      rise(from: asIs, to: losses { $0.exchanged[place] }, of: value, input: inputs[place], overlap: overlap)
    }
    return ModelImportance(
      model: model, metric: metric.title, value: value, folds: places.count,
      series: weights.count { $0 > 0 }, repeats: min(Self.repeats, places.count - 1), inputs: rises)
  }

  private func rise(
    from asIs: [Double], to exchanged: [Double], of value: Double, input: ModelInput, overlap: Int
  ) -> InputImportance {
    let differences = zip(exchanged, asIs).map { $0 - $1 }
    let mean = differences.lazy.filter { !$0.isNaN }.mean() ?? .nan
    let test = try? DieboldMariano(exchanged, against: asIs, overlap: overlap)
    let interval = test?.halfWidth(of: mean).map {
      InputImportance.Interval(lower: (mean - $0) / value, upper: (mean + $0) / value)
    }
    return InputImportance(
      input: input.name(in: panel), kind: input.kind, rise: mean / value, interval: interval)
  }
}
