import Assessment
import Backtesting
import Charts
import Files
import TimeSeries

/// What it would have brought to follow the forecasts of one series by one model.
private struct FollowedSigns {
  let series: Int
  let model: Int
  let strategy: SignStrategy
  /// The share of the periods that moved, and for which a move was forecast, whose direction was called
  /// right.
  let rightCalls: Double?
}

extension FinanceReport {
  /// Every series that has a strategy, by every model asked for.
  private var followed: [FollowedSigns] {
    predictions.series.indices.flatMap { series in
      report.asked.compactMap { model in
        let (forecast, actual) = returns(of: series, model: model)
        guard let strategy = try? SignStrategy(forecasts: forecast, returns: actual, rules: rules) else {
          return nil
        }
        let called = zip(forecast, actual).filter { !$0.isNaN && !$1.isNaN && $0 != 0 && $1 != 0 }
        let right = called.count { ($0 > 0) == ($1 > 0) }
        return FollowedSigns(
          series: series, model: model, strategy: strategy,
          rightCalls: called.isEmpty ? nil : Double(right) / Double(called.count))
      }
    }
  }

  /// The return of each period, observed and forecast; `.nan` where one is not known.
  private func returns(of series: Int, model: Int) -> (forecast: [Double], actual: [Double]) {
    let rows = periods[series]
    let values = predictions.models[model].values
    let actual = predictions.actual ?? []
    switch kinds[series] {
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

  /// The Sharpe ratios of the strategies after costs, of a period.
  var ratios: [(series: String, model: String, ratio: SharpeRatio)] {
    followed.compactMap { item in
      (try? SharpeRatio(returns: item.strategy.net.returns)).map {
        (predictions.series[item.series], report.name(item.model), $0)
      }
    }
  }

  /// The strategies in numbers, and the first of them in charts.
  var strategies: Report.Section? {
    let found = followed
    guard let first = found.first else { return nil }
    let shown = Array(found.prefix(Self.mostRows))
    let rest = found.count - shown.count
    let blocks: [Report.Block] = [
      .paragraph(
        words + (rest > 0 ? " The first \(shown.count) of \(found.count) strategies are listed." : "")),
      .table(table(shown)), .table(certainty(shown)),
    ]
    return Report.Section(
      heading: "If the signs of the forecasts had been followed", blocks: blocks + charts(first))
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

  private func table(_ found: [FollowedSigns]) -> ReportTable {
    func number(_ value: Double?) -> ReportTable.Cell { .rounded(value, decimals: 2) }
    return ReportTable(
      caption: "Following the sign of the forecast of lead 1, and being long in the same periods",
      header: [
        "series", "model", "periods", "net return", "long", "net Sharpe", "long Sharpe", "turnover",
        "break-even bps",
        "deepest fall", "right calls",
      ],
      rows: found.map { item in
        let strategy = item.strategy
        return [
          .name(predictions.series[item.series]), .name(report.name(item.model)),
          .count(strategy.rows.count),
          .share(strategy.net.total), .share(strategy.buyAndHold.total), number(strategy.net.sharpe),
          number(strategy.longSharpe), number(strategy.meanTurnover), number(strategy.breakEvenBps),
          .share(strategy.net.drawdown.deepest?.depth), .share(item.rightCalls),
        ]
      }, isFolded: found.count > 30)
  }

  /// How sure the Sharpe ratios after costs are.
  private func certainty(_ found: [FollowedSigns]) -> ReportTable {
    func number(_ value: Double?) -> ReportTable.Cell { .rounded(value, decimals: 3) }
    let tried = trials.map { ShownText.counted($0.count, "configuration") + " tried" } ?? "no ledger"
    return ReportTable(
      caption:
        "Sharpe ratios after costs, of a period: the probability that they are above 0, and above the largest that chance makes of all that was tried (\(tried))",
      header: [
        "series", "model", "Sharpe", "skewness", "kurtosis", "P above 0", "periods needed", "deflated P",
      ],
      rows: found.compactMap { item in
        guard let ratio = try? SharpeRatio(returns: item.strategy.net.returns) else { return nil }
        let needed = ratio.leastCount()
        return [
          .name(predictions.series[item.series]), .name(report.name(item.model)), number(ratio.value),
          number(ratio.skewness), number(ratio.kurtosis), number(ratio.probability()),
          .number(NumberText(decimals: 0).text(needed?.rounded(.up)), value: needed),
          number(trials.flatMap { ratio.deflated(by: $0) }),
        ]
      }, isFolded: found.count > 30)
  }

  private func charts(_ item: FollowedSigns) -> [Report.Block] {
    let strategy = item.strategy
    let times = strategy.rows.map { predictions.rows[periods[item.series][$0]].time }
    let x = times.map(predictions.position)
    let axis = predictions.timeAxis
    func line(_ name: String, _ ink: Ink, _ values: [Double]) -> Mark {
      .line(.init(name, ink: ink, points: zip(x, values).map { Point($0, $1) }))
    }
    // Wealth and falls begin with the state before the first period.
    func later(_ values: [Double]) -> [Double] { Array(values.suffix(x.count)) }
    var blocks: [Report.Block] = [
      .chart(
        Chart(
          title: "Wealth of 1 unit in \(predictions.series[item.series])",
          alternative:
            "What one unit of wealth became by following \(report.name(item.model)), before and after costs, and by being long in the same periods.",
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
    func cell(_ value: Double?) -> ReportTable.Cell { value.map { .share($0) } ?? .number("", value: nil) }
    return ReportTable(
      caption: "Returns after costs by month", header: ["year"] + CalendarCycle.months.names + ["year"],
      rows: returns.years.map { year in
        [.words("\(year.year)")]
          + (1...12).map { month in
            cell(returns.months.first { $0.year == year.year && $0.month == month }?.value)
          } + [cell(year.value)]
      })
  }
}

extension SignStrategy {
  /// The Sharpe ratio of being long; `nil` of prices that never move, where only the cost of buying varies.
  fileprivate var longSharpe: Double? {
    Set(buyAndHold.returns.dropFirst()).count > 1 ? buyAndHold.sharpe : nil
  }
}
