public import LinearAlgebra

/// A vanilla recurrent cell.
///
///     h′ = act(x Wᵀ + b + h Uᵀ + b′)        act = tanh or max(0, ·)
///
/// - Shapes: x `[batch, inputSize]`; h `[batch, hiddenSize]`.
/// - Source: Elman (1990), doi:10.1207/s15516709cog1402_1.
/// - PyTorch: `torch.nn.RNN(nonlinearity=…)`, same names, same two biases.
public struct RNNCell: RecurrentCell {
  public let inputSize: Int
  public let hiddenSize: Int
  private let activation: RecurrentActivation
  private let parameters: CellParameters

  public init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan
  ) {
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.activation = activation
    parameters = CellParameters(
      gates: 1, inputSize: inputSize, hiddenSize: hiddenSize, prefix: prefix, suffix: suffix, in: &plan)
  }

  /// What one pass remembers: pre-activations (then their gradients) and hidden states.
  public struct Activations: Sendable {
    let weights: PackedCellWeights
    let bias: Slot  // [1, H]
    let gates: SequenceSlot  // [T, B, H]
    let hidden: StateSlots  // [T + 1, B, H]
  }

  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(
      weights: parameters.reserve(in: &plan),
      bias: plan.reserve(1, hiddenSize), gates: plan.reserveRecord(steps: steps, columns: hiddenSize),
      hidden: plan.reserveStates(steps: steps, columns: hiddenSize))
  }

  public func hidden(_ activations: Activations) -> StateSlots { activations.hidden }
}

// MARK: - Forward

extension RNNCell {
  public func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.packForward(into: activations.weights, in: &pass)
    pass.copy(parameters.inputBias, to: activations.bias)
    pass.add(parameters.hiddenBias, to: activations.bias)
  }

  public func forward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    parameters.project(
      step: t, input, hidden: activations.hidden, by: activations.weights, bias: activations.bias,
      into: activations.gates, in: &pass)
    pass.rnnForward(
      gates: activations.gates[t], hidden: activations.hidden[after: t], activation: activation, step: t)
  }
}

// MARK: - Backward
//
// With a the pre-activation and ∂z short for ∂loss/∂z:
//
//     ∂a = ∂h′ ∘ act′(a)      act′ = 1 − h′² for tanh, [h′ > 0] for the rectifier
//     ∂h += ∂a U      ∂x = ∂a W      ∂W += ∂aᵀ x      ∂U += ∂aᵀ h      ∂b += Σ ∂a      ∂b′ += Σ ∂a

extension RNNCell {
  public func beginBackward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.beginBackward(activations.weights, in: &pass)
  }

  public func backward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    pass.rnnBackward(
      gates: activations.gates[t], hidden: activations.hidden[after: t], activation: activation, step: t)
    // ∂u = ∂a: both halves of the pre-activations are one sum.
    parameters.propagate(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, propagating: propagating, in: &pass)
    parameters.addGradients(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      by: activations.weights, in: &pass)
  }

  public func endBackward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.endBackward(activations.weights, in: &pass)
  }
}
