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

  /// The pairs of forecasts and values that a lag is found from at least.
  private static let leastPairs = 30

  /// The models that are shown: those asked for, and the one that they are tested against.
  private var shown: [Int] {
    report.asked + (report.reference.map { report.asked.contains($0) ? [] : [$0] } ?? [])
  }

  private var timeGain: Report.Section? {
    let horizon = report.evaluation.scores.horizon
    let leads = Array(Set([1, (horizon + 1) / 2, horizon])).sorted()
    let columns = predictions.series.map(column).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let rows = columns.flatMap { column in
      shown.compactMap { model -> [ReportTable.Cell]? in
        let gains = leads.map { lead in gain(of: model, lead: lead, column: column) }
        guard gains.contains(where: { $0 != nil }) else { return nil }
        return [.name(report.name(model)), .name(column)]
          + gains.map { gain in .number(gain.map { "\($0)" } ?? "-", value: gain.map { Double($0) }) }
      }
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
            caption: "Rows gained, by lead", header: ["model", "values"] + leads.map { "lead \($0)" },
            rows: rows)),
      ])
  }

  /// What the values of a series are of: its column, so that patients are taken together.
  private func column(of id: String) -> String {
    report.known[id].map { $0.column.isEmpty ? "all" : $0.column } ?? "all"
  }

  /// The rows that forecasts of one lead are ahead of repeating the last value; `nil` where too few are known, or all fall on a few
  /// hours of the day, whose pattern a correlation would be of.
  private func gain(of model: Int, lead: Int, column: String) -> Int? {
    let values = predictions.models[model].values
    var pairs = 0
    var hours: Set<Int> = []
    let tracks = zip(predictions.series, predictions.rowsOfSeries).compactMap { id, rows -> TimeGain.Track? in
      guard self.column(of: id) == column, let series = report.known[id] else { return nil }
      var forecast = Array(repeating: Double.nan, count: series.count)
      for row in rows where predictions.rows[row].lead == lead {
        let time = predictions.rows[row].time
        let place = series.times.prefix(series.count).partitioningIndex { $0 >= time }
        guard place < series.count, series.times[place] == time, !series.target[place].isNaN else { continue }
        forecast[place] = values[row]
        pairs += 1
        hours.insert(CalendarCycle.hours.part(of: series.civil(time)))
      }
      return TimeGain.Track(actual: series.target, forecast: forecast)
    }
    guard pairs >= Self.leastPairs, predictions.timeKind.isCounted || hours.count >= leastHours else {
      return nil
    }
    return try? TimeGain(pooling: tracks, lead: lead).gain
  }

  /// The hours of the day that values must fall on at least, for figures of a whole day; a recording may be shorter than that.
  private var leastHours: Int {
    var all: Set<Int> = []
    for series in report.known.values {
      for time in series.times.prefix(series.count) {
        all.insert(CalendarCycle.hours.part(of: series.civil(time)))
      }
    }
    return max(1, all.count / 4)
  }

  // MARK: - Alarms

  /// What makes rows one episode: of glucose the rule of the consensus, and of others what the distance of rows suggests.
  private var rule: EpisodeRule {
    let spacing = report.history?.spacing.seconds ?? 1
    let ahead = spacing * Double(report.evaluation.scores.horizon)
    if glucose != nil, spacing <= 900 { return EpisodeRule(warning: max(3_600, ahead)) }
    return EpisodeRule(joining: 2 * spacing, shortest: 0, longestGap: 3 * spacing, warning: ahead)
  }

  /// A section for each event.
  private var alarms: [Report.Section?] {
    let rule = rule
    return predictions.events.map { event in
      let found = report.asked.compactMap {
        model -> (model: Int, diaries: [(series: Int, diary: AlarmDiary)])? in
        let diaries = diaries(of: event, model: model, rule)
        return diaries.isEmpty ? nil : (model, diaries)
      }
      guard let first = found.first else { return nil }
      let shortest =
        rule.shortest > 0 ? " Episodes shorter than \(Self.duration(rule.shortest)) are not counted." : ""
      return Report.Section(
        heading: "Alarms of \(event.event.text)",
        blocks: [
          .paragraph(
            "An alarm is raised where the probability of \(event.event.text) is at least \(NumberText(decimals: 2).text(rule.threshold)) at any lead. "
              + "Rows of the event at most \(Self.duration(rule.joining)) apart are one episode.\(shortest) An episode is warned of when an alarm comes "
              + "before it, at most \(Self.duration(rule.warning)) ahead; alarms during an episode are counted neither as right nor as false."
          ),
          .table(alarmTable(found)),
        ] + diaryTable(first.diaries, model: first.model))
    }
  }

  /// A time in seconds, in words.
  private static func duration(_ seconds: Double) -> String {
    let (value, unit) =
      seconds < 120
      ? (seconds, "seconds") : seconds < 7_200 ? (seconds / 60, "minutes") : (seconds / 3_600, "hours")
    return "\(SpreadColumn.text((value * 10).rounded() / 10)) \(unit)"
  }

  private func diaries(
    of event: EventRows, model: Int, _ rule: EpisodeRule
  ) -> [(series: Int, diary: AlarmDiary)] {
    guard let place = predictions.asked.columns.firstIndex(of: .probability(event.event)),
      predictions.models[model].has(place)
    else { return [] }
    let probabilities = predictions.models[model].spread[place]
    return zip(predictions.series.indices, predictions.rowsOfSeries).compactMap { series, all in
      let rows = all.filter { !probabilities[$0].isNaN }
      guard !rows.isEmpty else { return nil }
      // A row is forecast from several cutoffs, and happened once.
      var outcomes = before(rows, of: series, event.event, rule)
      for row in rows {
        let outcome = event.outcomes[row]
        outcomes[predictions.rows[row].time] = outcome.isNaN ? .some(nil) : outcome == 1
      }
      let times = outcomes.keys.sorted()
      let forecasts = rows.map {
        AlarmDiary.Forecast(
          cutoff: predictions.rows[$0].cutoff, target: predictions.rows[$0].time,
          probability: probabilities[$0])
      }
      return (
        series,
        AlarmDiary(
          times: times, happened: times.map { outcomes[$0] ?? nil }, forecasts: forecasts, rule: rule)
      )
    }
  }

  /// What happened just before the cutoffs, so that an episode begins where it began and not at the first row forecast; nothing of
  /// events of change, which are of the value at a cutoff.
  private func before(
    _ rows: [Int], of series: Int, _ event: Event, _ rule: EpisodeRule
  ) -> [Instant: Bool?] {
    guard !event.isOfChange, let known = report.known[predictions.series[series]] else { return [:] }
    let bound = event.bound(after: .nan)
    let lead = Int64((rule.joining + rule.shortest).rounded(.up))
    var outcomes: [Instant: Bool?] = [:]
    for cutoff in Set(rows.map { predictions.rows[$0].cutoff }) {
      let times = known.times.prefix(known.count)
      var place = times.partitioningIndex { $0 > cutoff } - 1
      while place >= 0, known.times[place].seconds >= cutoff.seconds - lead {
        let value = known.target[place]
        outcomes[known.times[place]] = value.isNaN ? .some(nil) : event.happens(at: value, bound: bound)
        place -= 1
      }
    }
    return outcomes
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
    let entries = diaries.flatMap { series, diary in diary.entries.map { (series: series, entry: $0) } }
    func instant(_ seconds: Double) -> Instant {
      let whole = seconds.rounded(.down)
      return Instant(seconds: Int64(whole), nanoseconds: Int32((seconds - whole) * 1e9))
    }
    let ends = entries.flatMap { [$0.entry.alarm, $0.entry.start, $0.entry.end].compactMap(\.self) }
    let text = TimeText(kind: predictions.timeKind, times: ends.map(instant), unit: predictions.elapsedUnit)
    func time(_ seconds: Double?) -> ReportTable.Cell {
      .words(seconds.map { text.text(of: instant($0)) } ?? "-")
    }
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

  private func civil(_ row: Predictions.Row) -> Instant {
    report.known[predictions.series[row.series]]?.civil(row.time) ?? row.time
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
    let actual = predictions.actual ?? []
    let values = predictions.models[report.main].values
    let observed = zip(predictions.series, predictions.rowsOfSeries).filter { glucose.ids.contains($0.0) }
      .flatMap { _, rows -> [Double] in
        var known: [Instant: Double] = [:]
        for row in rows { known[predictions.rows[row].time] = actual[row] }
        return known.keys.sorted().compactMap { known[$0] }
      }
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
          + shares.map { .number(percent.text($0 * 100) + " %", value: $0) }
          + [
            .number(percent.text(summary.mean), value: summary.mean),
            .number(summary.variation.map { percent.text($0) + " %" } ?? "-", value: summary.variation),
            .number(percent.text(summary.managementIndicator) + " %", value: summary.managementIndicator),
          ]
      })
  }
}
