import Files
import LinearAlgebra
import Platform
import Synchronization

/// Runs independent pieces of work, such as fits, in parallel on the threads of a session.
///
/// Goals, in order:
///
/// 1. Results do not depend on the number of threads: neither the values, nor the order of log and notes, nor
///    which error is thrown.
/// 2. The pieces together stay within the memory of the session.
/// 3. All threads are busy: the threads of two fits with one thread each do not wait for each other, whereas
///    those that share the few shards of a small network do so at every step.
package enum SideBySide {
  /// Runs the pieces 0..<`count` of `body` and returns their results in order.
  ///
  /// Each piece has an equal share of the session's threads and memory; where a piece fails for too little
  /// memory, all are run again, one after the other, each with the whole session. A thread that becomes free
  /// starts a remaining piece, or is used by the pieces that run. Log and notes are passed on in the order of
  /// pieces when all have ended.
  ///
  /// - Throws: the error of the first piece, in order, that fails; no later piece is started after it, unless
  ///   failures of single series are gathered.
  package static func run<Result: Sendable>(
    _ count: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    guard count > 1 else { return try (0..<count).map { try body($0, session) } }
    do {
      return try run(count, workers: min(session.mostThreads, count), session: session, body)
    } catch let failure as Failure where failure.cause == .limit && session.threadsNow > 1 {
      return try run(count, workers: 1, session: session, body)
    }
  }

  private static func run<Result: Sendable>(
    _ count: Int, workers: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    let now = session.threadsNow
    var own = session
    own.threads = now / min(now, workers)
    // By threads: who joins later has the memory of those whose threads it uses.
    own.memory = session.memory.map { $0 * own.threads / now }
    own.share = ThreadShare(
      threads: session.mostThreads, pieces: count, workers: workers, within: session.share)
    let work = Pieces(count: count, of: session, each: own, body)
    WorkerPool(threads: workers).run(workers, of: work)
    return try work.results()
  }
}

/// The pieces of work and their results.
///
/// An item of the pool is one worker, which does one piece after the other.
private final class Pieces<Result: Sendable>: ParallelWork {
  private struct Piece {
    var result: Swift.Result<Result, any Error>?
    var log: [EpochRecord] = []
    var notes: [FitNote] = []
  }

  private let all: Session
  private let session: Session
  private let progress: JointProgress?
  private let body: @Sendable (Int, Session) throws -> Result
  private let pieces: Mutex<[Piece]>
  private let count: Int
  private let started = Atomic<Int>(0)

  /// Prepares `count` pieces, none of which is started.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - all: The session of the whole work, which receives the progress, the log and the notes of all
  ///     pieces.
  ///   - session: The session of each piece, with its share of the threads and the memory.
  ///   - body: The work of a piece, given its number from 0 and its session.
  init(
    count: Int, of all: Session, each session: Session,
    _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) {
    self.count = count
    self.all = all
    self.session = session
    self.body = body
    progress = session.progress.map { JointProgress(count: count, report: $0) }
    pieces = Mutex(Array(repeating: Piece(), count: count))
  }

  func run(item place: Int, worker: Int) {
    while started.load(ordering: .relaxed) < count {
      guard place < all.threadsNow else {
        // There is no thread for this worker, but there may be one when something else ends.
        usleep(200)
        continue
      }
      let piece = started.add(1, ordering: .relaxed).oldValue
      if piece < count { run(piece) }
    }
  }

  // Pieces are started in order, so all before one that fails have been, and end.
  private func run(_ item: Int) {
    let isStopped = pieces.withLock { pieces in
      pieces[..<item].contains { piece in
        guard case .failure(let error) = piece.result else { return false }
        return !session.gathersFailures || (error as? Failure)?.ofSeries.isEmpty != false
      }
    }
    defer { session.share?.finishPiece() }
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
  func results() throws -> [Result] {
    let pieces = pieces.withLock { $0 }
    let results = try all.eachOfSeries(pieces) { try $0.result?.get() }.compactMap(\.self)
    for piece in pieces {
      if let log = all.log { piece.log.forEach(log) }
      if let note = all.note { piece.notes.forEach(note) }
    }
    return results
  }
}
