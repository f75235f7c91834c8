import Assessment
import Backtesting
import Charts
import Files
import Forecasting
import TimeSeries

/// What a report says of prices or returns: what following the signs of forecasts would have brought, and whether lower quantiles
/// held as values at risk.
///
/// Everything is of lead 1 of each cutoff, so that no two periods share a row.
struct FinanceReport {
  /// The lowest quantiles that are values at risk: those below this level.
  private static let mostRisk = 0.25

  /// The rows that a table has at most.
  private static let mostRows = 100

  private let report: EvaluationReport
  private let rules: SignStrategy.Rules
  /// The number of periods a year; `nil` where the spacing does not tell.
  private let periodsPerYear: Double?
  /// The configurations that were tried, where somebody keeps count.
  private let trials: SharpeTrials?

  /// Prepares the sections.
  ///
  /// - Parameters:
  ///   - costBps: Ten-thousandths of each unit traded.
  ///   - step: Rows from one cutoff to the next; `nil` where they lie by another rule.
  ///   - trials: The configurations that were tried on the same input; `nil` where nobody keeps count.
  init(_ report: EvaluationReport, costBps: Double, step: Int?, trials: SharpeTrials?) {
    self.report = report
    self.trials = trials
    periodsPerYear = step.flatMap { step in
      report.history.flatMap { PeriodsPerYear.usual($0.spacing, stride: step) }
    }
    var rules = SignStrategy.Rules()
    rules.costBps = costBps
    rules.periodsPerYear = periodsPerYear ?? rules.periodsPerYear
    self.rules = rules
  }

  /// The rows of lead 1 of one series.
  private func periods(of series: Int) -> [Int] {
    let predictions = report.evaluation.predictions
    return predictions.rowsOfSeries[series].filter { predictions.rows[$0].lead == 1 }
  }

  /// What the values of a series are.
  private enum Kind {
    /// Prices, all above 0.
    case prices
    /// Returns, around 0.
    case returns
  }

  /// What a series is by all of its rows: prices where all are above 0, returns where their mean is less than their deviation from
  /// 0; `nil` for what is neither, of which no strategy is made.
  private func kind(of series: Int) -> Kind? {
    let known = report.known[report.evaluation.predictions.series[series]]?.target.filter(\.isFinite) ?? []
    guard let least = known.min() else { return nil }
    if least > 0 { return .prices }
    let mean = known.reduce(0, +) / Double(known.count)
    let square = known.reduce(0) { $0 + $1 * $1 } / Double(known.count)
    return least < 0 && mean * mean < square / 4 ? .returns : nil
  }

  /// The return of each period, observed and forecast; `.nan` where one is not known.
  private func returns(of series: Int, model: Int) -> (forecast: [Double], actual: [Double]) {
    let predictions = report.evaluation.predictions
    let rows = periods(of: series)
    let values = predictions.models[model].values
    let actual = predictions.actual ?? []
    switch kind(of: series) {
    case .prices:
      let last = predictions.last ?? actual.map { _ in .nan }
      return (
        rows.map { last[$0] > 0 ? values[$0] / last[$0] - 1 : .nan },
        rows.map { last[$0] > 0 ? actual[$0] / last[$0] - 1 : .nan }
      )
    case .returns: return (rows.map { values[$0] }, rows.map { actual[$0] })
    case nil: return ([], [])
    }
  }

  private func strategy(of series: Int, model: Int) -> SignStrategy? {
    let (forecast, actual) = returns(of: series, model: model)
    return try? SignStrategy(forecasts: forecast, returns: actual, rules: rules)
  }

  /// The sections, those without anything to show left out.
  var sections: [Report.Section] { [strategies, risk].compactMap(\.self) }

  // MARK: - Strategy

