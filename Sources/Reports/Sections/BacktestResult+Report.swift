public import Assessment
public import Backtesting
import Files
public import TimeSeries

extension BacktestResult {
  /// Makes a report of the backtest.
  ///
  /// - Parameters:
  ///   - panel: The panel that was forecast.
  ///   - origin: The program, its arguments and the files that the figures were computed from.
  ///   - context: The topic of the report, and the fits behind the forecasts.
  /// - Returns: The report, with all its sections.
  public func report(
    on panel: Panel, from origin: ReportOrigin, in context: ReportContext = ReportContext()
  ) -> Report {
    let summary = summary
    let evaluated = EvaluationReport(evaluation, models: summary.models, asked: asked, history: panel)
    let count = "\(panel.series.count) series"
    let range = summary.folds.first?.cutoff.flatMap { first in
      summary.folds.last?.cutoff.map { first == $0 ? ", at \(first)" : ", from \(first) to \($0)" }
    }
    let asked =
      "\(asked.listed) forecast \(count) at \(ShownText.counted(folds.count, "cutoff"))\(range ?? ""), each for "
      + "\(ShownText.counted(backtest.horizon, "row")) ahead; \(usedRows(panel, context))"
    var sections = evaluated.sections(notices: notices) + sections(for: context.topic, evaluated)
    if let section = ImportanceSection(context.importance).section { sections.append(section) }
    if let section = TrainingSection(context.training).section { sections.append(section) }
    if let section = DecisionSection(context.notes).section { sections.append(section) }
    if let groups = summary.groups { sections.insert(section(of: groups), at: 1) }
    sections.append(foldSection)
    if context.hasAppendix { sections.append(appendix(evaluated, on: panel, context)) }
    return Report(
      title: "Backtest of \(self.asked.listed)", findings: [asked] + evaluated.findings,
      sections: sections + [origin.section])
  }

  /// What following the signs of forecasts of lead 1 came to, a Sharpe ratio of a period and after costs for
  /// each series and each model asked for that has one.
  public func signRatios(
    on panel: Panel, costBps: Double
  ) -> [(series: String, model: String, ratio: SharpeRatio)] {
    let report = EvaluationReport(evaluation, models: summary.models, asked: asked, history: panel)
    return FinanceReport(report, costBps: costBps, step: backtest.step, trials: nil).ratios
  }

  /// Which rows a forecast used, in words.
  private func usedRows(_ panel: Panel, _ context: ReportContext) -> String {
    let ahead = panel.covariates.future.isEmpty ? "" : ", and covariates known ahead"
    guard !context.fitted.isEmpty else {
      return "every forecast used rows up to its cutoff alone\(ahead)."
    }
    return
      "every forecast was made from rows up to its cutoff\(ahead). But \(context.fitted.listed) had been fitted before: where that was on rows "
      + "after a cutoff, its errors are too small."
  }

  private func appendix(
    _ report: EvaluationReport, on panel: Panel, _ context: ReportContext
  ) -> Report.Section {
    let appendix = ValidationAppendix(self, report, on: panel, fitted: context.fitted)
    return context.topic == .health ? appendix.forHealth : appendix.forFinance
  }

  /// The sections that a topic adds.
  private func sections(for topic: ReportTopic?, _ report: EvaluationReport) -> [Report.Section] {
    switch topic {
    case .finance(let costBps, let trials):
      FinanceReport(
        report, costBps: costBps, step: backtest.cutoffs == nil ? backtest.step : nil, trials: trials
      ).sections
    case .health: HealthReport(report).sections
    case nil: []
    }
  }

  /// The sides of a split, with the worst tenth of the series of each.
  private func section(of groups: [GroupSummary]) -> Report.Section {
    let blocks = groups.flatMap { group -> [Report.Block] in
      let metrics = group.worst.first?.values.map(\.metric) ?? []
      let worst = ReportTable(
        of: metrics, models: group.worst.map(\.model),
        values: metrics.indices.map { place in group.worst.map { $0.values[place].value } },
        caption: "The worst \(group.worstCount) of \(group.series.count) \(group.name) series, by each metric"
      )
      let all = ReportTable(
        ofMetrics: group.models, caption: "Metrics of the \(group.series.count) \(group.name) series")
      return [.table(all), .table(worst)]
    }
    return Report.Section(
      heading: "Seen and unseen series",
      blocks: [.paragraph("Nothing was learnt from the series that are called unseen.")] + blocks)
  }

  /// The folds, with what each learnt from and how the models did.
  private var foldSection: Report.Section {
    let scored = scores.models.indices.filter { asked.contains(scores.models[$0]) }
    let metric = evaluation.comparedMetric
    let columns = scored.map { model in
      let losses = evaluation.errors.losses[model].map { $0.isNaN ? nil : $0 }
      return Array(zip(metric.texts(losses), losses))
    }
    let table = ReportTable(
      caption: "Folds, each with the part that its rows have in \(metric.title)",
      header: ["fold", "cutoff", "series", "training rows", "trained"]
        + scored.map { "\(metric.title) of \(scores.models[$0])" },
      rows: folds.map { fold in
        [
          .words("\(fold.fold)"), .words(fold.cutoff ?? "each its own"),
          .count(fold.seriesCount),
          fold.isTrained
            ? .count(fold.trainingRowCount)
            : .number("-", value: nil),
          .words(fold.isTrained ? "yes" : "no"),
        ]
          + columns.map { column in
            let place = fold.fold - 1
            return column.indices.contains(place)
              ? .number(column[place].0, value: column[place].1) : .number("-", value: nil)
          }
      }, isFolded: folds.count > 30)
    var words =
      "Models learnt at the folds that say so, from the rows up to their cutoffs; at the others they forecast as they had learnt before. "
      + "A fold is scored on the rows after its cutoff. The means of its columns are the metrics over all."
    if backtest.gap > 0 {
      words += " The last \(ShownText.counted(backtest.gap, "row")) before each cutoff were not learnt from."
    }
    return Report.Section(heading: "Folds", blocks: [.paragraph(words), .table(table)])
  }
}
