import Forecasting
import TimeSeries

/// A division of windows into blocks of time for cross-validation: a model is fitted to all blocks but one,
/// and its errors are measured over that one, for each block in turn.
///
/// Recordings with clocks of their own are left out as wholes.
///
/// Blocks span all rows, so that a choice does not depend on the last season alone.
/// - Source: Bergmeir and Benítez (2012), doi:10.1016/j.ins.2011.12.028, on cross-validation by blocks.
package struct WindowBlocks: Sendable {
  /// The number of blocks, at least 2.
  package let count: Int
  /// The number of rows in a block; `nil` where recordings are left out.
  private let length: Int?
  /// For each series the index after its last row.
  private let ends: [Int]
  /// For each series the index of its recording among those with training rows.
  private let recordings: [Int]

  /// The largest number of blocks; each costs one solution of the normal equations for every penalty.
  private static let mostCount = 5

  /// Divides the rows of each series into blocks of at least two horizons; `nil` where the longest series has
  /// not enough rows for two.
  ///
  /// Rows are counted back from the end of each series: series that share a clock mostly end at the same
  /// time, and their errors are correlated at one time.
  package init?(_ data: TrainingData, horizon: Int) {
    ends = data.rows.map(\.upperBound)
    // Recordings without training rows are not counted.
    var numbers: [Int: Int] = [:]
    for (recording, rows) in zip(data.panel.recordings, data.rows) where !rows.isEmpty {
      numbers[recording] = numbers[recording] ?? numbers.count
    }
    recordings = data.panel.recordings.map { numbers[$0] ?? 0 }
    if data.panel.hasOwnClocks, numbers.count > 1 {
      (count, length) = (min(Self.mostCount, numbers.count), nil)
      return
    }
    let longest = data.rows.map(\.count).max() ?? 0
    count = min(Self.mostCount, longest / (2 * horizon))
    guard count >= 2 else { return nil }
    length = (longest + count - 1) / count
  }

  /// The range of blocks that the targets of a window lie in.
  ///
  /// Blocks of time are counted back from the last rows, so that block 0 holds these.
  package func blocks(of window: Window, horizon: Int) -> ClosedRange<Int> {
    guard let length else {
      let block = recordings[window.series] % count
      return block...block
    }
    func block(_ row: Int) -> Int { min(count - 1, max(0, ends[window.series] - 1 - row) / length) }
    return block(window.origin + horizon - 1)...block(window.origin)
  }
}
