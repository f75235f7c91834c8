@testable import LinearAlgebra

/// Memory for trying one operation: matrices are claimed with their values, then a pass runs on them.
struct Scratch<Scalar: BLASScalar> {
  private var plan: ActivationPlan
  private var values: [(slot: Slot, elements: [Scalar], isGradient: Bool)] = []

  init(rows: Int = 1) { plan = ActivationPlan(rows: rows) }

  /// Claims a matrix that starts with the given elements, and its gradient with those of `gradient`.
  mutating func matrix(_ rows: Int, _ columns: Int, _ elements: [Double] = [], gradient: [Double] = [])
    -> Slot
  {
    let slot = plan.reserve(rows, columns)
    if !elements.isEmpty { values.append((slot, elements.map { Scalar($0) }, false)) }
    if !gradient.isEmpty { values.append((slot, gradient.map { Scalar($0) }, true)) }
    return slot
  }

  /// Claims a sequence that starts with the given elements.
  mutating func sequence(_ steps: Int, _ rows: Int, _ columns: Int, _ elements: [Double] = []) -> SequenceSlot
  {
    SequenceSlot(matrix(steps * rows, columns, elements), steps: steps)
  }

  /// Claims room for packing `weights`.
  mutating func packed(_ weights: Slot) -> PackedWeights { plan.reservePacked(weights) }

  /// Claims what attention works on.
  mutating func attentionScratch(queries: Int, steps: Int, units: Int) -> Slot {
    plan.reserveAttentionScratch(queries: queries, steps: steps, units: units)
  }

  /// A pass over the matrices claimed so far, whose rows start at the given steps.
  func pass(starts: [Int32] = [], dropout: DropoutKey? = nil) -> Pass<Scalar> {
    let workspace = Workspace<Scalar>(plan)
    for (slot, elements, isGradient) in values {
      (isGradient ? workspace.gradients : workspace.activations).set(slot, to: elements)
    }
    for (row, start) in starts.enumerated() { workspace.starts[row] = start }
    return Pass(parameters: Arena(zeros: 0), workspace: workspace, dropout: dropout)
  }
}
