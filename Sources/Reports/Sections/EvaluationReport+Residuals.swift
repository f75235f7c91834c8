import Backtesting
import Charts
import TimeSeries

extension EvaluationReport {
  /// The errors of the main model through time, and by the hour, weekday or month that they fall on.
  var residuals: Report.Section? {
    let residuals = observedResiduals
    let means = meansByFold(residuals)
    guard means.contains(where: { !$0.isNaN }) else { return nil }
    let axis = FoldAxis(evaluation)
    let unit = isScaled ? " in units of each series' MASE scale" : ""
    let chart = Chart(
      title: "Mean residual of \(name(main)) by fold",
      alternative:
        "For each fold the mean of the observed values less the forecasts of \(name(main))\(unit).",
      x: axis.axis, y: Axis("", including: [0]),
      marks: [
        .line(.init(ink: .series(1), points: zip(axis.positions, means).map { Point($0, $1) })),
        .rule(.init(.horizontal(0))),
      ])
    var blocks: [Report.Block] = [
      .chart(
        chart,
        reading:
          "A residual is the observed value less the forecast\(unit), here the mean over all rows and leads of a fold. Residuals that stay on "
          + "one side of 0 for long say that forecasts were too low (above) or too high (below) then.")
    ]
    if let block = errorsByCycle(residuals) { blocks.append(block) }
    return Report.Section(heading: "Residuals", blocks: blocks)
  }

  /// A row with the observed value less the forecast.
  private typealias Residual = (row: Int, residual: Double)

  /// Whether errors are in units of each series' scale.
  private var isScaled: Bool { evaluation.comparedMetric == .mase }

  /// The residuals of the main model with their rows; in units of each series' scale where several are
  /// compared.
  private var observedResiduals: [Residual] {
    let predictions = evaluation.predictions
    guard let actual = predictions.actual else { return [] }
    let values = predictions.models[main].values
    return predictions.rows.indices.compactMap { row in
      let scale = isScaled ? evaluation.scales[predictions.rows[row].series] ?? 0 : 1
      let residual = (actual[row] - values[row]) / scale
      return residual.isFinite ? (row, residual) : nil
    }
  }

  private func meansByFold(_ residuals: [Residual]) -> [Double] {
    var sums = Array(repeating: (sum: 0.0, count: 0), count: evaluation.folds.count)
    for (row, residual) in residuals {
      sums[evaluation.folds.ofRow[row]].sum += residual
      sums[evaluation.folds.ofRow[row]].count += 1
    }
    return sums.map { $0.count > 0 ? $0.sum / Double($0.count) : .nan }
  }

  /// The mean absolute error by the part of the calendar cycle that the rows tell apart; `nil` for times
  /// without a calendar, or rows that all fall on one part.
  private func errorsByCycle(_ residuals: [Residual]) -> Report.Block? {
    let predictions = evaluation.predictions
    guard !predictions.timeKind.isCounted else { return nil }
    let times = predictions.rows.map(civil)
    guard let cycle = CalendarCycle.told(by: times) else { return nil }
    var sums = cycle.names.map { _ in (sum: 0.0, count: 0) }
    for (row, residual) in residuals {
      let part = cycle.part(of: times[row])
      sums[part].sum += abs(residual)
      sums[part].count += 1
    }
    let bars = sums.enumerated().map { part, sum in
      Mark.Bars.Bar(
        from: Double(part) - 0.4, to: Double(part) + 0.4,
        sum.count > 0 ? sum.sum / Double(sum.count) : .nan)
    }
    return .chart(
      Chart(
        title: "Mean absolute error of \(name(main)) by \(cycle.title)",
        alternative: "The mean absolute error of \(name(main)) over the rows of each \(cycle.title).",
        x: Axis("", scale: .categories(cycle.names)), y: Axis("", including: [0]),
        marks: [.bars(.init(ink: .series(1), bars: bars))]),
      reading:
        "All leads are counted together. Bars of unlike heights say when forecasts are least to be relied on."
    )
  }
}

/// The parts of a day, a week or a year.
enum CalendarCycle {
  case hours, weekdays, months

  /// The cycle of which rows at such times have different parts; `nil` where they have at most two.
  ///
  /// It is the day where rows are less than a day apart, the week where they are less than a week apart, and
  /// else the year.
  static func told(by times: [Instant]) -> Self? {
    let distinct = Set(times).sorted()
    let distances = zip(distinct, distinct.dropFirst()).map { $1.seconds - $0.seconds }.sorted()
    guard !distances.isEmpty else { return nil }
    let usual = distances[distances.count / 2]
    let cycle: Self = usual < Instant.day ? .hours : usual < 7 * Instant.day ? .weekdays : .months
    return Set(times.lazy.map(cycle.part)).count > 2 ? cycle : nil
  }

  /// What a part is called.
  var title: String {
    switch self {
    case .hours: "hour of the day"
    case .weekdays: "day of the week"
    case .months: "month"
    }
  }

  /// The parts.
  var names: [String] {
    switch self {
    case .hours: (0..<24).map { "\($0)" }
    case .weekdays: CalendarNames.weekdays
    case .months: CalendarNames.months
    }
  }

  /// The part that a time on the clock falls on.
  func part(of time: Instant) -> Int {
    switch self {
    case .hours: Int(time.secondsOfDay) / 3_600
    case .weekdays: CivilDate.weekday(ofDay: time.daysSinceEpoch)
    case .months: CivilDate(daysSinceEpoch: time.daysSinceEpoch).month - 1
    }
  }
}
