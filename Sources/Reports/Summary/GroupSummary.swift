import Backtesting
import Registry

/// The series on one side of a split in numbers.
public struct GroupSummary: Sendable, Equatable, Encodable {
  /// One model's metrics over the worst tenth of the series.
  struct Worst: Sendable, Equatable {
    var model: String
    /// Metrics with the mean of their largest values.
    var values: [MetricValue]
  }

  /// `seen` or `unseen`.
  public var name: String
  /// The ids of its series.
  public var series: [String]
  /// The models.
  public var models: [ModelSummary]
  /// The series that are the worst tenth.
  public var worstCount: Int
  /// The models over those.
  var worst: [Worst]

  init(_ group: ScoredGroup, quiet: [String]) {
    name = group.name
    series = group.series.map { group.evaluation.predictions.series[$0] }
    models = group.evaluation.summaries(withoutVerdict: quiet)
    worstCount = group.worstCount
    worst = group.evaluation.scores.models.enumerated().map { place, model in
      Worst(
        model: model,
        values: group.rankedMetrics.map { MetricValue(metric: $0, value: group.worst($0, model: place)) })
    }
  }

  /// The group for a terminal.
  var text: String {
    let title =
      "\(name): \(series.count) series"
      + (name == SplitSide.unseen.rawValue ? ", from which nothing was learnt" : "")
    return title + "\n\n" + ModelTables(models).text + "\n" + worstTable.text
  }

  private var worstTable: TextTable {
    let metrics = worst.first?.values.map(\.metric) ?? []
    return TextTable(
      header: ["worst \(worstCount) of \(series.count) series"] + metrics.map(\.title),
      columns: [worst.map(\.model)]
        + metrics.indices.map { place in
          metrics[place].texts(worst.map { $0.values[place].value })
        })
  }
}

extension GroupSummary.Worst: Encodable {
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: MetricKey.self)
    try object.encode(model, forKey: MetricKey("name"))
    try object.encode(values)
  }
}
