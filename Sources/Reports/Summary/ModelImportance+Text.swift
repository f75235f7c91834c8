import Backtesting
import Files

extension ModelImportance {
  /// How the figures were got, in a sentence.
  var explanation: String {
    "\(ShownText.counted(folds, "fold"))"
      + (series > 1 ? " of \(series) series" : "")
      + ", each input taken from up to \(ShownText.counted(repeats, "other cutoff"))"
  }

  /// The table for a terminal.
  var text: String {
    let table = TextTable(
      header: ["\(metric) of \(model) rises by", "", "95 % interval over folds"],
      columns: [
        inputs.map(\.shownName), inputs.map { NumberText.share($0.rise) },
        inputs.map { $0.interval?.text ?? "-" },
      ])
    return table.text + "(where the input is exchanged; \(explanation))\n"
  }
}

extension InputImportance {
  /// The input's name, with its kind where it is a covariate.
  var shownName: String { kind == "target" ? input : "\(input) (\(kind))" }
}

extension InputImportance.Interval {
  /// From where to where it reaches, as percentages.
  var text: String { "\(NumberText.share(lower)) to \(NumberText.share(upper))" }
}
