import Backtesting
import Files
import TimeSeries

extension FoldOptions {
  /// The file with times of cutoffs, if there is one.
  var files: [String] {
    guard let cutoffsAt, (try? timeOfDayOrClose()) == .some(nil) else { return [] }
    return [cutoffsAt]
  }

  /// Decides the folds of `backtest` on `panel`, and says how many there are if that was left open.
  ///
  /// - Throws: `Failure` where no cutoff lies where it was asked for.
  func decide(_ backtest: inout Backtest, reading: ReadOptions, on panel: Panel) throws(Failure) {
    guard let cutoffsAt else {
      guard case .all? = folds else { return }
      backtest.folds = backtest.foldsInLaterHalf(of: panel)
      Console.note("all folds that the later half of the rows has room for: \(backtest.folds)")
      return
    }
    let rule = try self.rule(cutoffsAt, reading, panel)
    backtest.cutoffs = rule
    let found = backtest.foundCutoffs(on: panel)
    let outside = Self.outside(found.outside, rule, panel)
    guard found.usable > 0 else {
      throw Failure(
        .data,
        "--cutoffs-at \(ShellWord.quoted(cutoffsAt)) finds \(found.found) cutoffs, and none of them has "
          + "\(backtest.horizon + 1 + backtest.gap) rows before and \(backtest.horizon) after"
          + (outside.map { "; \($0)" } ?? ""),
        fix: "a smaller --horizon, other cutoffs, or more rows")
    }
    var isFile = false
    if case .instants = rule { isFile = true }
    switch folds ?? (isFile ? .all : .usual) {
    case .all: backtest.folds = found.usable
    case .some(let count): backtest.folds = min(count, found.usable)
    }
    Console.note(
      "--cutoffs-at \(ShellWord.quoted(cutoffsAt)): \(found.found) cutoffs found, \(found.usable) with enough rows before and a "
        + "horizon after, "
        + (backtest.folds == found.usable ? "all used" : "the last \(backtest.folds) used"))
    if let outside { Console.note(outside) }
  }

  private func rule(_ text: String, _ reading: ReadOptions, _ panel: Panel) throws(Failure) -> CutoffRule {
    guard let rule = try timeOfDayOrClose() else {
      return .instants(try InstantFile.read(text, options: reading, for: panel))
    }
    guard panel.timeKind == .local || panel.timeKind == .utc else {
      let what = panel.timeKind == .step ? "steps" : "elapsed time"
      throw Failure(
        .data, "--cutoffs-at \(text) needs days, and the rows have \(what)",
        fix: "--cutoffs-at with a file of \(panel.timeKind == .step ? "steps" : "elapsed times")")
    }
    return rule
  }

  /// The rule that the option names, or `nil` where it names a file.
  ///
  /// - Throws: `Failure` (arguments) for what is neither.
  func timeOfDayOrClose() throws(Failure) -> CutoffRule? {
    guard let text = cutoffsAt else { return nil }
    if text == "close" { return .close }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { part in
      part.count <= 2 && !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isNumber } ? Int64(part) : nil
    }
    let limits: [Int64] = [24, 60, 60]
    if (2...3).contains(parts.count),
      zip(parts, limits).allSatisfy({ part, limit in part.map { $0 < limit } ?? false })
    {
      return .timeOfDay(seconds: zip(parts, [3_600, 60, 1] as [Int64]).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 })
    }
    guard FileIdentity(path: text) == nil else { return nil }
    throw Failure(
      .arguments, "--cutoffs-at \(ShownText.quoted(text)) is no time of day, no file, and not close",
      fix: "write a time of day as 00:00 or 15:30, from 00:00 to 23:59:59")
  }

  /// Which times of a file lie outside of the rows.
  private static func outside(_ instants: [Instant], _ rule: CutoffRule, _ panel: Panel) -> String? {
    guard let first = instants.first, case .instants(let all) = rule else { return nil }
    let text = TimeText(kind: panel.timeKind, times: instants, unit: panel.elapsedUnit)
    return
      "\(instants.count) of \(all.count) times of cutoffs \(instants.count == 1 ? "lies" : "lie") outside of the rows, the first "
      + text.text(of: first)
  }
}