  private var strategies: Report.Section? {
    let predictions = report.evaluation.predictions
    let found = predictions.series.indices.flatMap { series in
      report.asked.compactMap { model in
        strategy(of: series, model: model).map { (series: series, model: model, strategy: $0) }
      }
    }
    guard let first = found.first else { return nil }
    let shown = Array(found.prefix(Self.mostRows))
    let rest = found.count - shown.count
    var blocks: [Report.Block] = [
      .paragraph(
        words + (rest > 0 ? " The first \(shown.count) of \(found.count) strategies are listed." : "")),
      .table(table(shown)), .table(certainty(shown)),
    ]
    blocks += charts(first.strategy, series: first.series, model: first.model)
    return Report.Section(heading: "If the signs of the forecasts had been followed", blocks: blocks)
  }

  private var words: String {
    let cost = NumberText(decimals: 1).text(rules.costBps)
    let year =
      periodsPerYear.map { "Ratios are for a year of \(NumberText(decimals: 0).text($0)) periods." }
      ?? "The spacing of the rows does not tell how many make a year; 252 are taken."
    return
      "The position of a period is the sign of the return forecast for it at the cutoff before, one unit long or short; a change of "
      + "position costs \(cost) basis points of each unit traded. Returns are compounded, and interest, dividends and the cost of "
      + "borrowing are left out. The rows between one forecast of lead 1 and the next cutoff are not held. \(year)"
  }

  private func table(
    _ found: [(series: Int, model: Int, strategy: SignStrategy)]
  ) -> ReportTable {
    let percent = NumberText(decimals: 1)
    let two = NumberText(decimals: 2)
    func share(_ value: Double?) -> ReportTable.Cell {
      .number(value.map { percent.text($0 * 100) + " %" } ?? "-", value: value)
    }
    func number(_ value: Double?) -> ReportTable.Cell { .number(two.text(value), value: value) }
    return ReportTable(
      caption: "Following the sign of the forecast of lead 1, and being long in the same periods",
      header: [
        "series", "model", "periods", "net return", "long", "net Sharpe", "long Sharpe", "turnover",
        "break-even bps",
        "deepest fall", "right calls",
      ],
      rows: found.map { series, model, strategy in
        [
          .name(report.evaluation.predictions.series[series]), .name(report.name(model)),
          .number("\(strategy.rows.count)", value: Double(strategy.rows.count)),
          share(strategy.net.total), share(strategy.buyAndHold.total), number(strategy.net.sharpe),
          number(strategy.longSharpe), number(strategy.meanTurnover), number(strategy.breakEvenBps),
          share(strategy.net.drawdown.deepest?.depth), share(rightCalls(of: series, model: model)),
        ]
      }, isFolded: found.count > 30)
  }

  /// How sure the Sharpe ratios after costs are.
  private func certainty(
    _ found: [(series: Int, model: Int, strategy: SignStrategy)]
  ) -> ReportTable {
    let three = NumberText(decimals: 3)
    func number(_ value: Double?) -> ReportTable.Cell { .number(three.text(value), value: value) }
    let tried = trials.map { ShownText.counted($0.count, "configuration") + " tried" } ?? "no ledger"
    return ReportTable(
      caption:
        "Sharpe ratios after costs, of a period: the probability that they are above 0, and above the largest that chance makes of all that was tried (\(tried))",
      header: [
        "series", "model", "Sharpe", "skewness", "kurtosis", "P above 0", "periods needed", "deflated P",
      ],
      rows: found.compactMap { series, model, strategy in
        guard let ratio = try? SharpeRatio(returns: strategy.net.returns) else { return nil }
        let needed = ratio.leastCount()
        return [
          .name(report.evaluation.predictions.series[series]), .name(report.name(model)), number(ratio.value),
          number(ratio.skewness), number(ratio.kurtosis), number(ratio.probability()),
          .number(NumberText(decimals: 0).text(needed?.rounded(.up)), value: needed),
          number(trials.flatMap { ratio.deflated(by: $0) }),
        ]
      }, isFolded: found.count > 30)
  }

