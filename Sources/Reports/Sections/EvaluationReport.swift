import Backtesting
import Charts
import Forecasting
import Models
import TimeSeries

/// What forecasts of the past are worth, as a report.
///
/// Every section is a function of what was scored; nothing is computed anew but what a chart shows of it.
struct EvaluationReport: Sendable {
  /// What was scored.
  let evaluation: Evaluation
  /// The models in numbers, as the table for a terminal shows them.
  let models: [ModelSummary]
  /// The positions of the models that the report is about; the others are baselines.
  let asked: [Int]
  /// The rows before and after each cutoff, where they are known.
  let history: Panel?
  /// The series of ``history`` by their ids.
  let known: [String: Series]
  /// The rows of each series of the predictions.
  let rowsOfSeries: [Range<Int>]

  /// Prepares a report of one model or several.
  ///
  /// - Parameters:
  ///   - evaluation: The forecasts and their scores.
  ///   - models: The models in numbers, in the order of the predictions' columns.
  ///   - asked: The names of the models that the report is about.
  ///   - history: The panel that was forecast.
  init(_ evaluation: Evaluation, models: [ModelSummary], asked: [String], history: Panel?) {
    self.evaluation = evaluation
    self.models = models
    let places = models.indices.filter { asked.contains(models[$0].name) }
    self.asked = places.isEmpty ? Array(models.indices.prefix(1)) : places
    self.history = history
    rowsOfSeries = evaluation.predictions.rowsOfSeries
    known = Dictionary((history?.series ?? []).map { ($0.id, $0) }) { first, _ in first }
  }

  /// The model that charts of a single one show: the first that was asked for.
  var main: Int { asked[0] }

  /// The model's name at a position.
  func name(_ model: Int) -> String { models[model].name }

  /// When a row is on the clocks of its series.
  func civil(_ row: Predictions.Row) -> Instant {
    known[evaluation.predictions.series[row.series]]?.civil(row.time) ?? row.time
  }

  /// The position of the model that others are tested against.
  var reference: Int? { models.firstIndex { $0.name == evaluation.reference } }

  /// The models that are compared with others: those asked for, and `linear`, the best of the simple ones.
  var compared: [Int] {
    let linear = models.indices.filter { models[$0].name == Linear.name && !asked.contains($0) }
    return (asked + linear).filter { $0 != reference }
  }

  /// What was found, in sentences: which model made the least errors, and what the tests say of the first
  /// two.
  var findings: [String] {
    let metric = evaluation.comparedMetric
    let values = models.map { $0.value(metric) }
    let best = models.indices.min { (values[$0] ?? .infinity, $0) < (values[$1] ?? .infinity, $1) }
    var least: [String] = []
    if let best, let value = values[best] {
      let text = metric.text(value, among: values)
      let other = reference.map { metric.text(values[$0], among: values) }
      if let reference, reference == best || other == text {
        least = [
          "No model has a lower \(metric.title) than \(name(reference)), \(other ?? text), in the digits shown."
        ]
      } else {
        let ofReference = reference.map { "; that of \(name($0)) is \(other ?? "-")" } ?? ""
        least = [
          "\(name(best)) has the lowest \(metric.title) of \(models.count) models, \(text)\(ofReference)."
        ]
      }
    }
    return least + models.compactMap(\.verdict).prefix(2)
  }

  /// The sections on what was scored, those without anything to show left out.
  func sections(notices: [String]) -> [Report.Section] {
    [
      summary(notices: notices), forecasts, skillByLead, skillThroughTime, intervals, events, residuals,
      series,
    ].compactMap(\.self)
  }
}

extension EvaluationReport {
  /// The metrics of all models, what the tests say, and what should be known besides.
  private func summary(notices: [String]) -> Report.Section {
    var blocks: [Report.Block] = [.table(metricTable)]
    let verdicts = models.compactMap(\.verdict)
    if !verdicts.isEmpty { blocks.append(.list(verdicts)) }
    if !notices.isEmpty {
      blocks += [.paragraph("The program noted besides:"), .list(notices)]
    }
    return Report.Section(heading: "Summary", blocks: blocks)
  }

  private var metricTable: ReportTable {
    ReportTable(
      ofMetrics: models,
      caption: "Metrics over all forecasts; of several series MASE and MAE are means over series")
  }
}

extension ReportTable {
  /// The metrics of models, but those that have tables of their own.
  init(ofMetrics models: [ModelSummary], caption: String) {
    let metrics = models.first?.scores.map(\.metric).filter { !$0.isTabledApart } ?? []
    self.init(
      of: metrics, models: models.map(\.name),
      values: metrics.map { metric in models.map { $0.value(metric) } },
      caption: caption)
  }
}
