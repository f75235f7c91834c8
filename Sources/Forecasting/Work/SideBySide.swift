import Files
import LinearAlgebra
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
  /// Each piece has an equal share of the session's memory; where a piece fails for too little memory, all
  /// are run again, one after the other, each with the whole memory. A thread that becomes free starts a
  /// remaining piece, or helps the pieces that run. Log and notes are passed on in the order of pieces when
  /// all have ended.
  ///
  /// - Throws: the error of the first piece, in order, that fails; no later piece is started after it, unless
  ///   failures of single series are gathered.
  package static func run<Result: Sendable>(
    _ count: Int, session: Session, _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    guard count > 1 else { return try (0..<count).map { try body($0, session) } }
    do {
      return try run(count, atATime: min(session.mostPieces ?? session.allThreads, count), session, body)
    } catch let failure as Failure where failure.cause == .limit && session.threads > 1 {
      return try run(count, atATime: 1, session, body)
    }
  }

  private static func run<Result: Sendable>(
    _ count: Int, atATime most: Int, _ session: Session,
    _ body: @escaping @Sendable (Int, Session) throws -> Result
  ) throws -> [Result] {
    let team = WorkerTeam(
      threads: most, within: session.team ?? WorkerTeam(threads: session.threads))
    let work = Pieces(count: count, of: session, each: session.ofPiece(beside: most, team), body)
    team.run(count, of: work)
    return try work.results()
  }
}

extension Session {
  /// Divides the session among pieces of which `most` run at a time on the threads of `team`.
  ///
  /// However pieces are nested, no more are under way at any moment than there are threads, so that there is
  /// room for all where each has the memory of one thread. A piece with the memory of several threads runs no
  /// more pieces of its own at a time than these: pieces beside it have the memory of the other threads.
  fileprivate func ofPiece(beside most: Int, _ team: WorkerTeam) -> Self {
    var own = self
    own.team = team
    own.threads = threads / min(threads, most)
    own.memory = memory.map { $0 * own.threads / threads }
    if own.threads < threads, own.threads > 1 || mostPieces != nil { own.mostPieces = own.threads }
    return own
  }
}

/// The pieces of work and their results.
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
    self.all = all
    self.session = session
    self.body = body
    progress = session.progress.map { JointProgress(count: count, report: $0) }
    pieces = Mutex(Array(repeating: Piece(), count: count))
  }

  // Pieces are started in order, so all before one that fails have been, and end.
  func run(item: Int, worker: Int) {
    let isStopped = pieces.withLock { pieces in
      pieces[..<item].contains { piece in
        guard case .failure(let error) = piece.result else { return false }
        return !session.gathersFailures || (error as? Failure)?.ofSeries.isEmpty != false
      }
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
