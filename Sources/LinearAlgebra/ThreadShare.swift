import Synchronization

/// The part of some threads that each of several pieces of work may use: more as the others end.
///
/// No result depends on how many threads a pool uses, so that number may change between any two of its runs.
public final class ThreadShare: Sendable {
  /// The threads of a piece that is left alone.
  public let most: Int
  private let workers: Int
  private let unfinished: Atomic<Int>
  private let outer: ThreadShare?

  /// Shares `threads` between `pieces` of work, of which `workers` run at a time.
  ///
  /// - Parameters:
  ///   - threads: All threads.
  ///   - pieces: The number of pieces.
  ///   - workers: The number of pieces that run at a time.
  ///   - outer: The share of the work that all of them are pieces of.
  public init(threads: Int, pieces: Int, workers: Int, within outer: ThreadShare? = nil) {
    most = threads
    self.workers = workers
    unfinished = Atomic(pieces)
    self.outer = outer
  }

  /// The threads that each piece may use now, at least 1.
  public var now: Int {
    let running = min(workers, unfinished.load(ordering: .relaxed))
    return max(1, min(most, outer?.now ?? most) / max(1, running))
  }

  /// Leaves the threads of a piece that has ended to the others.
  public func finishPiece() { unfinished.subtract(1, ordering: .relaxed) }
}
