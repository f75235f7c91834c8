import Assessment
import Backtesting
import Charts
import Forecasting

/// The exceedances of one quantile, of lead 1 of one series.
private struct Risk {
  let series: Int
  let model: Int
  let level: Double
  /// The quantile of each period.
  let values: [Double]
  let found: Exceedances
}

extension FinanceReport {
  /// The lowest quantiles that are values at risk: those below this level.
  private static let mostRisk = 0.25

  /// Lower quantiles as values at risk.
  var risk: Report.Section? {
    let found = risks
    guard let first = found.first else { return nil }
    let shown = Array(found.prefix(Self.mostRows))
    return Report.Section(
      heading: "Value at risk",
      blocks: [
        .paragraph(
          "A lower quantile of the forecast of lead 1 is the value at risk of the next row. Values below it are exceedances: there "
            + "should be as many as its level says, and none should make the next more likely. Kupiec's test is of their number, "
            + "Christoffersen's of their independence and of both; the traffic light is Basel's, for the number and level here."
            + (found.count > shown.count ? " The first \(shown.count) of \(found.count) are listed." : "")),
        .table(riskTable(shown)), timeLine(first),
      ])
  }

  /// The exceedances of every series that has lower quantiles, by every model asked for.
  private var risks: [Risk] {
    guard let actual = predictions.actual else { return [] }
    let quantiles = Quantile.all(predictions.asked).filter { $0.level < Self.mostRisk }
      .sorted { $0.level < $1.level }
    return predictions.series.indices.flatMap { series in
      report.asked.flatMap { model in
        quantiles.compactMap { quantile in
          let values = quantile.values(of: predictions, model: model, at: periods[series])
          let found = try? Exceedances(
            actual: periods[series].map { actual[$0] }, forecast: values, level: quantile.level)
          return found.map {
            Risk(series: series, model: model, level: quantile.level, values: values, found: $0)
          }
        }
      }
    }
  }

  private func riskTable(_ risks: [Risk]) -> ReportTable {
    func probability(_ value: Double?) -> ReportTable.Cell { .rounded(value, decimals: 3) }
    return ReportTable(
      caption: "Exceedances of lower quantiles, lead 1",
      header: [
        "series", "model", "quantile", "forecasts", "exceeded", "expected", "Kupiec p", "independence p",
        "both p",
        "light",
      ],
      rows: risks.map { risk in
        let found = risk.found
        let conditional = try? ConditionalCoverage(found)
        return [
          .name(predictions.series[risk.series]), .name(report.name(risk.model)),
          .words(SpreadColumn.text(risk.level)),
          .count(found.count), .count(found.exceeded),
          .rounded(found.expected, decimals: 1),
          probability(try? UnconditionalCoverage(found).probability),
          probability(conditional?.independenceProbability), probability(conditional?.probability),
          .words((try? TrafficLight(found).zone.rawValue) ?? "-"),
        ]
      }, isFolded: risks.count > 30)
  }

  private func timeLine(_ risk: Risk) -> Report.Block {
    let rows = periods[risk.series]
    let actual = predictions.actual ?? []
    let last = kinds[risk.series] == .prices ? predictions.last : nil
    // Of prices the change since the last known value is shown, in which exceedances can be seen.
    func point(_ row: Int, _ value: Double) -> Point {
      Point(predictions.position(of: predictions.rows[row].time), last.map { value / $0[row] - 1 } ?? value)
    }
    return .chart(
      Chart(
        title: "Exceedances of the quantile \(SpreadColumn.text(risk.level)) of \(report.name(risk.model))",
        alternative:
          "Each observed value of lead 1 with the lower quantile forecast for it; values below are marked.",
        x: predictions.timeAxis,
        y: Axis("", scale: last == nil ? .numbers : .shares),
        marks: [
          .points(.init("observed", ink: .observed, points: rows.map { point($0, actual[$0]) })),
          .line(.init("value at risk", ink: .series(1), points: zip(rows, risk.values).map(point))),
          .points(
            .init(
              "exceeded", ink: .alarm,
              points: risk.found.timeline.map { point(rows[$0.row], actual[rows[$0.row]]) })),
        ]),
      reading:
        "Exceedances should be spread through time: where they crowd together, the quantile follows volatility too late."
    )
  }
}
