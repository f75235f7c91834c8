public import Backtesting

/// One model's line of a table.
public struct ModelSummary: Sendable, Equatable {
  /// The share of the values below a quantile.
  public struct ShareBelow: Sendable, Equatable {
    /// The quantile's level, in (0, 1).
    public var level: Double
    /// `nil` where the model has no such quantile.
    public var share: Double?
  }

  /// The model's name.
  public var name: String
  /// The metrics over all, in the order of the metrics file; without a value where they are undefined.
  public var scores: [MetricValue]
  /// The mean absolute error of leads 1...horizon.
  public var maeByLead: [Double?]
  /// The quantiles that were asked for, rising, with the share of the values below each.
  public var quantiles: [ShareBelow]
  /// The intervals that it has.
  public var intervals: [MeasuredInterval]
  /// How often each event happened where it was forecast to be so and so likely.
  public var reliability: [EventReliability]
  /// The test against the reference; `nil` for that and where nothing can be tested, which the verdict
  /// explains.
  public var test: DieboldMariano?
  /// The probability of that test, adjusted by Holm's method for the models that have a verdict.
  public var adjustedProbability: Double?
  /// The tests at leads 1...horizon; `nil` for a lead without one.
  public var testsByLead: [DieboldMariano?]
  /// The test of the calls of direction at lead 1.
  public var direction: PesaranTimmermann?
  /// What the test says in words; `nil` for the reference and simple baselines.
  public var verdict: String?

  /// A metric over all; `nil` where it is undefined or not among the scores.
  public func value(_ metric: Metric) -> Double? { scores.first { $0.metric == metric }?.value }
}

extension Evaluation {
  /// The models in numbers, those named `quiet` without a sentence.
  func summaries(withoutVerdict quiet: [String]) -> [ModelSummary] {
    let family = scores.models.indices.filter { !quiet.contains(scores.models[$0]) }
    let adjusted = adjustedProbabilities(of: family)
    return scores.models.indices.map { model in
      ModelSummary(
        name: scores.models[model],
        scores: scores.metrics.map {
          MetricValue(metric: $0, value: scores.value($0, model: model))
        },
        maeByLead: (1...scores.horizon).map { scores.value(.mae, model: model, lead: $0) },
        quantiles: Quantile.all(predictions.asked).sorted { $0.level < $1.level }.map {
          ModelSummary.ShareBelow(level: $0.level, share: scores.value(.below($0), model: model))
        },
        intervals: intervals[model],
        reliability: EventReliability.all(of: predictions, model: model),
        test: try? comparisons[model]?.overall.get(),
        adjustedProbability: family.firstIndex(of: model).flatMap { adjusted[$0] },
        testsByLead: comparisons[model]?.byLead.map { try? $0.get() } ?? [],
        direction: directions[model],
        verdict: family.contains(model) ? verdict(on: model, in: family) : nil)
    }
  }
}

// MARK: - JSON

extension ModelSummary: Encodable {
  /// Writes each metric under its name, beside the rest.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: MetricKey.self)
    try object.encode(name, forKey: MetricKey("name"))
    try object.encode(scores)
    try object.encode(maeByLead, forKey: MetricKey("maeByLead"))
    if !intervals.isEmpty { try object.encode(intervals, forKey: MetricKey("intervals")) }
    if !reliability.isEmpty { try object.encode(reliability, forKey: MetricKey("reliability")) }
    try object.encodeIfPresent(test, forKey: MetricKey("test"))
    try object.encodeIfPresent(adjustedProbability, forKey: MetricKey("adjustedProbability"))
    if testsByLead.contains(where: { $0 != nil }) {
      try object.encode(testsByLead, forKey: MetricKey("testsByLead"))
    }
    try object.encodeIfPresent(direction, forKey: MetricKey("directionTest"))
    try object.encodeIfPresent(verdict, forKey: MetricKey("verdict"))
  }
}
