import Algorithms
import Backtesting
import Charts
import Forecasting

extension EvaluationReport {
  /// The models that have intervals or quantiles.
  private var uncertain: [Int] { models.indices.filter { !models[$0].intervals.isEmpty } }

  /// How often intervals and quantiles held.
  var intervals: Report.Section? {
    let quantiles = models.first?.quantiles ?? []
    guard !uncertain.isEmpty || quantiles.count > 1 else { return nil }
    var blocks: [Report.Block] = []
    if !uncertain.isEmpty {
      blocks += [.chart(coverageChart, reading: Self.coverageReading), .table(intervalTable)]
      if evaluation.scores.horizon > 1 {
        blocks += Interval.all(evaluation.predictions.asked).map(coverageByLead)
      }
    }
    if quantiles.count > 1 { blocks.append(contentsOf: shares(quantiles)) }
    return Report.Section(heading: "Did the intervals hold?", blocks: blocks)
  }

  private static let coverageReading =
    "An interval that is said to hold 80 % should hold about 80 % of the values: points should lie on the diagonal. A bar is where "
    + "the share lies when more folds like these are forecast, with a probability of nine in ten; there is none of too few folds."

  private var coverageChart: Chart {
    let marks = uncertain.enumerated().flatMap { order, model -> [Mark] in
      let shift = (Double(order) - Double(uncertain.count - 1) / 2) * 0.006
      let rows = models[model].intervals.sorted { $0.level < $1.level }
      let ink = Ink.series(order + 1)
      return [
        .intervals(
          .init(
            ink: ink,
            rows: rows.map {
              .init($0.level / 100 + shift, $0.band?.lower ?? .nan, $0.band?.upper ?? .nan)
            })),
        .points(
          .init(
            name(model), ink: ink, points: rows.map { Point($0.level / 100 + shift, $0.coverage ?? .nan) })),
      ]
    }
    let levels = models.flatMap { $0.intervals.map { $0.level / 100 } }
    let range = max(0, (levels.min() ?? 0) - 0.05)...min(1, (levels.max() ?? 1) + 0.05)
    return Chart(
      title: "Share of values inside intervals, by the share that was said",
      alternative: "For each model and level the share of the values that lay inside its intervals.",
      x: Axis("said", scale: .shares, range: range), y: Axis("held", scale: .shares),
      marks: [.rule(.init(.diagonal, label: "as said"))] + marks)
  }

  /// The intervals in numbers, by level and model.
  private var intervalTable: ReportTable {
    let rows = uncertain.flatMap { model in models[model].intervals.map { (model: model, interval: $0) } }
    let width = NumberText(fitting: rows.map(\.interval.width))
    let score = NumberText(fitting: rows.map(\.interval.winkler))
    return ReportTable(
      caption:
        "Intervals: the share that held, the share of whole paths inside, mean width and interval score",
      header: ["model", "level", "held", "at least", "at most", "whole path", "width", "Winkler"],
      rows: rows.map { model, interval in
        [
          .name(name(model)), .words("\(SpreadColumn.text(interval.level)) %"), .share(interval.coverage),
          .share(interval.band?.lower), .share(interval.band?.upper), .share(interval.joint),
          .number(width.text(interval.width), value: interval.width),
          .number(score.text(interval.winkler), value: interval.winkler),
        ]
      })
  }

  /// The share inside intervals of one level, lead by lead.
  private func coverageByLead(_ interval: Interval) -> Report.Block {
    let lines = uncertain.enumerated().map { order, model -> Mark in
      .line(
        .init(
          name(model), ink: .series(order + 1),
          points: (1...evaluation.scores.horizon).map { lead in
            Point(
              Double(lead), evaluation.scores.value(.coverage(of: interval), model: model, lead: lead) ?? .nan
            )
          }))
    }
    return .chart(
      Chart(
        title: "Share inside the intervals of \(interval.text) % by lead",
        alternative:
          "For each model and lead the share of the values inside its intervals of \(interval.text) %.",
        x: Axis("lead", scale: .wholeNumbers), y: Axis("", scale: .shares),
        marks: lines + [.rule(.init(.horizontal(interval.level / 100), label: "as said"))]),
      reading: "A line that falls says that intervals are too narrow the farther ahead they are.")
  }

  /// The shares of the values between neighbouring quantiles: a histogram of the probability integral
  /// transform.
  private func shares(_ quantiles: [ModelSummary.ShareBelow]) -> [Report.Block] {
    let levels = [0] + quantiles.map(\.level) + [1]
    return asked.compactMap { model in
      let below = models[model].quantiles.map(\.share)
      guard below.count == quantiles.count, below.allSatisfy({ $0 != nil }) else { return nil }
      let shares = [0] + below.compactMap(\.self) + [1]
      let bars = levels.indices.dropLast().map { place in
        // The area of a bar is the share of the values, so that forecasts that hold make a flat histogram.
        let width = levels[place + 1] - levels[place]
        return Mark.Bars.Bar(
          from: levels[place], to: levels[place + 1], (shares[place + 1] - shares[place]) / width)
      }
      return .chart(
        Chart(
          title: "Values between the quantiles of \(name(model))",
          alternative:
            "For each pair of neighbouring quantiles of \(name(model)) how many values lay between them, to how many should.",
          x: Axis("probability", scale: .shares, range: 0...1),
          y: Axis("to what was said", including: [0, 1]),
          marks: [
            .bars(.init(ink: .series(1), bars: bars)), .rule(.init(.horizontal(1), label: "as said")),
          ]),
        reading:
          "Bars of height 1 say that as many values lay between two quantiles as should. A valley says that intervals are too "
          + "narrow, a hill that they are too wide, and a slope that forecasts are too high or too low.")
    }
  }

  /// How often events happened that were said to be so and so likely.
  var events: Report.Section? {
    let reliabilities = asked.flatMap { model in models[model].reliability.map { (model: model, table: $0) } }
    guard !reliabilities.isEmpty else { return nil }
    let names = Array(reliabilities.map(\.table.event).uniqued())
    return Report.Section(
      heading: "Probabilities of events",
      blocks: names.map { event in
        let marks = reliabilities.filter { $0.table.event == event }.enumerated().map { order, item -> Mark in
          .line(
            .init(
              name(item.model), ink: .series(order + 1),
              points: item.table.bins.map { Point($0.forecast, $0.happened) }))
        }
        var chart = Chart(
          title: "How often \(event) happened, by its probability",
          alternative:
            "For each tenth of the probability forecast for \(event) the share of forecasts after which it happened.",
          x: Axis("forecast", scale: .shares, range: 0...1),
          y: Axis("happened", scale: .shares, range: 0...1),
          marks: [.rule(.init(.diagonal, label: "as said"))] + marks)
        chart.hasEqualUnits = true
        return .chart(
          chart,
          reading:
            "Forecasts that are said with 30 % should come true in 30 of 100 cases: lines should follow the diagonal."
        )
      })
  }
}
