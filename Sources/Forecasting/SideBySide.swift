import LinearAlgebra
import Synchronization

/// Runs pieces of work that do not depend on each other, such as fits, side by side on the threads there are.
///
/// A small network has few shards, and its threads wait for each other at every step; two fits with a thread each
/// do not. No result depends on it: not the values, nor the order of the log, nor which error is thrown.
package enum SideBySide {
  /// Runs pieces 0..<`count` of `body` and returns their results in order.
  ///
  /// Each piece gets its share of the session's threads. A log is passed on when all have ended, piece by piece.
  ///
  /// - Throws: the error of the first piece, in order, that has one; no later piece is started after it.
  package static func run<Result: Sendable>(
    _ count: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    guard count > 1 else { return try (0..<count).map { try body($0, session) } }
    let workers = min(session.threads, count)
    var shared = session
    shared.threads = max(1, session.threads / workers)
    let work = Pieces(count: count, session: shared, body)
    WorkerPool(threads: workers).run(count, of: work)
    return try work.results(loggingTo: session.log)
  }
}

/// The pieces of work and what came of them.
private final class Pieces<Result: Sendable>: ParallelWork {
  private struct Piece {
    var result: Swift.Result<Result, any Error>?
    var log: [EpochRecord] = []
  }

  private let session: Session
  private let progress: JointProgress?
  private let body: @Sendable (Int, Session) throws -> Result
  private let pieces: Mutex<[Piece]>

  init(count: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result) {
    self.session = session
    self.body = body
    progress = session.progress.map { JointProgress(count: count, report: $0) }
    pieces = Mutex(Array(repeating: Piece(), count: count))
  }

  // Pieces are started in order, so all before one that fails have been, and end.
  func run(item: Int, worker: Int) {
    let isStopped = pieces.withLock { pieces in
      pieces[..<item].contains { if case .failure = $0.result { true } else { false } }
    }
    guard !isStopped else { return }
    var own = session
    if session.log != nil {
      own.log = { record in self.pieces.withLock { $0[item].log.append(record) } }
    }
    if let progress { own.progress = { progress.observe($0, of: item) } }
    let result = Swift.Result { try body(item, own) }
    progress?.finish(item)
    pieces.withLock { $0[item].result = result }
  }

  /// The results, or the first error, after passing on the log up to it.
  func results(loggingTo log: (@Sendable (EpochRecord) -> Void)?) throws -> [Result] {
    let pieces = pieces.withLock { $0 }
    var results: [Result] = []
    for piece in pieces {
      if let log { piece.log.forEach(log) }
      if let result = piece.result { results.append(try result.get()) }
    }
    return results
  }
}
