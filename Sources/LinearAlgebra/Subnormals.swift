import CKernels

/// Runs `body` with numbers below the normal range taken for zero, on this thread.
///
/// What a loss owes to steps long past shrinks with every step, below 1e-38 after a hundred or two.
/// Processors take many times as long for such numbers, and they change no weight.
public func flushingSubnormals<Result>(_ body: () throws -> Result) rethrows -> Result {
  let state = foresee_flush_subnormals()
  defer { foresee_restore_subnormals(state) }
  return try body()
}
