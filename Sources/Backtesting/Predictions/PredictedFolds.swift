import TimeSeries

/// The folds that rows of predictions belong to, earliest first, whoever made the predictions.
package struct PredictedFolds: Sendable {
  /// The fold of each row.
  package let ofRow: [Int]
  /// The number of folds.
  package let count: Int
  /// For each lead the least number of folds apart at which no two folds forecast a target time in common up
  /// to it.
  private let overlaps: [Int]

  /// The least number of folds apart at which no two folds forecast a target time in common.
  package var overlap: Int { overlaps.max() ?? 1 }

  /// Sorts `rows` into folds.
  ///
  /// - Parameters:
  ///   - rows: The rows of the predictions, ordered by series.
  ///   - ofRow: The fold of each row.
  ///   - count: The number of folds.
  ///   - isShared: Whether a fold's cutoff is one instant for all series, so that targets reach past a cutoff
  ///     as instants; otherwise they do series by series.
  init(of rows: [Predictions.Row], ofRow: [Int], count: Int, isShared: Bool) {
    (self.ofRow, self.count) = (ofRow, count)
    let none = Array(repeating: Extent?.none, count: count)
    var overlaps = Array(repeating: 1, count: rows.map(\.lead).max() ?? 1)
    var folds = overlaps.map { _ in none }
    func widen() {
      for lead in folds.indices { overlaps[lead] = max(overlaps[lead], Self.overlap(of: folds[lead])) }
    }
    for (position, row) in rows.enumerated() {
      if !isShared, position > 0, rows[position - 1].series != row.series {
        widen()
        folds = overlaps.map { _ in none }
      }
      let fold = ofRow[position]
      let last = max(folds[row.lead - 1][fold]?.last ?? row.time, row.time)
      folds[row.lead - 1][fold] = Extent(cutoff: row.cutoff, last: last)
    }
    widen()
    self.overlaps = overlaps
  }

  /// The least number of folds apart at which no two forecasts of a lead reach past each other's cutoffs.
  package func overlap(atLead lead: Int) -> Int {
    overlaps.indices.contains(lead - 1) ? overlaps[lead - 1] : 1
  }

  /// From where to where a fold forecasts at one lead.
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
