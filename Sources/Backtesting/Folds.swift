import Files
public import TimeSeries

/// The folds of a backtest over a panel, earliest first; each is worked out when it is asked for.
///
/// The horizon of the last fold ends at the last row. On the shared clock cutoffs are `step` instants apart
/// on the union of all series' target times, and gap and train window are counted on it too; on their own
/// clocks each series counts its own rows back from its own end.
public struct Folds: RandomAccessCollection, Sendable {
  /// The backtest.
  public let backtest: Backtest
  private let panel: Panel
  /// The union of the times of all series' known rows; empty when each series has its own clock.
  private let axis: [Instant]

  /// Lays the folds of `backtest` over `panel`.
  ///
  /// - Throws: `Failure` when the numbers are out of range or the data too short for the first fold.
  public init(_ backtest: Backtest, of panel: Panel) throws(Failure) {
    try backtest.validate()
    self.backtest = backtest
    self.panel = panel
    axis = backtest.clock == .shared ? Self.union(of: panel.series) : []
    let rows = backtest.clock == .shared ? axis.count : panel.series.map(\.count).max() ?? 0
    try Self.check(backtest, fits: rows)
    for fold in self where fold.cutoffs.isEmpty {
      throw Failure(
        .data,
        "no series can be forecast at fold \(fold.index + 1) of \(backtest.folds): each needs "
          + "\(backtest.leastTrainingRows) rows before the cutoff, one of them observed, and a row after it",
        fix: "a smaller --folds")
    }
  }

  /// The position of the earliest fold.
  public var startIndex: Int { 0 }
  /// The number of folds.
  public var endIndex: Int { backtest.folds }

  /// The fold at `position`.
  public subscript(position: Int) -> Fold {
    precondition(indices.contains(position), "there are \(count) folds, not \(position + 1)")
    let rowsAfter = backtest.horizon + (backtest.folds - 1 - position) * backtest.step
    var cutoffs: [Cutoff] = []
    var trainingRows: [Range<Int>] = []
    var omitted: [Int] = []
    for (index, series) in panel.series.enumerated() {
      let boundaries = boundaries(of: series, rowsAfter: rowsAfter)
      trainingRows.append(boundaries.training)
      if isForecast(series, boundaries) {
        cutoffs.append(Cutoff(series: index, index: boundaries.cutoff))
      } else {
        omitted.append(index)
      }
    }
    return Fold(
      index: position, time: axis.isEmpty ? nil : axis[axis.count - rowsAfter - 1], cutoffs: cutoffs,
      trainingRows: trainingRows, omitted: omitted)
  }

  private typealias Boundaries = (cutoff: Int, training: Range<Int>)

  /// The cutoff and the training rows of one series, for a cutoff `rowsAfter` rows before the end of the
  /// clock.
  private func boundaries(of series: Series, rowsAfter: Int) -> Boundaries {
    let end = axis.isEmpty ? series.count : axis.count
    let cutoff = end - rowsAfter
    let upper = Swift.max(0, cutoff - backtest.gap)
    let lower = Swift.max(0, upper - (backtest.trainWindow ?? upper))
    guard !axis.isEmpty else { return (Swift.max(0, cutoff), lower..<upper) }
    let rows = { (position: Int) in series.rows(before: position, on: axis) }
    return (rows(cutoff), rows(lower)..<rows(upper))
  }

  private func isForecast(_ series: Series, _ boundaries: Boundaries) -> Bool {
    boundaries.cutoff < series.count
      && boundaries.training.count >= backtest.leastTrainingRows
      && series.target[boundaries.training].contains { !$0.isNaN }
      // A model that reads covariates known ahead needs them for every lead.
      && (panel.covariates.future.isEmpty || series.times.count - boundaries.cutoff >= backtest.horizon)
  }

  private static func check(_ backtest: Backtest, fits rows: Int) throws(Failure) {
    let least = backtest.leastTrainingRows + backtest.gap
    let needed = backtest.rowsAfterFirstCutoff + least
    guard needed > rows else { return }
    let spare = rows - least - backtest.horizon
    throw Failure(
      .data,
      "\(backtest.folds) folds of horizon \(backtest.horizon), \(backtest.step) rows apart, need \(needed) rows, "
        + "and there are \(rows)",
      fix: spare >= 0 ? "--folds \(spare / backtest.step + 1)" : "a smaller --horizon, or more rows")
  }

  /// The sorted times of all known rows.
  private static func union(of series: [Series]) -> [Instant] {
    guard let first = series.first else { return [] }
    let axis = Array(first.times[..<first.count])
    let others = series.dropFirst().filter { $0.times[..<$0.count] != axis[...] }
    if others.isEmpty { return axis }
    var union: [Instant] = []
    for instant in (axis + others.flatMap { $0.times[..<$0.count] }).sorted() where instant != union.last {
      union.append(instant)
    }
    return union
  }
}

extension Series {
  /// The number of known rows whose times come before position `position` of `axis`, a sorted union of times.
  fileprivate func rows(before position: Int, on axis: [Instant]) -> Int {
    guard position < axis.count else { return count }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < axis[position] { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
