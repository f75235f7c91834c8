import Algorithms
import Assessment
import Backtesting
import Charts
import Forecasting
import TimeSeries

/// What a report says of vital signs: whether forecasts are ahead of the last value, how alarms would have done, and of glucose
/// what the error grids and the profile of a day show.
struct HealthReport {
  private let report: EvaluationReport
  /// The series of glucose; `nil` where there are none.
  private let glucose: GlucoseSeries?

  init(_ report: EvaluationReport) {
    self.report = report
    glucose = report.history.flatMap { GlucoseSeries(in: $0) }
  }

  private var predictions: Predictions { report.evaluation.predictions }

  /// The sections, those without anything to show left out.
  var sections: [Report.Section] { ([timeGain] + alarms + [errorGrid, profile]).compactMap(\.self) }

  // MARK: - Time gain

  private var timeGain: Report.Section? {
    let horizon = report.evaluation.scores.horizon
    let leads = Array(Set([1, (horizon + 1) / 2, horizon])).sorted()
    let rows = (report.asked + (report.reference.map { [$0] } ?? [])).compactMap {
      model -> [ReportTable.Cell]? in
      let gains = leads.map { lead in try? TimeGain(pooling: tracks(of: model, lead: lead), lead: lead) }
      guard gains.contains(where: { $0 != nil }) else { return nil }
      return [.name(report.name(model))]
        + gains.map { gain in .number(gain.map { "\($0.gain)" } ?? "-", value: gain.map { Double($0.gain) }) }
    }
    guard !rows.isEmpty else { return nil }
    return Report.Section(
      heading: "Time gained",
      blocks: [
        .paragraph(
          "The lag at which forecasts follow the observed values is where their correlation is largest. A forecast that only repeats the "
            + "last value lags by its whole lead and gains nothing; one that is on time gains its lead."),
        .table(
          ReportTable(
            caption: "Rows gained, by lead", header: ["model"] + leads.map { "lead \($0)" }, rows: rows)),
      ])
  }

  /// All rows that were observed of each series, with what was forecast for some of them at one lead; `.nan` for the others.
  private func tracks(of model: Int, lead: Int) -> [TimeGain.Track] {
    let values = predictions.models[model].values
    return zip(predictions.series, predictions.rowsOfSeries).compactMap { id, rows in
      guard let series = report.history?.series.first(where: { $0.id == id }) else { return nil }
      var forecast = Array(repeating: Double.nan, count: series.count)
      for row in rows where predictions.rows[row].lead == lead {
        let time = predictions.rows[row].time
        let place = series.times.prefix(series.count).partitioningIndex { $0 >= time }
        if place < series.count, series.times[place] == time { forecast[place] = values[row] }
      }
      return TimeGain.Track(actual: series.target, forecast: forecast)
    }
  }

  // MARK: - Alarms

  /// A section for each event.
  private var alarms: [Report.Section?] {
    predictions.events.map { event in
      let found = report.asked.compactMap {
        model -> (model: Int, diaries: [(series: Int, diary: AlarmDiary)])? in
        let diaries = diaries(of: event, model: model)
        return diaries.isEmpty ? nil : (model, diaries)
      }
      guard let first = found.first else { return nil }
      let rule = EpisodeRule()
      return Report.Section(
        heading: "Alarms of \(event.event.text)",
        blocks: [
          .paragraph(
            "An alarm is raised where the probability of \(event.event.text) is at least \(NumberText(decimals: 2).text(rule.threshold)) at any lead. "
              + "Rows of the event less than \(NumberText(decimals: 0).text(rule.joining / 60)) minutes apart are one episode; an episode is warned of when an alarm comes "
              + "before it, at most \(NumberText(decimals: 0).text(rule.warning / 60)) minutes ahead."),
          .table(alarmTable(found)),
        ] + diaryTable(first.diaries, model: first.model))
    }
  }

