import Assessment
import Backtesting
import TimeSeries

/// What a report says of prices or returns: what following the signs of forecasts would have brought, and
/// whether lower quantiles held as values at risk.
///
/// Everything is of lead 1 of each cutoff, so that no two periods share a row.
struct FinanceReport {
  /// What the values of a series are.
  enum Kind {
    /// Prices, all above 0.
    case prices
    /// Returns, around 0.
    case returns
  }

  /// The rows that a table has at most.
  static let mostRows = 100

  let report: EvaluationReport
  let rules: SignStrategy.Rules
  /// The number of periods a year; `nil` where the spacing does not tell.
  let periodsPerYear: Double?
  /// The configurations that were tried, where somebody keeps count.
  let trials: SharpeTrials?
  /// The rows of lead 1 of each series.
  let periods: [[Int]]
  /// What the values of each series are; `nil` of what is neither.
  let kinds: [Kind?]

  /// Prepares the sections.
  ///
  /// - Parameters:
  ///   - report: The report of all models.
  ///   - costBps: The cost of each unit traded, in ten-thousandths.
  ///   - step: The number of rows from one cutoff to the next; `nil` where cutoffs follow another rule.
  ///   - trials: The configurations that were tried on the same input; `nil` without a ledger.
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
    let predictions = report.evaluation.predictions
    periods = report.rowsOfSeries.map { rows in rows.filter { predictions.rows[$0].lead == 1 } }
    kinds = predictions.series.map { Kind(of: report.known[$0]?.target ?? []) }
  }

  /// The sections, those without anything to show left out.
  var sections: [Report.Section] { [prices, strategies, risk].compactMap(\.self) }

  var predictions: Predictions { report.evaluation.predictions }
}

extension FinanceReport.Kind {
  /// What values are by all of their rows: prices where all are above 0, returns where their mean is less
  /// than their deviation from 0; `nil` for what is neither, of which no strategy is made.
  fileprivate init?(of values: [Double]) {
    let known = values.filter(\.isFinite)
    guard let least = known.min() else { return nil }
    if least > 0 {
      self = .prices
      return
    }
    let mean = known.reduce(0, +) / Double(known.count)
    let square = known.reduce(0) { $0 + $1 * $1 } / Double(known.count)
    guard least < 0, mean * mean < square / 4 else { return nil }
    self = .returns
  }
}
