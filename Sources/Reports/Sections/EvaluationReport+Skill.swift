import Algorithms
import Backtesting
import Charts
import Models
import TimeSeries

extension EvaluationReport {
  /// How much lower the error of each model is than those of the two simplest, lead by lead.
  var skillByLead: Report.Section? {
    guard evaluation.scores.horizon > 1 else { return nil }
    let seasonal = models.firstIndex { $0.name == SeasonalNaive.name }
    let charts = [reference, seasonal].compactMap(\.self).uniqued().compactMap(skillChart)
    guard !charts.isEmpty else { return nil }
    let metric = evaluation.comparedMetric.title
    return Report.Section(
      heading: "Skill by lead",
      blocks: [
        .paragraph(
          "Skill against a model is 1 - \(metric) / \(metric) of that model. A bar is the interval of 95 % of the test of Diebold and Mariano at "
            + "that lead; where it does not reach 0, the difference is unlikely to be chance at this lead alone. Leads without a bar have too few "
            + "folds for the test."
            + (evaluation.comparedMetric == .mae ? "" : " The table's column of skill is of the MAE."))
      ] + charts)
  }

  /// The skill of the models against one of them.
  private func skillChart(against reference: Int) -> Report.Block? {
    let shown = compared.filter { $0 != reference }
    guard !shown.isEmpty else { return nil }
    let marks = shown.enumerated().flatMap { order, model -> [Mark] in
      let rows = (1...evaluation.scores.horizon).map { lead in
        let shift = (Double(order) - Double(shown.count - 1) / 2) * 0.12
        return skill(of: model, against: reference, lead: lead, at: Double(lead) + shift)
      }
      let ink = Ink.series(order + 1)
      return [
        .intervals(.init(ink: ink, rows: rows.map(\.bar))),
        .line(.init(name(model), ink: ink, points: rows.map(\.point))),
      ]
    }
    let metric = evaluation.comparedMetric.title
    let other = name(reference)
    let chart = Chart(
      title: "Skill against \(other) by lead",
      alternative:
        "For each lead the share by which the \(metric) of each model is lower than that of \(other), with bars of 95 %.",
      x: Axis("lead", scale: .wholeNumbers), y: Axis("", scale: .shares, including: [0]),
      marks: marks + [.rule(.init(.horizontal(0), label: other))])
    return .chart(chart, reading: "Above 0 a model makes smaller errors than \(other).")
  }

  /// The skill of a model at a lead with its bar; not a number where nothing is known.
  private func skill(of model: Int, against reference: Int, lead: Int, at x: Double) -> (
    point: Point, bar: Mark.Band.Row
  ) {
    let losses = evaluation.errors.byLead.indices.contains(lead - 1) ? evaluation.errors.byLead[lead - 1] : []
    guard losses.indices.contains(model), let own = losses[model].lazy.filter({ !$0.isNaN }).mean(),
      let other = losses[reference].lazy.filter({ !$0.isNaN }).mean(), other > 0
    else { return (Point(x, .nan), Mark.Band.Row(x, .nan, .nan)) }
    let skill = 1 - own / other
    let test = try? DieboldMariano(
      losses[model], against: losses[reference], overlap: evaluation.folds.overlap(atLead: lead))
    guard let half = test?.halfWidth(of: (own - other) / other) else {
      return (Point(x, skill), Mark.Band.Row(x, .nan, .nan))
    }
    return (Point(x, skill), Mark.Band.Row(x, skill - half, skill + half))
  }

  /// When each model's losses were below the reference's: the difference of losses summed up fold by fold.
  var skillThroughTime: Report.Section? {
    guard let reference, evaluation.folds.count > 1, !compared.isEmpty else { return nil }
    let losses = evaluation.errors.losses
    let axis = FoldAxis(evaluation)
    let marks = compared.enumerated().map { order, model -> Mark in
      let differences = zip(losses[reference], losses[model]).map { $0 - $1 }
      let count = Double(differences.count { !$0.isNaN })
      var sum = 0.0
      let points = differences.enumerated().compactMap { fold, difference -> Point? in
        guard !difference.isNaN else { return nil }
        sum += difference / count
        return Point(axis.positions[fold], sum)
      }
      return .line(.init(name(model), ink: .series(order + 1), points: points))
    }
    let metric = evaluation.comparedMetric.title
    let other = name(reference)
    let chart = Chart(
      title: "Difference of \(metric) to \(other), summed up through the folds",
      alternative:
        "The sum up to each cutoff of how much lower each model's losses were than those of \(other), as a part of its whole \(metric).",
      x: axis.axis, y: Axis("", including: [0]), marks: marks + [.rule(.init(.horizontal(0), label: other))])
    return Report.Section(
      heading: "When the skill was earned",
      blocks: [
        .chart(
          chart,
          reading:
            "A line rises where a model's errors were smaller than those of \(other), and falls where they were larger. It ends at the "
            + "difference of the two \(metric)s over all folds: a line that rises in one place alone owes its skill to that time."
        )
      ])
  }
}

/// Where the folds of an evaluation stand on an axis: at their cutoffs, where all series share them, else by
/// their numbers.
struct FoldAxis {
  /// The axis.
  let axis: Axis
  /// The position of each fold.
  let positions: [Double]

  init(_ evaluation: Evaluation) {
    let predictions = evaluation.predictions
    var cutoffs: [Instant?] = Array(repeating: nil, count: evaluation.folds.count)
    var isShared = true
    for (row, fold) in zip(predictions.rows, evaluation.folds.ofRow) {
      if let known = cutoffs[fold], known != row.cutoff { isShared = false }
      cutoffs[fold] = row.cutoff
    }
    let times = cutoffs.compactMap(\.self)
    guard isShared, times.count == cutoffs.count else {
      axis = Axis("fold", scale: .wholeNumbers)
      positions = cutoffs.indices.map { Double($0 + 1) }
      return
    }
    axis = predictions.timeAxis
    positions = times.map(predictions.position)
  }
}
