import Assessment
import Backtesting
import Charts
import Forecasting
import TimeSeries

extension HealthReport {
  /// The leads that glucose is shown at: the first, and the last.
  private var glucoseLeads: [Int] { Array(Set([1, report.evaluation.scores.horizon])).sorted() }

  /// The observed and forecast values of all series of glucose at one lead.
  private func pairs(_ model: Int, lead: Int) -> (actual: [Double], forecast: [Double]) {
    guard let glucose, let actual = predictions.actual else { return ([], []) }
    let rows = predictions.rows.indices.filter { isProfiled(predictions.rows[$0], glucose, lead) }
    let values = predictions.models[model].values
    return (rows.map { actual[$0] }, rows.map { values[$0] })
  }

  /// The shares in the zones of error grids, and one of them in a chart.
  var errorGrid: Report.Section? {
    guard let unit = glucose?.unit else { return nil }
    var blocks: [Report.Block] = []
    var rows: [[ReportTable.Cell]] = []
    for model in shown {
      for lead in glucoseLeads {
        let (actual, forecast) = pairs(model, lead: lead)
        for grid in [ErrorGrid.clarke, .parkesType1] {
          guard let shares = try? ErrorGridShares(grid, actual: actual, forecast: forecast, unit: unit)
          else { continue }
          rows.append(
            [
              .name(report.name(model)), .words("\(lead)"),
              .words(grid == .clarke ? "Clarke" : "Parkes, type 1"),
            ]
              + ErrorZone.allCases.map {
                .share(shares.share($0))
              })
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    blocks.append(
      .table(
        ReportTable(
          caption: "Shares of the forecasts in the zones of error grids, in \(unit.rawValue)",
          header: ["model", "lead", "grid", "A", "B", "C", "D", "E"], rows: rows)))
    blocks.append(gridChart(.parkesType1, unit, lead: report.evaluation.scores.horizon))
    return Report.Section(heading: "Clinical error grids", blocks: blocks)
  }

  private func gridChart(_ grid: ErrorGrid, _ unit: GlucoseUnit, lead: Int) -> Report.Block {
    let (actual, forecast) = pairs(report.main, lead: lead)
    let known = zip(actual, forecast).filter { !$0.isNaN && !$1.isNaN }
    let most = (known.flatMap { [$0, $1] }.max() ?? 0) * unit.milligramsPerUnit
    let limit = max(400, most)
    let zones = grid.polygons(unit, limit: limit).map { polygon -> Mark in
      let grade = Mark.Zone.Grade(rawValue: polygon.zone.rawValue.lowercased()) ?? .e
      return .zone(
        .init(grade: grade, corners: polygon.corners.map { Point($0.actual, $0.forecast) }))
    }
    let end = limit / unit.milligramsPerUnit
    var chart = Chart(
      title: "Parkes error grid of \(report.name(report.main)), lead \(lead)",
      alternative:
        "Each forecast of lead \(lead) against the value observed, over the zones A to E of the Parkes error grid.",
      x: Axis("observed, \(unit.rawValue)", range: 0...end),
      y: Axis("forecast, \(unit.rawValue)", range: 0...end),
      marks: zones + [.points(.init(ink: .observed, points: known.prefix(3_000).map { Point($0, $1) }))])
    chart.hasEqualUnits = true
    return .chart(
      chart,
      reading:
        "Green is zone A, without effect on treatment; red is zone E, of dangerous treatment"
        + (known.count > 3_000 ? ". The first 3,000 of \(known.count) forecasts are drawn." : "."))
  }

  /// A day of glucose, observed and forecast, and the time in ranges.
  var profile: Report.Section? {
    guard let glucose, case let unit = glucose.unit, !predictions.timeKind.isCounted,
      let actual = predictions.actual
    else { return nil }
    let lead = report.evaluation.scores.horizon
    let rows = predictions.rows.indices.filter {
      isProfiled(predictions.rows[$0], glucose, lead) && !actual[$0].isNaN
    }
    let values = predictions.models[report.main].values
    let times = rows.map { report.civil(predictions.rows[$0]) }
    guard let truth = try? GlucoseProfile(times: times, values: rows.map { actual[$0] }, binCount: 48),
      let forecast = try? GlucoseProfile(times: times, values: rows.map { values[$0] }, binCount: 48)
    else { return nil }
    // A profile is of a whole day: where cutoffs lie at one time of day there is none.
    let isWholeDay = truth.bins.count(where: { $0.percentiles != nil }) * 2 >= truth.bins.count
    let numbers = ranges(of: glucose, lead: lead)
    guard isWholeDay else {
      return Report.Section(heading: "Time in ranges", blocks: [.table(numbers)])
    }
    let name = report.name(report.main)
    let chart = Chart(
      title: "A day of glucose, observed and forecast \(lead) rows ahead",
      alternative:
        "By time of day the median, the middle half and the middle four fifths of observed glucose and of forecasts of \(name).",
      x: Axis("", scale: .timeOfDay, range: 0...86_400), y: Axis(unit.rawValue),
      marks: Self.marks(truth, "observed", .observed) + Self.marks(forecast, name, .series(1))
        + GlucoseSummary.bounds(unit)[1...2].map { .rule(.init(.horizontal($0))) })
    return Report.Section(
      heading: "Ambulatory glucose profile",
      blocks: [
        .chart(
          chart,
          reading:
            "Lines are medians; the darker bands hold the middle half of the values at that time of day, the lighter ones from 10 to "
            + "90 %. Parts of an hour with fewer than five values are left out; nothing is smoothed."),
        .table(numbers),
      ])
  }

  private func isProfiled(_ row: Predictions.Row, _ glucose: GlucoseSeries, _ lead: Int) -> Bool {
    row.lead == lead && glucose.ids.contains(predictions.series[row.series])
  }

  /// The bands and the median of a profile.
  private static func marks(_ profile: GlucoseProfile, _ name: String, _ ink: Ink) -> [Mark] {
    let width = 86_400 / Double(max(1, profile.bins.count))
    func rows(_ lower: Int, _ upper: Int) -> [Mark.Band.Row] {
      profile.bins.map { bin in
        .init(
          Double(bin.start) + width / 2, bin.percentiles?[lower] ?? .nan, bin.percentiles?[upper] ?? .nan)
      }
    }
    // The shares are 5, 10, 25, 50, 75, 90 and 95 %.
    return [
      .band(.init(ink: ink, rows: rows(1, 5))), .band(.init(ink: ink, rows: rows(2, 4))),
      .line(.init(name, ink: ink, points: rows(3, 3).map { Point($0.x, $0.lower) })),
    ]
  }

  /// The time in ranges of all values that were scored, each once, and of the forecasts of one lead.
  private func ranges(of glucose: GlucoseSeries, lead: Int) -> ReportTable {
    let unit = glucose.unit
    let values = predictions.models[report.main].values
    let observed = (predictions.observed?.series ?? []).filter { glucose.ids.contains($0.id) }
      .flatMap(\.target)
    let forecast = predictions.rows.indices.filter { isProfiled(predictions.rows[$0], glucose, lead) }.map {
      values[$0]
    }
    let bounds = GlucoseSummary.bounds(unit).map { SpreadColumn.text($0) }
    let percent = NumberText(decimals: 1)
    return ReportTable(
      caption:
        "Time in ranges of the rows that were scored, in \(unit.rawValue); forecasts are those of lead \(lead)",
      header: [
        "values", "below \(bounds[0])", "to \(bounds[1])", "to \(bounds[2])", "to \(bounds[3])", "above",
        "mean",
        "CV", "GMI",
      ],
      rows: [("observed", observed), (report.name(report.main), forecast)].compactMap { name, values in
        guard let summary = try? GlucoseSummary(values, unit: unit) else { return nil }
        let shares = [summary.veryLow, summary.low, summary.inRange, summary.high, summary.veryHigh]
        return [.name(name)]
          + shares.map { .share($0) }
          + [
            .rounded(summary.mean, decimals: 1),
            .number(summary.variation.map { percent.text($0) + " %" } ?? "-", value: summary.variation),
            .number(percent.text(summary.managementIndicator) + " %", value: summary.managementIndicator),
          ]
      })
  }
}
