import Backtesting

extension BacktestSummary {
  /// The summary for a terminal: a table of metrics, one of errors by lead, and a sentence on each network.
  public var text: String {
    heading + "\n\n" + (groups?.map(\.text).joined(separator: "\n") ?? ModelTables(models).text)
      + (importance ?? []).map { "\n" + $0.text }.joined()
  }

  private var heading: String {
    var heading = "\(folds.count) \(folds.count == 1 ? "fold" : "folds") of horizon \(horizon)"
    if let first = folds.first?.cutoff, let last = folds.last?.cutoff {
      let distance = step.map { ", \($0) rows apart" } ?? ""
      heading += folds.count == 1 ? ", cutoff \(first)" : ", cutoffs \(first) to \(last)" + distance
    }
    let fits = folds.count { $0.isTrained }
    return heading + (fits == 1 ? "; fitted once, before the first" : "; fitted \(fits) times")
  }
}
