public import LinearAlgebra

/// A gated recurrent unit, in the form with the reset gate after the product.
///
///     r = σ(x Wᵣᵀ + bᵣ + h Uᵣᵀ + b′ᵣ)              reset gate
///     z = σ(x W_zᵀ + b_z + h U_zᵀ + b′_z)          update gate
///     n = tanh(x Wₙᵀ + bₙ + r ∘ (h Uₙᵀ + b′ₙ))     candidate
///     h′ = (1 − z) ∘ n + z ∘ h
///
/// - Shapes: x `[batch, inputSize]`; h `[batch, hiddenSize]`; gates `[batch, 3 · hiddenSize]`, in the order
///   r, z, n.
/// - Source: Cho et al. (2014), arXiv:1406.1078; reset after the product as in cuDNN.
/// - PyTorch: `torch.nn.GRU`, same names, same two biases, same order of gates.
public struct GRUCell: RecurrentCell {
  /// W, U, b and b′.
  public let parameters: CellParameters

  /// Claims W `[3 · H, I]`, U `[3 · H, H]`, b and b′ under PyTorch's names; `activation` is ignored, since
  /// the gates and the candidate of a GRU have fixed ones.
  public init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan
  ) {
    parameters = CellParameters(
      gates: 3, inputSize: inputSize, hiddenSize: hiddenSize, prefix: prefix, suffix: suffix, in: &plan)
  }

  /// What one pass remembers: gates and hidden products (then their gradients), and hidden states.
  public struct Activations: CellActivations {
    /// The packed weights.
    public let weights: PackedCellWeights
    let gates: SequenceSlot  // [T, B, 3H], x Wᵀ + b, then r, z, n
    let products: SequenceSlot  // [T, B, 3H], h Uᵀ + b′
    /// The states h before and after every step.
    public let hidden: StateSlots  // [T + 1, B, H]
  }

  /// Claims slots for the packed weights, the gates and h Uᵀ + b′ of every step, `[T, B, 3 · H]` each, and
  /// the states.
  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(
      weights: parameters.reserve(in: &plan),
      gates: plan.reserveRecord(steps: steps, columns: 3 * hiddenSize),
      products: plan.reserveRecord(steps: steps, columns: 3 * hiddenSize),
      hidden: plan.reserveStates(steps: steps, columns: hiddenSize))
  }
}

// MARK: - Forward

extension GRUCell {
  /// Packs W and U, and fills h Uᵀ + b′ of the first step, whose state is zero, with b′.
  public func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.packForward(into: activations.weights, in: &pass)
    pass.fillRows(of: activations.products[0], with: parameters.hiddenBias)
  }

  /// Computes the gates r and z, the candidate n and the state h′ after step `t`.
  public func forward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    let hiddenBefore = activations.hidden[before: t]
    pass.project(
      input[t], by: activations.weights.input, bias: parameters.inputBias, into: activations.gates[t])
    if t > 0 {
      pass.project(
        hiddenBefore, by: activations.weights.hidden, bias: parameters.hiddenBias,
        into: activations.products[t])
    }
    pass.gruForward(
      gates: activations.gates[t], products: activations.products[t], hiddenBefore: hiddenBefore,
      hidden: activations.hidden[after: t], step: t)
  }
}

// MARK: - Backward
//
// With a = x Wᵀ + b and u = h Uᵀ + b′ the two halves of the pre-activations, and ∂z short for ∂loss/∂z:
//
//     ∂aₙ = ∂h′ ∘ (1 − z) ∘ (1 − n²)      ∂a_z = ∂h′ ∘ (h − n) ∘ z ∘ (1 − z)      ∂aᵣ = ∂aₙ ∘ uₙ ∘ r ∘ (1 − r)
//     ∂uₙ = ∂aₙ ∘ r                       ∂u_z = ∂a_z                             ∂uᵣ = ∂aᵣ
//     ∂h += ∂h′ ∘ z + ∂u U     ∂x = ∂a W     ∂W += ∂aᵀ x     ∂U += ∂uᵀ h     ∂b += Σ ∂a     ∂b′ += Σ ∂u

extension GRUCell {
  /// Turns ∂h′ of step `t` into ∂a, ∂u and, when `propagating`, ∂x; adds ∂h to the gradient of the state
  /// before.
  public func backward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    pass.gruBackward(
      gates: activations.gates[t], products: activations.products[t],
      hiddenBefore: activations.hidden[before: t], hidden: activations.hidden[after: t], step: t)
    parameters.propagate(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.products,
      by: activations.weights, propagating: propagating, in: &pass)
    parameters.addGradients(
      step: t, input, hidden: activations.hidden, gates: activations.gates, products: activations.products,
      by: activations.weights, in: &pass)
  }
}