  /// The Sharpe ratios of the strategies after costs, of a period.
  var ratios: [(series: String, model: String, ratio: SharpeRatio)] {
    let predictions = report.evaluation.predictions
    return predictions.series.indices.flatMap { series in
      report.asked.compactMap { model in
        strategy(of: series, model: model).flatMap { try? SharpeRatio(returns: $0.net.returns) }
          .map { (predictions.series[series], report.name(model), $0) }
      }
    }
  }

  /// The share of the periods that moved, and for which a move was forecast, whose direction was called right.
  private func rightCalls(of series: Int, model: Int) -> Double? {
    let (forecast, actual) = returns(of: series, model: model)
    let called = zip(forecast, actual).filter { !$0.isNaN && !$1.isNaN && $0 != 0 && $1 != 0 }
    guard !called.isEmpty else { return nil }
    return Double(called.count { ($0 > 0) == ($1 > 0) }) / Double(called.count)
  }

  private func charts(_ strategy: SignStrategy, series: Int, model: Int) -> [Report.Block] {
    let predictions = report.evaluation.predictions
    let rows = periods(of: series)
    let times = strategy.rows.map { predictions.rows[rows[$0]].time }
    let x = times.map { Axis.position(of: $0, predictions.timeKind, unit: predictions.elapsedUnit) }
    let axis = Axis.times(predictions.timeKind, unit: predictions.elapsedUnit)
    func line(_ name: String, _ ink: Ink, _ values: [Double]) -> Mark {
      .line(.init(name, ink: ink, points: zip(x, values).map { Point($0, $1) }))
    }
    // Wealth and falls begin with the state before the first period.
    func later(_ values: [Double]) -> [Double] { Array(values.suffix(x.count)) }
    let id = predictions.series[series]
    var blocks: [Report.Block] = [
      .chart(
        Chart(
          title: "Wealth of 1 unit in \(id)",
          alternative:
            "What one unit of wealth became by following \(report.name(model)), before and after costs, and by being long in the same periods.",
          x: axis, y: Axis("", including: [1]),
          marks: [
            line("after costs", .series(1), later(strategy.net.wealth)),
            line("before costs", .series(2), later(strategy.gross.wealth)),
            line("long in the same periods", .observed, later(strategy.buyAndHold.wealth)),
          ]),
        reading: "Wealth after each period, compounded."),
      .chart(
        Chart(
          title: "Fall below the highest wealth so far",
          alternative:
            "How far the wealth lay below its highest value so far, after costs and by being long in the same periods.",
          x: axis, y: Axis("", scale: .shares, including: [0]),
          marks: [
            line("after costs", .series(1), later(strategy.net.drawdown.curve)),
            line("long in the same periods", .observed, later(strategy.buyAndHold.drawdown.curve)),
          ]),
        reading: "0 is a new highest wealth."),
    ]
    if !predictions.timeKind.isCounted {
      blocks.append(.table(monthly(MonthlyReturns(times: times, returns: strategy.net.returns))))
    }
    return blocks
  }

  /// The net returns month by month, a year a row.
  private func monthly(_ returns: MonthlyReturns) -> ReportTable {
    let percent = NumberText(decimals: 1)
    func cell(_ value: Double?) -> ReportTable.Cell {
      .number(value.map { percent.text($0 * 100) + " %" } ?? "", value: value)
    }
    return ReportTable(
      caption: "Returns after costs by month", header: ["year"] + CalendarCycle.months.names + ["year"],
      rows: returns.years.map { year in
        [.words("\(year.year)")]
          + (1...12).map { month in
            cell(returns.months.first { $0.year == year.year && $0.month == month }?.value)
          } + [cell(year.value)]
      })
  }

  // MARK: - Value at risk

