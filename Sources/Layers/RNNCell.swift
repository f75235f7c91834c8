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
    let forwardWeights: PackedSlot  // Uᵀ
    let backwardWeights: PackedSlot  // U
    let bias: Slot  // [1, H]
    let gates: SequenceSlot  // [T, B, H]
    let hidden: StateSlots  // [T + 1, B, H]
  }

  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(
      forwardWeights: plan.reservePacked(inner: hiddenSize, columns: hiddenSize),
      backwardWeights: plan.reservePacked(inner: hiddenSize, columns: hiddenSize),
      bias: plan.reserve(1, hiddenSize), gates: plan.reserveSequence(steps: steps, columns: hiddenSize),
      hidden: plan.reserveStates(steps: steps, columns: hiddenSize))
  }

  public func hidden(_ activations: Activations) -> StateSlots { activations.hidden }
}

// MARK: - Forward

extension RNNCell {
  public func beginForward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    pass.pack(transposeOf: parameters.hiddenWeights, into: activations.forwardWeights)
    pass.copy(parameters.inputBias, to: activations.bias)
    pass.add(parameters.hiddenBias, to: activations.bias)
    parameters.project(input, bias: activations.bias, into: activations.gates, in: &pass)
  }

  public func forward<S: BLASScalar>(step t: Int, _ activations: Activations, in pass: inout Pass<S>) {
    if t > 0 {
      pass.multiply(
        activations.hidden[before: t], byTransposeOf: parameters.hiddenWeights, addingTo: activations.gates[t]
      )
    }
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
  public func backward<S: BLASScalar>(step t: Int, _ activations: Activations, in pass: inout Pass<S>) {
    if t + 1 == activations.gates.steps {
      pass.pack(parameters.hiddenWeights, into: activations.backwardWeights)
    }
    pass.rnnBackward(
      gates: activations.gates[t], hidden: activations.hidden[after: t], activation: activation, step: t)
    if t > 0 {
      pass.multiply(
        activations.gates[t], byPacked: activations.backwardWeights,
        addingTo: activations.hidden[before: t].gradient)
    }
  }

  public func endBackward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    // ∂u = ∂a: both halves of the pre-activations are one sum.
    parameters.addGradients(
      input, hidden: activations.hidden, gates: activations.gates, products: activations.gates,
      propagating: propagating, in: &pass)
  }
}
