public import Backtesting
public import Files

extension BacktestResult {
  /// Writes the metrics file, as ``Scores/write(to:spreadsheetSafe:)`` does.
  ///
  /// For a split it has a column `group`, and for each side the metrics over all and by lead, and those over
  /// the worst tenth of its series as `METRIC-worst-decile`.
  public func writeMetrics(to output: OutputFile, spreadsheetSafe: Bool = false) throws(Failure) {
    guard !groups.isEmpty else { return try scores.write(to: output, spreadsheetSafe: spreadsheetSafe) }
    var names: [String: String] = [:]
    for group in groups { for place in group.series { names[scores.series[place]] = group.name } }
    try output.write(Scores.header(isOfGroups: true))
    for score in scores.all {
      try output.write(line(score, group: score.series.flatMap { names[$0] } ?? "", spreadsheetSafe))
    }
    for group in groups {
      for score in group.evaluation.scores.overAll {
        try output.write(line(score, group: group.name, spreadsheetSafe))
      }
      for (place, model) in scores.models.enumerated() {
        for metric in group.rankedMetrics {
          let value = group.worst(metric, model: place).map { CSVField.number($0) } ?? ""
          try output.write("\(CSVField.quoted(model)),\(metric.name)-worst-decile,,,\(value),\(group.name)\n")
        }
      }
    }
  }

  private func line(_ score: Score, group: String, _ spreadsheetSafe: Bool) -> String {
    score.line(spreadsheetSafe: spreadsheetSafe) + ",\(group)\n"
  }
}
