/// One number of a metrics file.
public struct Score: Sendable, Equatable, Codable {
  /// The model's name.
  public var model: String
  /// What was computed.
  public var metric: Metric
  /// The lead; `nil` over all.
  public var lead: Int?
  /// The series' id; `nil` for the unweighted mean over all series.
  public var series: String?
  /// The value; `nil` when it is undefined: no row with an actual value, or a division by 0.
  public var value: Double?
}

/// Every metric of every model: over all, by lead, by series, and by both.
public struct Scores: Sendable, Equatable {
  /// The models, in the order of the predictions file.
  public let models: [String]
  /// The series' ids, in the order of the panel.
  public let series: [String]
  /// The number of leads.
  public let horizon: Int
  /// Errors by model, series and lead.
  private var sums: [[[ErrorSums]]]
  /// Errors by model and series, over all leads.
  private var totals: [[ErrorSums]]
  private let scales: [Double?]
  private let naive: Int?

  /// Scores `predictions`, which must have actual values.
  ///
  /// - Parameter scales: What MASE divides by, for each series.
  init(_ predictions: Predictions, horizon: Int, scales: [Double?]) {
    models = predictions.models.map(\.name)
    series = predictions.series
    self.horizon = horizon
    self.scales = scales
    naive = models.firstIndex(of: "naive")
    sums = predictions.models.map { model in
      var sums = Array(
        repeating: Array(repeating: ErrorSums(), count: horizon), count: predictions.series.count)
      for (index, row) in predictions.rows.enumerated() {
        sums[row.series][row.lead - 1].add(
          actual: predictions.actual?[index] ?? .nan, forecast: model.values[index])
      }
      return sums
    }
    totals = sums.map { $0.map { $0.reduce(into: ErrorSums()) { $0 += $1 } } }
  }

  /// A metric of the model at position `model`, over all leads without a `lead`, and as the unweighted mean
  /// over all series where it is defined without a `series`.
  ///
  /// Skill over several series is 1 - mean MAE / mean MAE of naive.
  public func value(_ metric: Metric, model: Int, lead: Int? = nil, series index: Int? = nil) -> Double? {
    if let index { return value(metric, model, lead, index) }
    guard metric == .skill else {
      return series.indices.lazy.compactMap { value(metric, model, lead, $0) }.mean()
    }
    guard let naive, let ofNaive = value(.mae, model: naive, lead: lead), ofNaive > 0 else { return nil }
    return value(.mae, model: model, lead: lead).map { 1 - $0 / ofNaive }
  }

  /// Whether a series has a row with an actual value.
  func isScored(series: Int) -> Bool { totals.contains { $0[series].count > 0 } }

  private func value(_ metric: Metric, _ model: Int, _ lead: Int?, _ series: Int) -> Double? {
    let all = { (model: Int) in lead.map { sums[model][series][$0 - 1] } ?? totals[model][series] }
    if metric == .skill && naive == nil { return nil }
    return metric.value(of: all(model), scale: scales[series], naive: all(naive ?? model))
  }

  /// All scores in the order of a metrics file: by model and metric, over all first, then by lead, by
  /// series, and by series and lead.
  public var all: some Sequence<Score> {
    let leads = [nil] + (1...horizon).map { Optional($0) }
    let places = [nil] + series.indices.map { Optional($0) }
    return models.indices.lazy.flatMap { model in
      Metric.allCases.lazy.flatMap { metric in
        places.lazy.flatMap { place in
          leads.lazy.map { lead in
            Score(
              model: models[model], metric: metric, lead: lead, series: place.map { series[$0] },
              value: value(metric, model: model, lead: lead, series: place))
          }
        }
      }
    }
  }
}
