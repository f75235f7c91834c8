import Files
public import TimeSeries

/// The folds of a backtest over a panel, earliest first; each is worked out when it is asked for.
///
/// The horizon of the last fold ends at the last row, unless a rule says where cutoffs lie (see
/// ``CutoffRule``). On the shared clock cutoffs are instants `step` rows of that clock apart (see
/// `SharedClock`), and gap and train window are counted on it too; on their own clocks each series counts its
/// own rows back from its own end.
public struct Folds: RandomAccessCollection, Sendable {
  /// The backtest.
  public let backtest: Backtest
  let panel: Panel
  /// The clock of all series; `nil` when each series has its own.
  private let clock: SharedClock?
  private let layout: FoldLayout

  /// Lays the folds of `backtest` over `panel`.
  ///
  /// - Throws: `Failure` when the numbers are out of range, the data too short for the first fold, or most
  ///   forecasts left out on a shared clock that nobody asked for.
  public init(_ backtest: Backtest, of panel: Panel) throws(Failure) {
    try backtest.validate()
    self.backtest = backtest
    self.panel = panel
    clock = backtest.clock == .own ? nil : SharedClock(of: panel)
    layout = FoldLayout(backtest, of: panel, clock: clock)
    try layout.requireRoom(in: clock?.rowCount ?? panel.series.map(\.count).max() ?? 0)
    try requireMostForecasts()
    for fold in self where fold.cutoffs.isEmpty {
      throw Failure(
        .data,
        "no series can be forecast at fold \(fold.index + 1) of \(backtest.folds): each needs "
          + "\(backtest.leastTrainingRows) rows before the cutoff, one of them observed, and a row after it",
        fix: onOwnClocks == nil ? "a smaller --folds" : "a smaller --folds, or --clock own")
    }
  }

  /// The position of the earliest fold.
  public var startIndex: Int { 0 }
  /// The number of folds.
  public var endIndex: Int { backtest.folds }

  /// The fold at `position`.
  public subscript(position: Int) -> Fold {
    precondition(indices.contains(position), "there are \(count) folds, not \(position + 1)")
    var cutoffs: [Cutoff] = []
    var targetRows: [Range<Int>] = []
    var (trainingRows, scaleRows): ([Range<Int>], [Range<Int>]) = ([], [])
    var omitted: [Int] = []
    let instant = clock.map { layout.position(of: position, on: $0) }
    let next = clock.flatMap { clock in
      // Where folds are a horizon apart or more, no row is forecast twice.
      position + 1 < count && layout.areApart(position, on: clock)
        ? layout.position(of: position + 1, on: clock) : nil
    }
    for (index, series) in panel.series.enumerated() {
      let (cutoff, training) = boundaries(of: series, index, at: position, instant: instant)
      scaleRows.append(training)
      trainingRows.append(backtest.split?.isUnseen(series) == true ? 0..<0 : training)
      let end = Swift.min(cutoff + backtest.horizon, series.count)
      let limit = next.flatMap { clock?.rows(of: series, before: $0) } ?? end
      let targets = cutoff..<Swift.max(cutoff, Swift.min(end, limit))
      if isForecast(series, targets, training) {
        cutoffs.append(Cutoff(series: index, index: cutoff))
        targetRows.append(targets)
      } else {
        omitted.append(index)
      }
    }
    return Fold(
      index: position, time: instant.flatMap { clock?.instants[$0 - 1] }, cutoffs: cutoffs,
      targetRows: targetRows, trainingRows: trainingRows, scaleRows: scaleRows, omitted: omitted)
  }

  /// The cutoff and the training rows of one series at a fold, whose cutoff is `instant` on the shared clock.
  private func boundaries(
    of series: Series, _ index: Int, at position: Int, instant: Int?
  ) -> (cutoff: Int, training: Range<Int>) {
    guard let clock, let instant else {
      let cutoff = layout.row(of: position, in: series, at: index)
      let upper = Swift.max(0, cutoff - backtest.gap)
      let lower = Swift.max(0, upper - (backtest.trainWindow ?? upper))
      return (Swift.max(0, cutoff), lower..<upper)
    }
    let upper = clock.position(backtest.gap, before: instant)
    let lower = backtest.trainWindow.map { clock.position($0, before: upper) } ?? 0
    let rows = { (position: Int) in clock.rows(of: series, before: position) }
    return (rows(instant), rows(lower)..<rows(upper))
  }

  private func isForecast(_ series: Series, _ targets: Range<Int>, _ training: Range<Int>) -> Bool {
    !targets.isEmpty
      && training.count >= backtest.leastTrainingRows
      && series.target[training].contains { !$0.isNaN }
      // A model that reads covariates known ahead needs them for every lead.
      && (panel.covariates.future.isEmpty || series.times.count - targets.lowerBound >= backtest.horizon)
  }
}

// MARK: - Series left out

extension Folds {
  /// How many forecasts, one a series and fold, are left out.
  var omittedCount: Int { reduce(0) { $0 + $1.omitted.count } }

  /// The folds with a clock for each series; `nil` where they are so already, or where that leaves no fewer
  /// forecasts out.
  var onOwnClocks: Folds? {
    guard clock != nil else { return nil }
    var backtest = backtest
    backtest.clock = .own
    guard let folds = try? Folds(backtest, of: panel), folds.omittedCount < omittedCount else { return nil }
    return folds
  }

  /// Refuses a clock that nobody asked for where it leaves more than half of the forecasts out and clocks of
  /// their own do not: a table of the few others would be taken for one of the panel.
  private func requireMostForecasts() throws(Failure) {
    let all = count * panel.series.count
    guard backtest.clock == nil, 2 * omittedCount > all, let own = onOwnClocks, 2 * own.omittedCount <= all
    else { return }
    throw Failure(
      .data,
      "\(omittedCount) of \(all) forecasts would be left out: at cutoffs that all series share, most series "
        + "have too few rows before or none after",
      fix:
        "--clock own to count folds back from the end of each series, or --clock shared to score only the "
        + "others"
    )
  }
}
