import Forecasting
import TimeSeries

/// A division of windows into blocks of time, of which each is left out in turn: what is fitted to the others is judged
/// by it. Recordings with clocks of their own are left out as wholes.
///
/// Blocks are spread over all rows, so that a choice is not made by the last season alone.
/// - Source: Bergmeir and Benítez (2012), doi:10.1016/j.ins.2011.12.028, on cross-validation by blocks.
package struct WindowBlocks: Sendable {
  /// The number of blocks, at least 2.
  package let count: Int
  /// Rows of a block; `nil` where recordings are left out.
  private let length: Int?
  /// For each series the row after its last one.
  private let ends: [Int]
  /// For each series the number of its recording.
  private let recordings: [Int]

  /// The most blocks: each costs a solution for every penalty.
  private static let mostCount = 5

  /// Divides the rows of each series; `nil` where not two blocks of two horizons fit into the longest.
  ///
  /// Rows are counted from the end of each series: series that share a clock mostly end together, and share their
  /// surprises.
  package init?(_ data: TrainingData, horizon: Int) {
    ends = data.rows.map(\.upperBound)
    // Those that only come later are not counted.
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

  /// The blocks that the targets of a window lie in, the later ones first.
  package func blocks(of window: Window, horizon: Int) -> ClosedRange<Int> {
    guard let length else {
      let block = recordings[window.series] % count
      return block...block
    }
    func block(_ row: Int) -> Int { min(count - 1, max(0, ends[window.series] - 1 - row) / length) }
    return block(window.origin + horizon - 1)...block(window.origin)
  }
}
