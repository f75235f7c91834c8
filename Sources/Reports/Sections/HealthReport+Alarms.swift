import Algorithms
import Assessment
import Backtesting
import Forecasting
import TimeSeries

extension HealthReport {
  /// What makes rows one episode: of glucose the rule of the consensus, and of others what the distance of
  /// rows suggests.
  private var rule: EpisodeRule {
    let spacing = report.history?.spacing.seconds ?? 1
    let ahead = spacing * Double(report.evaluation.scores.horizon)
    if glucose != nil, spacing <= 900 { return EpisodeRule(warning: max(3_600, ahead)) }
    return EpisodeRule(joining: 2 * spacing, shortest: 0, longestGap: 3 * spacing, warning: ahead)
  }

  /// A section for each event.
  var alarms: [Report.Section?] {
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
    return zip(predictions.series.indices, report.rowsOfSeries).compactMap { series, all in
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

  /// What happened just before the cutoffs, so that an episode begins where it began and not at the first row
  /// forecast; nothing of events of change, which are of the value at a cutoff.
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
    ReportTable(
      caption: "Alarms of all series together",
      header: [
        "model", "episodes", "warned of", "sensitivity", "false alarms", "a day and series", "right alarms",
        "median lead (min)",
      ],
      rows: found.map { model, diaries in
        let sum = AlarmSummary(diaries.map(\.diary))
        return [
          .name(report.name(model)), .count(sum.episodes),
          .count(sum.warned), .share(sum.sensitivity),
          .count(sum.falseAlarms),
          .rounded(sum.falseAlarmsPerDay, decimals: 2),
          .share(sum.precision),
          .rounded(sum.medianLeadTime.map { $0 / 60 }, decimals: 1),
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
        [
          .name(predictions.series[series]), .words(entry.outcome.rawValue), time(entry.alarm),
          time(entry.start),
          time(entry.end), .rounded(entry.leadTime.map { $0 / 60 }, decimals: 1),
        ]
      }, isFolded: entries.count > 30)
    return [.table(table)]
  }
}
