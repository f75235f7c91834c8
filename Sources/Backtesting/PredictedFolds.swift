import TimeSeries

/// The folds that rows of predictions belong to, earliest first, whoever made the predictions.
struct PredictedFolds {
  /// The fold of each row.
  let ofRow: [Int]
  /// The number of folds.
  let count: Int
  /// The least number of folds apart at which no two folds forecast a target time in common.
  let overlap: Int

  /// Sorts `rows` into folds.
  ///
  /// - Parameters:
  ///   - rows: What is forecast, ordered by series.
  ///   - ofRow: The fold of each row.
  ///   - count: The number of folds.
  ///   - isShared: Whether a fold's cutoff is one instant for all series, so that targets reach past a cutoff as instants;
  ///     otherwise they do series by series.
  init(of rows: [Predictions.Row], ofRow: [Int], count: Int, isShared: Bool) {
    (self.ofRow, self.count) = (ofRow, count)
    var overlap = 1
    var folds = Array(repeating: Extent?.none, count: count)
    for (position, row) in rows.enumerated() {
      if !isShared, position > 0, rows[position - 1].series != row.series {
        overlap = max(overlap, Self.overlap(of: folds))
        folds = Array(repeating: nil, count: count)
      }
      let last = max(folds[ofRow[position]]?.last ?? row.time, row.time)
      folds[ofRow[position]] = Extent(cutoff: row.cutoff, last: last)
    }
    self.overlap = max(overlap, Self.overlap(of: folds))
  }

  /// From where to where a fold forecasts.
  private struct Extent {
    let cutoff: Instant
    let last: Instant
  }

  /// The overlap of folds of one clock, some of which may have no row.
  private static func overlap(of folds: [Extent?]) -> Int {
    var overlap = 1
    for (index, fold) in folds.enumerated() {
      guard let fold else { continue }
      for later in folds.indices[(index + 1)...] {
        guard let cutoff = folds[later]?.cutoff else { continue }
        guard fold.last > cutoff else { break }
        overlap = max(overlap, later - index + 1)
      }
    }
    return overlap
  }
}
