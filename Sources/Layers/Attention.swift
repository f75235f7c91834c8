public import LinearAlgebra

/// Multi-head attention of a few queries over the time steps of a sequence.
///
///     Q = q W_qᵀ + b_q     K = s W_kᵀ + b_k     V = s W_vᵀ + b_v
///     A = softmax(Q Kᵀ / √d) for each head of d = size / heads units
///     y = (A V) Wₒᵀ + bₒ
///
/// - Shapes: queries q `[rows · leads, size]`; sequence s `[steps, rows, size]`; y `[rows · leads, size]`.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.2.2.
/// - PyTorch: `torch.nn.MultiheadAttention`, same names, with padded steps as its `key_padding_mask`.
public struct Attention: Sendable {
  /// Features of queries, sequence and output.
  public let size: Int
  /// Heads; a divisor of `size`.
  public let heads: Int
  private let inputWeights: Slot  // W_q, W_k, W_v stacked, [3 · size, size]
  private let inputBias: Slot  // [3 · size]
  private let outputWeights: Slot  // [size, size]
  private let outputBias: Slot  // [size]

  /// Claims the parameters under `name`, started as PyTorch does (Glorot uniform for the stacked projections).
  public init(_ name: String, size: Int, heads: Int, in plan: inout ParameterPlan) {
    precondition(heads > 0 && size % heads == 0, "\(size) units do not split into \(heads) heads")
    self.size = size
    self.heads = heads
    inputWeights = plan.reserve(
      "\(name).in_proj_weight", 3 * size, size, .uniform(bound: (6 / Double(4 * size)).squareRoot()))
    inputBias = plan.reserve("\(name).in_proj_bias", 3 * size, .constant(0))
    outputWeights = plan.reserve(
      "\(name).out_proj.weight", size, size, .uniform(bound: 1 / Double(size).squareRoot()))
    outputBias = plan.reserve("\(name).out_proj.bias", size, .constant(0))
  }

  /// What one pass remembers.
  public struct Activations: Sendable {
    /// y `[rows · leads, size]`.
    public let output: Slot
    let packed: [PackedWeights]  // of queries, keys, values and the output
    let queries: Slot  // Q [rows · leads, size]
    let keys: SequenceSlot  // K [steps, rows, size]
    let values: SequenceSlot  // V [steps, rows, size]
    let weights: Slot  // A [rows · heads · leads, steps]
    let mixed: Slot  // A V [rows · leads, size]
    let scratch: Slot  // [1, steps]
  }

  /// Claims room for one pass of `leads` queries a row over `steps` steps.
  public func reserve(leads: Int, steps: Int, in plan: inout ActivationPlan) -> Activations {
    let count = plan.rows * leads
    return Activations(
      output: plan.reserve(count, size),
      packed: (0..<3).map { plan.reservePacked(weights($0)) } + [plan.reservePacked(outputWeights)],
      queries: plan.reserve(count, size),
      keys: plan.reserveSequence(steps: steps, columns: size),
      values: plan.reserveSequence(steps: steps, columns: size), weights: plan.reserve(count * heads, steps),
      mixed: plan.reserve(count, size), scratch: plan.reserve(1, steps))
  }

  private func weights(_ part: Int) -> Slot { inputWeights[rows: part * size..<(part + 1) * size] }
  private func bias(_ part: Int) -> Slot {
    inputBias.reshaped(rows: 3, columns: size)[rows: part..<part + 1]
  }
}

// MARK: - Forward

extension Attention {
  /// Fills the output from `queries` and `sequence`.
  public func forward<S: BLASScalar>(
    _ queries: Slot, _ sequence: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    project(queries, part: 0, activations, into: activations.queries, in: &pass)
    project(sequence.flattened, part: 1, activations, into: activations.keys.flattened, in: &pass)
    project(sequence.flattened, part: 2, activations, into: activations.values.flattened, in: &pass)
    pass.attend(
      queries: activations.queries, keys: activations.keys, values: activations.values, heads: heads,
      weights: activations.weights, into: activations.mixed)
    pass.packForward(outputWeights, into: activations.packed[3])
    pass.project(
      activations.mixed, by: activations.packed[3], bias: outputBias, into: activations.output)
  }

  private func project<S: BLASScalar>(
    _ input: Slot, part: Int, _ activations: Activations, into output: Slot, in pass: inout Pass<S>
  ) {
    pass.packForward(weights(part), into: activations.packed[part])
    pass.project(input, by: activations.packed[part], bias: bias(part), into: output)
  }
}

// MARK: - Backward
//
// With ∂z short for ∂loss/∂z, M = A V, and S = Q Kᵀ / √d the scores of one head:
//
//     ∂M = ∂y Wₒ      ∂Wₒ += ∂yᵀ M      ∂bₒ += Σ ∂y
//     ∂A = ∂M Vᵀ      ∂V = Aᵀ ∂M        ∂S = A ∘ (∂A − Σ A ∘ ∂A)
//     ∂Q = ∂S K / √d  ∂K = ∂Sᵀ Q / √d
//     ∂q = ∂Q W_q     ∂s += ∂K W_k + ∂V W_v     ∂W += ∂(Q, K, V)ᵀ (q, s, s)     ∂b += Σ ∂(Q, K, V)

extension Attention {
  /// Given the gradient of the output, adds those of the parameters and of `sequence` and overwrites that of
  /// `queries`.
  public func backward<S: BLASScalar>(
    _ queries: Slot, _ sequence: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    let output = activations.output.gradient
    pass.multiply(transposeOf: output, by: activations.mixed, addingTo: outputWeights.gradient)
    pass.addRowSum(of: output, to: outputBias.gradient)
    pass.packBackward(outputWeights, into: activations.packed[3])
    pass.projectBackward(output, by: activations.packed[3], into: activations.mixed.gradient)
    pass.attendBackward(
      queries: activations.queries, keys: activations.keys, values: activations.values, heads: heads,
      weights: activations.weights, from: activations.mixed, scratch: activations.scratch)
    addGradients(queries, part: 0, from: activations.queries, in: &pass)
    addGradients(sequence.flattened, part: 1, from: activations.keys.flattened, in: &pass)
    addGradients(sequence.flattened, part: 2, from: activations.values.flattened, in: &pass)
    for part in 0..<3 { pass.packBackward(weights(part), into: activations.packed[part]) }
    pass.projectBackward(activations.queries.gradient, by: activations.packed[0], into: queries.gradient)
    pass.projectBackward(
      activations.keys.flattened.gradient, by: activations.packed[1], addingTo: sequence.flattened.gradient)
    pass.projectBackward(
      activations.values.flattened.gradient, by: activations.packed[2], addingTo: sequence.flattened.gradient)
  }

  private func addGradients<S: BLASScalar>(
    _ input: Slot, part: Int, from output: Slot, in pass: inout Pass<S>
  ) {
    pass.multiply(transposeOf: output.gradient, by: input, addingTo: weights(part).gradient)
    pass.addRowSum(of: output.gradient, to: bias(part).gradient)
  }
}
