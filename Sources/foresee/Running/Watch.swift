import Files
import Forecasting
import LinearAlgebra
import Synchronization

/// Who watches while models are trained: the progress line, and the training log.
struct Watch {
  /// The history of training.
  let log = TrainingLog()
  /// What fits told: the decisions they made, and remarks.
  let notes = ToldNotes()
  private let line = Console.isTerminal ? ProgressLine() : nil

  /// Creates the session of fits and forecasts with the given share of the machine.
  ///
  /// - Parameters:
  ///   - machine: The options of threads and memory.
  ///   - gathersFailures: Whether all failures of single series are thrown together.
  /// - Returns: The session, which reports to the progress line, the log and the choices.
  /// - Throws: `Failure` where an option cannot be read, and (limit) where the shell allows too few addresses
  ///   to compute with.
  func session(_ machine: MachineOptions, gathersFailures: Bool = false) throws(Failure) -> Session {
    if AddressSpace.isLimited {
      try AddressSpace.require(DenseMatrix.workSpace + (16 << 20))
      DenseMatrix.prepare()
    }
    let line = line
    let log = log
    var session = Session(
      threads: try machine.threadCount(), memory: try machine.memoryBytes(), log: { log.append($0) },
      note: { [notes] in
        notes.append($0)
        Console.note($0.text)
      })
    session.gathersFailures = gathersFailures
    if let line { session.progress = { line.show($0) } }
    return session
  }

  /// Shows how far the looking at fitted models has come; `nil` where nobody watches.
  var explaining: (@Sendable (String, Double) -> Void)? {
    guard let line else { return nil }
    return { line.show("explaining \(ShownText.escaped($0))", share: $1) }
  }

  /// Forgets what was seen of work that begins again; what was said is not repeated.
  func beginAgain() {
    log.removeAll()
    notes.removeAll()
    Console.beginAgain()
  }

  /// Runs `body` and removes the progress line, however it ends.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    defer { line?.clear() }
    return try body()
  }
}

/// Collects what fits told.
final class ToldNotes: Sendable {
  private let notes = Mutex<[FitNote]>([])

  /// Adds a note, unless it is there.
  func append(_ note: FitNote) { notes.withLock { if !$0.contains(note) { $0.append(note) } } }

  /// Forgets all notes.
  func removeAll() { notes.withLock { $0.removeAll() } }

  /// The notes so far.
  var all: [FitNote] { notes.withLock { $0 } }

  /// The decisions so far, with their sources.
  var decisions: [FitNote] { all.filter { $0.decision != nil } }
}