  private func diaries(of event: EventRows, model: Int) -> [(series: Int, diary: AlarmDiary)] {
    guard let place = predictions.asked.columns.firstIndex(of: .probability(event.event)),
      predictions.models[model].has(place)
    else { return [] }
    let probabilities = predictions.models[model].spread[place]
    return predictions.series.indices.compactMap { series in
      let rows = predictions.rowsOfSeries[series].filter { !probabilities[$0].isNaN }
      guard !rows.isEmpty else { return nil }
      // A row is forecast from several cutoffs, and happened once.
      var outcomes: [Instant: Bool?] = [:]
      for row in rows {
        outcomes[predictions.rows[row].time] =
          event.outcomes[row].isNaN ? .some(nil) : event.outcomes[row] == 1
      }
      let times = outcomes.keys.sorted()
      let forecasts = rows.map {
        AlarmDiary.Forecast(
          cutoff: predictions.rows[$0].cutoff, target: predictions.rows[$0].time,
          probability: probabilities[$0])
      }
      return (
        series, AlarmDiary(times: times, happened: times.map { outcomes[$0] ?? nil }, forecasts: forecasts)
      )
    }
  }

  private func alarmTable(
    _ found: [(model: Int, diaries: [(series: Int, diary: AlarmDiary)])]
  ) -> ReportTable {
    let percent = NumberText(decimals: 1)
    func share(_ value: Double?) -> ReportTable.Cell {
      .number(value.map { percent.text($0 * 100) + " %" } ?? "-", value: value)
    }
    return ReportTable(
      caption: "Alarms of all series together",
      header: [
        "model", "episodes", "warned of", "sensitivity", "false alarms", "a day and series", "right alarms",
        "median lead (min)",
      ],
      rows: found.map { model, diaries in
        let sum = AlarmSummary(diaries.map(\.diary))
        return [
          .name(report.name(model)), .number("\(sum.episodes)", value: Double(sum.episodes)),
          .number("\(sum.warned)", value: Double(sum.warned)), share(sum.sensitivity),
          .number("\(sum.falseAlarms)", value: Double(sum.falseAlarms)),
          .number(NumberText(decimals: 2).text(sum.falseAlarmsPerDay), value: sum.falseAlarmsPerDay),
          share(sum.precision),
          .number(
            percent.text(sum.medianLeadTime.map { $0 / 60 }), value: sum.medianLeadTime.map { $0 / 60 }),
        ]
      })
  }

  /// The entries of all diaries, at most 500.
  private func diaryTable(_ diaries: [(series: Int, diary: AlarmDiary)], model: Int) -> [Report.Block] {
    let text = TimeText(kind: predictions.timeKind, unit: predictions.elapsedUnit)
    func time(_ seconds: Double?) -> ReportTable.Cell {
      .words(seconds.map { text.text(of: Instant(seconds: Int64($0))) } ?? "-")
    }
    let entries = diaries.flatMap { series, diary in diary.entries.map { (series: series, entry: $0) } }
    guard !entries.isEmpty else { return [] }
    let table = ReportTable(
      caption: "Diary of the alarms of \(report.name(model))"
        + (entries.count > 500 ? ", the first 500 of \(entries.count)" : ""),
      header: ["series", "outcome", "alarm", "episode from", "to", "lead (min)"],
      rows: entries.prefix(500).map { series, entry in
        let lead = entry.leadTime.map { $0 / 60 }
        return [
          .name(predictions.series[series]), .words(entry.outcome.rawValue), time(entry.alarm),
          time(entry.start),
          time(entry.end), .number(NumberText(decimals: 1).text(lead), value: lead),
        ]
      }, isFolded: entries.count > 30)
    return [.table(table)]
  }

  // MARK: - Glucose

  /// The leads that glucose is shown at: the first, and the last.
  private var glucoseLeads: [Int] { Array(Set([1, report.evaluation.scores.horizon])).sorted() }

