import Files
import LinearAlgebra
import Synchronization

/// Runs pieces of work that do not depend on each other, such as fits, side by side on the threads there are.
///
/// A small network has few shards, and its threads wait for each other at every step; two fits with a thread each
/// do not. No result depends on it: not the values, nor the order of log and notes, nor which error is thrown.
package enum SideBySide {
  /// Runs pieces 0..<`count` of `body` and returns their results in order.
  ///
  /// Each piece gets its share of the session's threads and memory; where that is too little memory, one piece after
  /// the other gets all. Log and notes are passed on when all have ended, piece by piece.
  ///
  /// - Throws: the error of the first piece, in order, that has one; no later piece is started after it.
  package static func run<Result: Sendable>(
    _ count: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    guard count > 1 else { return try (0..<count).map { try body($0, session) } }
    let workers = min(session.threads, count)
    do {
      return try run(count, workers: workers, session: session, body)
    } catch let failure as Failure where failure.cause == .limit && workers > 1 {
      return try run(count, workers: 1, session: session, body)
    }
  }

  private static func run<Result: Sendable>(
    _ count: Int, workers: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    var share = session
    share.threads = session.threads / workers
    share.memory = session.memory.map { $0 / workers }
    let work = Pieces(count: count, session: share, body)
    WorkerPool(threads: workers).run(count, of: work)
    return try work.results(tellingTo: session)
  }
}

/// The pieces of work and what came of them.
private final class Pieces<Result: Sendable>: ParallelWork {
  private struct Piece {
    var result: Swift.Result<Result, any Error>?
    var log: [EpochRecord] = []
    var notes: [String] = []
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
    if session.note != nil {
      own.note = { note in self.pieces.withLock { $0[item].notes.append(note) } }
    }
    if let progress { own.progress = { progress.observe($0, of: item) } }
    let result = Swift.Result { try body(item, own) }
    progress?.finish(item)
    pieces.withLock { $0[item].result = result }
  }

  /// The results, after passing on what was told, or the first error.
  func results(tellingTo session: Session) throws -> [Result] {
    let pieces = pieces.withLock { $0 }
    let results = try pieces.compactMap { try $0.result?.get() }
    for piece in pieces {
      if let log = session.log { piece.log.forEach(log) }
      if let note = session.note { piece.notes.forEach(note) }
    }
    return results
  }
}
