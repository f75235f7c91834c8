/// The places a batch is written to before a pass: inputs, covariates known ahead, targets and weights.
///
/// Writing is element by element through subscripts, straight into the workspace, so filling allocates
/// nothing. The subscripts are inlined into the code that fills: a call an element would cost more than a
/// small network's step.
public struct BatchBuffer: ~Copyable {
  @usableFromInline let input: UnsafeMutablePointer<Float>
  @usableFromInline let known: UnsafeMutablePointer<Float>
  @usableFromInline let target: UnsafeMutablePointer<Float>
  @usableFromInline let weight: UnsafeMutablePointer<Float>
  private let starts: UnsafeMutablePointer<Int32>
  /// Batch rows.
  public let rows: Int
  /// Time steps of the input.
  public let steps: Int
  /// Consecutive time steps that one step of the input slot holds.
  public let patch: Int
  /// Features of each step.
  public let features: Int
  /// Values known ahead, a row.
  public let knownCount: Int
  /// Leads.
  public let leads: Int

  /// Opens the given slots of `workspace` for writing.
  ///
  /// - Shapes: input `[steps / patch, rows, patch · features]`; known `[rows, knownCount]`; target and
  ///   weight `[rows, leads]`.
  public init(
    _ workspace: Workspace<Float>, input: SequenceSlot, patch: Int = 1, known: Slot, target: Slot,
    weight: Slot
  ) {
    precondition(input.columns % patch == 0, "\(input.columns) columns do not hold \(patch) steps")
    precondition(input.steps * patch <= UInt32.max, "\(input.steps) patches of \(patch) steps")
    precondition(known.rows == workspace.rows && target.rows == workspace.rows, "one row for each batch row")
    precondition(weight.count == target.count, "one weight for each target")
    self.input = workspace.activations.pointer(to: input.flattened)
    self.known = workspace.activations.pointer(to: known)
    self.target = workspace.activations.pointer(to: target)
    self.weight = workspace.activations.pointer(to: weight)
    starts = workspace.starts
    rows = workspace.rows
    self.patch = patch
    steps = input.steps * patch
    features = input.columns / patch
    knownCount = known.columns
    leads = target.columns
  }

  /// The input at `step` of `row`.
  @inlinable
  public subscript(step: Int, row: Int, feature: Int) -> Float {
    get { input[inputIndex(step, row, feature)] }
    nonmutating set { input[inputIndex(step, row, feature)] = newValue }
  }

  @inlinable
  func inputIndex(_ step: Int, _ row: Int, _ feature: Int) -> Int {
    precondition(
      step >= 0 && step < steps && row >= 0 && row < rows && feature >= 0 && feature < features,
      "input [\(step), \(row), \(feature)] of [\(steps), \(rows), \(features)]")
    // Most networks read single steps, and a division an element is slow, of 64 bits more so than of 32.
    if patch == 1 { return (step * rows + row) * features + feature }
    let (place, within) = UInt32(truncatingIfNeeded: step)
      .quotientAndRemainder(dividingBy: UInt32(truncatingIfNeeded: patch))
    return ((Int(place) * rows + row) * patch + Int(within)) * features + feature
  }

  /// Writes a value known ahead.
  @inlinable
  public func setKnown(row: Int, _ index: Int, to value: Float) {
    precondition(row >= 0 && row < rows && index >= 0 && index < knownCount, "known [\(row), \(index)]")
    known[row * knownCount + index] = value
  }

  /// Writes the target of a lead (counted from 0) and its weight; a weight of 0 ignores the target.
  @inlinable
  public func setTarget(row: Int, lead: Int, to value: Float, weight: Float) {
    precondition(row >= 0 && row < rows && lead >= 0 && lead < leads, "target [\(row), \(lead)]")
    target[row * leads + lead] = value
    self.weight[row * leads + lead] = weight
  }

  /// States the first step of `row` that has data; earlier steps are padding, but for those in its patch.
  public func setStart(row: Int, to step: Int) {
    precondition(row >= 0 && row < rows && step >= 0 && step <= steps, "row \(row) starts at step \(step)")
    starts[row] = Int32(step / patch)
  }

  /// Empties `row`: zero inputs, zero weights, all padding.
  public func clear(row: Int) {
    for step in 0..<steps {
      for feature in 0..<features { self[step, row, feature] = 0 }
    }
    for index in 0..<knownCount { setKnown(row: row, index, to: 0) }
    for lead in 0..<leads { setTarget(row: row, lead: lead, to: 0, weight: 0) }
    setStart(row: row, to: steps)
  }
}