  /// The observed and forecast values of all series of glucose at one lead.
  private func pairs(_ model: Int, lead: Int) -> (actual: [Double], forecast: [Double]) {
    guard let glucose, let actual = predictions.actual else { return ([], []) }
    let rows = predictions.rows.indices.filter { isProfiled(predictions.rows[$0], glucose, lead) }
    let values = predictions.models[model].values
    return (rows.map { actual[$0] }, rows.map { values[$0] })
  }

  private var errorGrid: Report.Section? {
    guard let unit = glucose?.unit else { return nil }
    var blocks: [Report.Block] = []
    var rows: [[ReportTable.Cell]] = []
    for model in report.asked + (report.reference.map { [$0] } ?? []) {
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
                .number(NumberText(decimals: 1).text(shares.share($0) * 100) + " %", value: shares.share($0))
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
    return .chart(
      Chart(
        title: "Parkes error grid of \(report.name(report.main)), lead \(lead)",
        alternative:
          "Each forecast of lead \(lead) against the value observed, over the zones A to E of the Parkes error grid.",
        x: Axis("observed, \(unit.rawValue)", range: 0...end),
        y: Axis("forecast, \(unit.rawValue)", range: 0...end),
        marks: zones + [.points(.init(ink: .observed, points: known.prefix(3_000).map { Point($0, $1) }))]),
      reading:
        "Green is zone A, without effect on treatment; red is zone E, of dangerous treatment"
        + (known.count > 3_000 ? ". The first 3,000 of \(known.count) forecasts are drawn." : "."))
  }

  private var profile: Report.Section? {
    guard let glucose, case let unit = glucose.unit, !predictions.timeKind.isCounted,
      let actual = predictions.actual
    else { return nil }
    let lead = report.evaluation.scores.horizon
    let rows = predictions.rows.indices.filter {
      isProfiled(predictions.rows[$0], glucose, lead) && !actual[$0].isNaN
    }
    let values = predictions.models[report.main].values
    let times = rows.map { civil(predictions.rows[$0]) }
    guard let truth = try? GlucoseProfile(times: times, values: rows.map { actual[$0] }, binCount: 48),
      let forecast = try? GlucoseProfile(times: times, values: rows.map { values[$0] }, binCount: 48)
    else { return nil }
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
        .table(ranges(rows.map { actual[$0] }, rows.map { values[$0] }, unit)),
      ])
  }

  private func isProfiled(_ row: Predictions.Row, _ glucose: GlucoseSeries, _ lead: Int) -> Bool {
    row.lead == lead && glucose.ids.contains(predictions.series[row.series])
  }

  private func civil(_ row: Predictions.Row) -> Instant {
    report.history?.series.first { $0.id == predictions.series[row.series] }?.civil(row.time) ?? row.time
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

  private func ranges(_ actual: [Double], _ forecast: [Double], _ unit: GlucoseUnit) -> ReportTable {
    let bounds = GlucoseSummary.bounds(unit).map { SpreadColumn.text($0) }
    let percent = NumberText(decimals: 1)
    return ReportTable(
      caption: "Time in ranges, in \(unit.rawValue)",
      header: [
        "values", "below \(bounds[0])", "to \(bounds[1])", "to \(bounds[2])", "to \(bounds[3])", "above",
        "mean", "CV", "GMI",
      ],
      rows: [("observed", actual), (report.name(report.main), forecast)].compactMap { name, values in
        guard let summary = try? GlucoseSummary(values, unit: unit) else { return nil }
        let shares = [summary.veryLow, summary.low, summary.inRange, summary.high, summary.veryHigh]
        return [.name(name)]
          + shares.map { .number(percent.text($0 * 100) + " %", value: $0) }
          + [
            .number(percent.text(summary.mean), value: summary.mean),
            .number(summary.variation.map { percent.text($0) + " %" } ?? "-", value: summary.variation),
            .number(percent.text(summary.managementIndicator) + " %", value: summary.managementIndicator),
          ]
      })
  }
}
