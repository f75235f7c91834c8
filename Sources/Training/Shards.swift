/// How a batch is cut into shards that are computed apart.
///
/// Sizes depend on the batch alone, never on the number of threads, so that every thread count computes the
/// same products in the same shapes and adds the same numbers in the same order.
public struct Shards: Sendable {
  /// Rows of each shard; the last one of a batch may be partly empty.
  let rows: Int
  /// Shards in a full batch.
  let count: Int

  /// Rows of a shard when nothing is learnt (forecasts and validation): the least of these of which two hold
  /// all items, or else the most.
  public static let inferenceRows = [8, 16, 32]

  init(batch: Int) {
    precondition(batch > 0, "a batch has windows")
    let half = (batch + 1) / 2
    rows = min(32, max(8, (half + 7) / 8 * 8))
    count = (batch + rows - 1) / rows
  }
}
