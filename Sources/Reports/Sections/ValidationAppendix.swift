import Backtesting
import Charts
import Files
import Forecasting
import TimeSeries

/// The headings that validators of models ask for, with what the program knows, and room for what a person
/// must write.
///
/// Sources: Board of Governors of the Federal Reserve System (2011), SR 11-7, for finance; Collins and others
/// (2024), TRIPOD+AI, doi:10.1136/bmj-2023-078378, for health.
struct ValidationAppendix {
  private let result: BacktestResult
  private let report: EvaluationReport
  private let panel: Panel
  /// The models that had been fitted before.
  private let fitted: [String]

  init(_ result: BacktestResult, _ report: EvaluationReport, on panel: Panel, fitted: [String]) {
    (self.result, self.report, self.panel, self.fitted) = (result, report, panel, fitted)
  }

  /// The appendix for prices and returns, and for what has no topic.
  var forFinance: Report.Section {
    section(
      "Validation appendix: headings of SR 11-7",
      [
        Question("Purpose and intended use"),
        Question("Owner, users and approval"),
        Question("Data: source, quality and relevance", data),
        Question("Model design, theory and assumptions", models),
        Question("Limitations known to the developer", limits),
        Question("Developmental evidence: training and selection", training),
        Question("Outcomes analysis: back-testing", outcomes),
        Question("Benchmarking against other models", benchmarks),
        Question("Uncertainty and conservatism", uncertainty),
        Question("Sensitivity analysis and stress"),
        Question("Ongoing monitoring and thresholds"),
        Question("Governance, change control and overrides"),
      ])
  }

  /// The appendix for vital signs.
  var forHealth: Report.Section {
    section(
      "Validation appendix: headings of TRIPOD+AI",
      [
        Question("Background, objectives and intended use"),
        Question("Health inequalities between groups"),
        Question("Data: source and dates", data),
        Question("Participants: setting, eligibility and treatments"),
        Question(
          "Data preparation", "Nothing was done to the values but what the options of the command say."),
        Question("Outcome: definition and how it was assessed", events),
        Question("Predictors", predictors),
        Question("Sample size", "No sample size was computed beforehand. \(data)"),
        Question("Missing data", missing),
        Question("Analytical methods: models and training", models + " " + training),
        Question("Fairness: performance in groups", groups),
        Question("Model output", output),
        Question("Training against evaluation data", training),
        Question("Ethical approval"),
        Question("Open science: funding, conflicts, protocol, registration, data and code sharing"),
        Question("Patient and public involvement"),
        Question("Results: participants", data),
        Question("Results: model performance", outcomes),
        Question("Results: calibration", uncertainty),
        Question("Model updating"),
        Question("Interpretation"),
        Question("Limitations", limits),
        Question("Usability in care: missing inputs, expertise, next steps"),
      ])
  }

  private func section(_ heading: String, _ questions: [Question]) -> Report.Section {
    Report.Section(
      heading: heading,
      blocks: [
        .paragraph(
          "What the program knows stands under its heading; the rest is left to a person. It is no proof that the document's demands are met."
        ),
        .questions(questions),
      ])
  }

  // MARK: - Answers

  private var data: String {
    let rows = panel.series.reduce(0) { $0 + $1.count }
    let ends = [
      panel.series.compactMap(\.times.first).min(),
      panel.series.compactMap { $0.times.prefix($0.count).last }.max(),
    ]
    .compactMap(\.self)
    let text = TimeText(kind: panel.timeKind, times: ends, unit: panel.elapsedUnit)
    let range = ends.count == 2 ? ", from \(text.text(of: ends[0])) to \(text.text(of: ends[1]))" : ""
    return
      "\(panel.series.count) series with \(ShownText.counted(rows, "row"))\(range). Files and their fingerprints are listed at the end of the "
      + "report; where they come from and whether they suit the purpose is for a person to say."
  }

  private var missing: String {
    let rows = panel.series.reduce(0) { $0 + $1.count }
    let count = panel.series.reduce(0) { $0 + $1.target.count(where: \.isNaN) }
    let share = NumberText(decimals: 1).text(rows > 0 ? 100 * Double(count) / Double(rows) : nil)
    return "\(count) of \(ShownText.counted(rows, "value")) are missing (\(share) %). They are not scored."
  }

  private var predictors: String {
    let covariates = panel.covariates.past + panel.covariates.future + panel.covariates.statics
    return "The target's own past"
      + (covariates.isEmpty ? "; no covariates." : ", and the covariates \(covariates.listed).")
  }

  private var events: String? {
    let events = report.evaluation.predictions.events.map(\.event.text)
    return events.isEmpty ? nil : "Events as the command defines them: \(events.listed)."
  }

  private var models: String {
    "The models are \(result.asked.listed), beside simple baselines. \(predictors)"
  }

  private var training: String {
    let new = result.asked.filter { !fitted.contains($0) }
    let fits = result.folds.count(where: \.isTrained)
    let before =
      fitted.isEmpty
      ? ""
      : "\(fitted.listed) had been fitted before; nothing here says on which rows, and its errors may be too small."
    guard !new.isEmpty else { return before }
    return
      "\(new.listed) learnt \(fits == 1 ? "once" : "\(fits) times"), each time from rows before the cutoff alone; validation rows, scalers, "
      + "and what intervals are calibrated on come from those rows too. The table of folds says when. \(before)"
  }

  private var outcomes: String {
    "\(ShownText.counted(result.folds.count, "fold")) of \(ShownText.counted(result.backtest.horizon, "row")) ahead. "
      + report.findings.joined(separator: " ")
  }

  private var benchmarks: String {
    let others = report.models.map(\.name).filter { !result.asked.contains($0) }
    return others.isEmpty
      ? "No model stands beside those asked for." : "Every figure stands beside \(others.listed)."
  }

  private var uncertainty: String? {
    let held = report.asked.flatMap { model in
      report.models[model].intervals.map { interval in
        "\(SpreadColumn.text(interval.level)) % intervals of \(report.name(model)) held "
          + "\(interval.coverage.map { NumberText.share($0) } ?? "an unknown share")"
      }
    }
    return held.isEmpty ? nil : held.joined(separator: "; ") + "."
  }

  private var output: String {
    let columns = report.evaluation.predictions.columns.map(\.name).filter { name in
      result.asked.contains { name == $0 || name.hasPrefix($0 + "-") }
    }
    return "For each series and lead the columns \(columns.listed)."
  }

  private var groups: String? {
    let metric = report.evaluation.comparedMetric
    let values = result.groups.compactMap { group in
      group.evaluation.scores.value(metric, model: report.main).map {
        "\(group.name) \(metric.text($0, among: [$0]))"
      }
    }
    return values.isEmpty
      ? nil
      : "\(metric.title) of \(report.name(report.main)) by side of the split: \(values.joined(separator: ", "))."
  }

  private var limits: String {
    let notices = result.notices.isEmpty ? "" : " The program noted: " + result.notices.joined(separator: " ")
    return
      "The figures hold for series and times like these; nothing says that they hold later or elsewhere.\(notices)"
  }
}
