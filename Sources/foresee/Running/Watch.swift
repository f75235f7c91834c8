import Files
import Forecasting
import LinearAlgebra

/// Who watches while models are trained: the progress line, and the training log.
struct Watch {
  /// The history of training.
  let log = TrainingLog()
  private let line = Console.isTerminal ? ProgressLine() : nil

  /// How fits and forecasts are run with the given share of the machine.
  ///
  /// - Throws: `Failure` (limit) where the shell allows too few addresses to compute with.
  func session(_ machine: MachineOptions) throws(Failure) -> Session {
    if AddressSpace.isLimited {
      try AddressSpace.require(DenseMatrix.workSpace + (16 << 20))
      DenseMatrix.prepare()
    }
    let line = line
    let log = log
    var session = Session(
      threads: try machine.threadCount(), memory: try machine.memoryBytes(), log: { log.append($0) },
      note: Console.note)
    if let line { session.progress = { line.show($0) } }
    return session
  }

  /// Runs `body` and removes the progress line, however it ends.
  func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    defer { line?.clear() }
    return try body()
  }
}