  private var risk: Report.Section? {
    let levels = (report.models.first?.quantiles ?? []).map(\.level).filter { $0 < Self.mostRisk }
    let predictions = report.evaluation.predictions
    let found = predictions.series.indices.flatMap { series in
      report.asked.flatMap { model in
        levels.compactMap { level in
          exceedances(of: series, model: model, level: level).map {
            Risk(series: series, model: model, level: level, found: $0)
          }
        }
      }
    }
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

  /// The exceedances of one quantile.
  private struct Risk {
    let series: Int
    let model: Int
    let level: Double
    let found: Exceedances
  }

  /// The quantiles of a model at one level, by row; empty where it has none.
  private func quantiles(_ model: Int, _ level: Double) -> [Double] {
    let predictions = report.evaluation.predictions
    return Quantile.all(predictions.asked).first { $0.level == level }?.values(of: predictions, model: model)
      ?? []
  }

  private func exceedances(of series: Int, model: Int, level: Double) -> Exceedances? {
    let values = quantiles(model, level)
    guard let actual = report.evaluation.predictions.actual, !values.isEmpty else { return nil }
    let rows = periods(of: series)
    return try? Exceedances(actual: rows.map { actual[$0] }, forecast: rows.map { values[$0] }, level: level)
  }

  private func riskTable(_ risks: [Risk]) -> ReportTable {
    func probability(_ value: Double?) -> ReportTable.Cell {
      .number(NumberText(decimals: 3).text(value), value: value)
    }
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
          .name(report.evaluation.predictions.series[risk.series]), .name(report.name(risk.model)),
          .words(SpreadColumn.text(risk.level)),
          .number("\(found.count)", value: Double(found.count)),
          .number("\(found.exceeded)", value: Double(found.exceeded)),
          .number(NumberText(decimals: 1).text(found.expected), value: found.expected),
          probability(try? UnconditionalCoverage(found).probability),
          probability(conditional?.independenceProbability), probability(conditional?.probability),
          .words((try? TrafficLight(found).zone.rawValue) ?? "-"),
        ]
      }, isFolded: risks.count > 30)
  }

  private func timeLine(_ risk: Risk) -> Report.Block {
    let (series, model, level, found) = (risk.series, risk.model, risk.level, risk.found)
    let predictions = report.evaluation.predictions
    let rows = periods(of: series)
    let actual = predictions.actual ?? []
    let values = quantiles(model, level)
    let last = kind(of: series) == .prices ? predictions.last : nil
    // Of prices the change since the last known value is shown, in which exceedances can be seen.
    func change(_ value: Double, _ row: Int) -> Double { last.map { value / $0[row] - 1 } ?? value }
    func point(_ row: Int, _ value: Double) -> Point {
      Point(
        Axis.position(of: predictions.rows[row].time, predictions.timeKind, unit: predictions.elapsedUnit),
        change(value, row))
    }
    return .chart(
      Chart(
        title: "Exceedances of the quantile \(SpreadColumn.text(level)) of \(report.name(model))",
        alternative:
          "Each observed value of lead 1 with the lower quantile forecast for it; values below are marked.",
        x: .times(predictions.timeKind, unit: predictions.elapsedUnit),
        y: Axis("", scale: last == nil ? .numbers : .shares),
        marks: [
          .points(.init("observed", ink: .observed, points: rows.map { point($0, actual[$0]) })),
          .line(.init("value at risk", ink: .series(1), points: rows.map { point($0, values[$0]) })),
          .points(
            .init(
              "exceeded", ink: .alarm,
              points: found.timeline.map { point(rows[$0.row], actual[rows[$0.row]]) })),
        ]),
      reading:
        "Exceedances should be spread through time: where they crowd together, the quantile follows volatility too late."
    )
  }
}

extension SignStrategy {
  /// The Sharpe ratio of being long; `nil` of prices that never move, where only the cost of buying varies.
  fileprivate var longSharpe: Double? {
    Set(buyAndHold.returns.dropFirst()).count > 1 ? buyAndHold.sharpe : nil
  }
}
