import Models

/// One number of a metrics file.
public struct Score: Sendable, Equatable {
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
///
/// What is asked for over all, by lead or by series is kept; values by series and lead, of which there may be
/// millions, are worked out from the predictions when they are asked for.
public struct Scores: Sendable, Equatable {
  /// The models, in the order of the predictions file.
  public let models: [String]
  /// The series' ids, in the order of the panel.
  public let series: [String]
  /// The number of leads.
  public let horizon: Int
  /// The metrics, in the order of the metrics file.
  public let metrics: [Metric]
  private let predictions: Predictions
  /// The rows of each series.
  private let rows: [Range<Int>]
  private let scales: [Double?]
  private let naive: Int?
  /// The sums of all terms by model and series, over all leads.
  private var totals: [[[TermSum]]] = []
  /// Values by model, metric and lead, over all series; over all leads first.
  private var values: [[[Double?]]] = []
  /// The terms of all metrics, each once.
  private let terms: TermTable

  /// Scores `predictions`, which must have actual values.
  ///
  /// - Parameters:
  ///   - predictions: The forecasts, with their actual values.
  ///   - horizon: The number of leads.
  ///   - scales: For each series the divisor of MASE; `nil` where it is not known.
  ///   - metrics: The metrics that are computed.
  init(
    _ predictions: Predictions, horizon: Int, scales: [Double?], metrics: [Metric] = Metric.standard
  ) {
    models = predictions.models.map(\.name)
    series = predictions.series
    self.horizon = horizon
    self.metrics = metrics
    self.predictions = predictions
    self.scales = scales
    naive = models.firstIndex(of: Naive.name)
    terms = TermTable(metrics)
    rows = predictions.rowsOfSeries
    sumUp()
  }

  /// Whether two scores are of the same predictions, scales, metrics and horizon, from which all else
  /// follows.
  public static func == (left: Self, right: Self) -> Bool {
    left.predictions == right.predictions && left.scales == right.scales && left.metrics == right.metrics
      && left.horizon == right.horizon
  }

  /// Sums the terms series by series, so that only one series' sums by lead are held.
  private mutating func sumUp() {
    let leads = 0...horizon
    totals = models.map { _ in [] }
    var means = models.map { _ in metrics.map { _ in leads.map { _ in MeanOfSeries() } } }
    for index in series.indices {
      let sums = models.indices.map {
        terms.sums(predictions, model: $0, rows: rows[index], horizon: horizon)
      }
      for model in models.indices {
        totals[model].append(sums[model][0])
        for (metric, formula) in metrics.enumerated() {
          for lead in leads {
            let own = self.means(metric, sums[model][lead], naive.map { sums[$0][lead] }, scales[index])
            guard let own else { continue }
            means[model][metric][lead].add(own, formula)
          }
        }
      }
    }
    values = means.map { $0.enumerated().map { metric, leads in leads.map { $0.value(metrics[metric]) } } }
  }

  /// The means of a metric's terms; `nil` over no rows.
  private func means(
    _ metric: Int, _ sums: [TermSum], _ ofNaive: [TermSum]?, _ scale: Double?
  ) -> Metric.Means? {
    let places = terms.places[metric]
    guard let first = sums[places[0]].mean else { return nil }
    let second = places.count > 1 ? sums[places[1]].mean ?? 0 : 0
    return Metric.Means(
      first: first, second: second, naive: ofNaive.flatMap { $0[places[0]].mean }, scale: scale)
  }

  /// A metric of the model at position `model`, over all leads without a `lead`, and over all series without
  /// a `series`: as the unweighted mean of the series where it is defined, unless the metric is one of means.
  public func value(_ metric: Metric, model: Int, lead: Int? = nil, series index: Int? = nil) -> Double? {
    guard let place = metrics.firstIndex(of: metric) else { return nil }
    guard let index else { return values[model][place][lead ?? 0] }
    guard let lead else {
      return means(place, totals[model][index], naive.map { totals[$0][index] }, scales[index])
        .flatMap(metric.value)
    }
    return valuesByLead(place, model, series: index)[lead]
  }

