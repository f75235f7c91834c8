import Algorithms
import Forecasting
import TimeSeries

/// The cutoffs of compared forecasts: instants that series share, or those of each series.
struct ComparisonCutoffs {
  /// Whether the series share them.
  let areShared: Bool
  /// The number of cutoffs, of the series with the most where each has its own.
  let count: Int
  /// What a user should be told.
  let notices: [String]
  /// The cutoffs of each series, in order; of shared ones all under one key.
  private let ofSeries: [Int: [Instant]]

  /// Finds the cutoffs of `rows`.
  ///
  /// - Parameters:
  ///   - rows: The rows that are compared.
  ///   - clock: The clock asked for; without one, each series has cutoffs of its own where most forecasts
  ///     have an instant of their own.
  init(_ rows: [JoinedRows.Row], clock: Backtest.Clock?) {
    var own: [Int: [Instant]] = [:]
    var counts: [Instant: Int] = [:]
    for row in rows where own[row.series]?.last != row.cutoff {
      own[row.series, default: []].append(row.cutoff)
      counts[row.cutoff, default: 0] += 1
    }
    let pairs = counts.values.reduce(0, +)
    let alone = counts.values.count { $0 == 1 }
    areShared = clock.map { $0 == .shared } ?? (own.count < 2 || 2 * alone <= pairs)
    if areShared {
      ofSeries = [0: counts.keys.sorted()]
      notices = []
    } else {
      ofSeries = own
      notices =
        clock == nil
        ? [
          "most cutoffs are those of one series alone: folds are counted back from the last of each (--clock shared does not)"
        ]
        : []
    }
    count = ofSeries.values.map(\.count).max() ?? 0
  }

  /// The folds of rows of predictions.
  func folds(of rows: [Predictions.Row]) -> PredictedFolds {
    let ofRow = rows.map { row in
      let cutoffs = ofSeries[areShared ? 0 : row.series] ?? []
      // The last cutoffs of all series are one fold.
      return count - cutoffs.count + cutoffs.partitioningIndex { $0 >= row.cutoff }
    }
    return PredictedFolds(of: rows, ofRow: ofRow, count: count, isShared: areShared)
  }

  /// The rows of each series before the first cutoff of all, or of its own where it has its own.
  func training(_ rows: [JoinedRows.Row], on panel: Panel) -> [Range<Int>] {
    guard areShared, let first = ofSeries[0]?.first else { return ownTraining(rows, on: panel) }
    return panel.series.map { series in
      0..<series.times[..<series.count].partitioningIndex { $0 > first }
    }
  }

  /// The rows of each series before its first cutoff; none of series without.
  func ownTraining(_ rows: [JoinedRows.Row], on panel: Panel) -> [Range<Int>] {
    var training = Array(repeating: 0..<0, count: panel.series.count)
    for row in rows.reversed() { training[row.series] = 0..<row.known }
    return training
  }
}
