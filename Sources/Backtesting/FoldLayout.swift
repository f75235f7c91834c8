import Files
import TimeSeries

/// Where the cutoffs of folds lie: positions on the clock that series share, or rows of each series on its
/// own.
struct FoldLayout: Sendable {
  /// The places that a rule gives.
  private enum Places: Sendable {
    /// A number of rows apart.
    case even
    /// Positions on the shared clock.
    case shared([Int])
    /// Rows of each series.
    case own([[Int]])
  }

  private let backtest: Backtest
  private let places: Places
  /// The cutoffs that a rule gives, with too few rows before or after too; 0 without a rule.
  let foundCount: Int

  /// Lays the cutoffs of `backtest` over `panel`, whose series share `clock`, or have clocks of their own.
  init(_ backtest: Backtest, of panel: Panel, clock: SharedClock?) {
    self.backtest = backtest
    guard let rule = backtest.cutoffs else {
      (places, foundCount) = (.even, 0)
      return
    }
    if let clock {
      let zone = panel.series.first { $0.zone != nil } ?? panel.series.first
      let found = rule.positions(in: clock.instants) { zone?.civil($0) ?? $0 }
      foundCount = found.count
      places = .shared(found.filter { Self.isUsable($0, backtest, panel, clock) })
    } else {
      let found = panel.series.map { series in
        rule.positions(in: series.times[..<series.count]) { series.civil($0) }
      }
      foundCount = found.map(\.count).max() ?? 0
      places = .own(
        zip(panel.series, found).map { series, rows in
          rows.filter {
            $0 - backtest.gap >= backtest.leastTrainingRows && series.count - $0 >= backtest.horizon
          }
        })
    }
  }

  /// Whether a whole horizon follows a position on the shared clock, and some series has rows enough before
  /// and one after.
  private static func isUsable(
    _ position: Int, _ backtest: Backtest, _ panel: Panel, _ clock: SharedClock
  ) -> Bool {
    guard position <= clock.position(backtest.horizon, before: clock.instants.count) else { return false }
    let training = clock.position(backtest.gap, before: position)
    return panel.series.contains { series in
      clock.rows(of: series, before: training) >= backtest.leastTrainingRows
        && series.count > clock.rows(of: series, before: position)
    }
  }

  /// The folds that a rule has room for.
  var usableCount: Int {
    switch places {
    case .even: 0
    case .shared(let positions): positions.count
    case .own(let rows): rows.map(\.count).max() ?? 0
    }
  }

  /// The position on `clock` of the cutoff of a fold: the number of instants that are known.
  func position(of fold: Int, on clock: SharedClock) -> Int {
    guard case .shared(let positions) = places else {
      return clock.position(rowsAfter(fold), before: clock.instants.count)
    }
    return positions[positions.count - backtest.folds + fold]
  }

  /// The number of rows of the series at `index` that are known at the cutoff of a fold, on its own clock;
  /// none or fewer where it is too short.
  func row(of fold: Int, in series: Series, at index: Int) -> Int {
    guard case .own(let rows) = places else { return series.count - rowsAfter(fold) }
    let place = rows[index].count - backtest.folds + fold
    return place < 0 ? 0 : rows[index][place]
  }

  /// Whether a fold and the next are at least a horizon apart on `clock`, so that no row need be forecast
  /// twice.
  func areApart(_ fold: Int, on clock: SharedClock) -> Bool {
    guard case .shared = places else { return backtest.step >= backtest.horizon }
    let next = position(of: fold + 1, on: clock)
    return clock.position(backtest.horizon, before: next) >= position(of: fold, on: clock)
  }

  /// Rows of the clock from a cutoff to the end.
  private func rowsAfter(_ fold: Int) -> Int {
    backtest.horizon + (backtest.folds - 1 - fold) * backtest.step
  }

  /// Throws when there are fewer rows, or fewer cutoffs by a rule, than the folds need.
  func requireRoom(in rows: Int) throws(Failure) {
    guard case .even = places else {
      guard usableCount < backtest.folds else { return }
      throw Failure(
        .data,
        "\(foundCount) cutoffs are where they were asked for, and \(usableCount) of them have "
          + "\(backtest.leastTrainingRows + backtest.gap) rows before and \(backtest.horizon) after",
        fix: usableCount > 0
          ? "--folds \(usableCount)" : "a smaller --horizon, other --cutoffs-at, or more rows")
    }
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
}