  /// Whether a series has a row with an actual value.
  func isScored(series: Int) -> Bool { totals.contains { $0[series].contains { $0.count > 0 } } }

  /// A metric of one series over all leads, then by lead.
  private func valuesByLead(_ metric: Int, _ model: Int, series index: Int) -> [Double?] {
    let sums = terms.sums(predictions, model: model, rows: rows[index], horizon: horizon)
    let ofNaive = naive.map { terms.sums(predictions, model: $0, rows: rows[index], horizon: horizon) }
    return (0...horizon).map { lead in
      means(metric, sums[lead], ofNaive.map { $0[lead] }, scales[index]).flatMap(metrics[metric].value)
    }
  }

  /// The scores over all series: over all leads, then by lead.
  package var overAll: [Score] {
    models.indices.flatMap { model in
      metrics.indices.flatMap { metric in
        values[model][metric].enumerated().map { lead, value in
          Score(
            model: models[model], metric: metrics[metric], lead: lead == 0 ? nil : lead, series: nil,
            value: value)
        }
      }
    }
  }

  /// All scores in the order of a metrics file: by model and metric, over all first, then by lead, by
  /// series, and by series and lead.
  public var all: some Sequence<Score> {
    let places = [nil] + series.indices.map { Optional($0) }
    return models.indices.lazy.flatMap { model in
      metrics.indices.lazy.flatMap { metric in
        places.lazy.flatMap { place in
          let values = place.map { valuesByLead(metric, model, series: $0) } ?? self.values[model][metric]
          return values.indices.lazy.map { lead in
            Score(
              model: models[model], metric: metrics[metric], lead: lead == 0 ? nil : lead,
              series: place.map { series[$0] }, value: values[lead])
          }
        }
      }
    }
  }
}

/// The terms of several metrics, each once.
private struct TermTable: Sendable {
  let terms: [Term]
  /// For each metric the positions of its terms.
  let places: [[Int]]

  init(_ metrics: [Metric]) {
    var terms: [Term] = []
    places = metrics.map { metric in
      metric.terms.map { term in
        if let place = terms.firstIndex(where: { $0.name == term.name }) { return place }
        terms.append(term)
        return terms.count - 1
      }
    }
    self.terms = terms
  }

  /// The sums of a model's terms over the rows of one series: over all leads, then by lead.
  func sums(_ predictions: Predictions, model: Int, rows: Range<Int>, horizon: Int) -> [[TermSum]] {
    var sums = Array(repeating: terms.map { _ in TermSum() }, count: horizon + 1)
    var row = ScoredRow(of: predictions, model: model)
    for position in rows {
      row.position = position
      guard !row.actual.isNaN else { continue }
      let lead = predictions.rows[position].lead
      for place in terms.indices { sums[lead][place].add(terms[place].value(row)) }
    }
    for lead in 1...horizon {
      for place in terms.indices { sums[0][place] += sums[lead][place] }
    }
    return sums
  }
}

/// The mean of a metric, or of its terms, over series.
private struct MeanOfSeries {
  private var count = 0.0
  private var values = CompensatedSum()
  private var first = CompensatedSum()
  private var second = CompensatedSum()
  private var naive = CompensatedSum()
  private var hasNaive = true

  mutating func add(_ means: Metric.Means, _ metric: Metric) {
    if metric.isOfMeans {
      first += means.first
      second += means.second
      naive += means.naive ?? 0
      hasNaive = hasNaive && means.naive != nil
    } else {
      guard let value = metric.value(means) else { return }
      values += value
    }
    count += 1
  }

  func value(_ metric: Metric) -> Double? {
    guard count > 0 else { return nil }
    guard metric.isOfMeans else { return values.value / count }
    return metric.value(
      Metric.Means(
        first: first.value / count, second: second.value / count,
        naive: hasNaive ? naive.value / count : nil, scale: nil))
  }
}
