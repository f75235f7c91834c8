import Backtesting
import Files
import Forecasting

/// Models side by side for a terminal: a table of metrics, one of errors by lead, one of intervals, and a
/// sentence on each.
struct ModelTables {
  private let models: [ModelSummary]
  private let horizon: Int

  init(_ models: [ModelSummary]) {
    self.models = models
    horizon = models.first?.maeByLead.count ?? 0
  }

  /// The tables and sentences.
  var text: String {
    var text = metricTable.text
    if horizon > 1 { text += "\n" + leadTable.text }
    if models.contains(where: { !$0.intervals.isEmpty }) { text += "\n" + intervalTable.text }
    if let shareTable { text += "\n" + shareTable.text }
    let verdicts = models.compactMap(\.verdict)
    if !verdicts.isEmpty {
      text += "\n" + verdicts.map { ShownText.escaped($0) }.joined(separator: "\n") + "\n"
    }
    return text
  }

  private var metricTable: TextTable {
    // Intervals and shares between quantiles have tables of their own.
    let metrics = models.first?.scores.map(\.metric).filter { !$0.isTabledApart } ?? []
    return TextTable(
      header: ["model"] + metrics.map(\.title),
      columns: [models.map(\.name)]
        + metrics.map { metric in
          metric.texts(models.map { $0.value(metric) })
        })
  }

  /// How often the values lay in each interval, within which band that share is known, and how wide the
  /// intervals were.
  private var intervalTable: TextTable {
    let rows = models.flatMap { model in model.intervals.map { (model: model.name, interval: $0) } }
      .enumerated().sorted { ($0.element.interval.level, $0.offset) < ($1.element.interval.level, $1.offset) }
      .map(\.element)
    let percent = NumberText(decimals: 1)
    let width = NumberText(fitting: rows.map(\.interval.width))
    let score = NumberText(fitting: rows.map(\.interval.winkler))
    return TextTable(
      header: ["interval", "model", "held", "known within", "by width", "whole path", "width", "Winkler"],
      rows: rows.map { model, interval in
        let band =
          interval.band.map { "\(percent.text($0.lower * 100))-\(NumberText.share($0.upper))" } ?? "-"
        return [
          "\(SpreadColumn.text(interval.level)) %", model, NumberText.share(interval.coverage), band,
          interval.byWidth.map { $0.map { "\(Int(($0 * 100).rounded()))" }.joined(separator: "-") + " %" }
            ?? "-",
          NumberText.share(interval.joint),
          width.text(interval.width), score.text(interval.winkler),
        ]
      })
  }

  /// The quantiles between which shares of values are shown at most, which a terminal has room for.
  private static let mostQuantiles = 9

  /// Which shares of the values lay below the least quantile, between each and the next, and above the
  /// largest; `nil` where there are too few quantiles, or too many.
  private var shareTable: TextTable? {
    let quantiles = models.first?.quantiles ?? []
    guard (2...Self.mostQuantiles).contains(quantiles.count) else { return nil }
    func row(_ name: String, _ below: [Double?]) -> [String] {
      let ends = [0] + below + [1]
      return [name]
        + zip(ends, ends.dropFirst()).map { lower, upper in
          guard let lower, let upper else { return "-" }
          return NumberText.share(upper - lower)
        }
    }
    let names = quantiles.map { "q-" + SpreadColumn.text($0.level) }
    return TextTable(
      header: ["values", "below \(names[0])"] + names.dropFirst().map { "to \($0)" } + ["above"],
      rows: [row("as said", quantiles.map(\.level))]
        + models.map { row($0.name, $0.quantiles.map(\.share)) })
  }

  /// The mean absolute error by lead; of a long horizon ten leads, evenly chosen, the first and last among
  /// them.
  private var leadTable: TextTable {
    let shown = min(horizon, 10)
    let leads = (0..<shown).map { (2 * $0 * (horizon - 1) + shown - 1) / (2 * (shown - 1)) }
    let number = NumberText(fitting: models.flatMap { model in leads.map { model.maeByLead[$0] } })
    return TextTable(
      header: ["MAE at lead"] + leads.map { "\($0 + 1)" },
      rows: models.map { model in [model.name] + leads.map { number.text(model.maeByLead[$0]) } })
  }
}
