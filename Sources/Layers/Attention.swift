public import LinearAlgebra

/// Multi-head attention of a few queries over the time steps of a sequence.
///
///     Q = q W_qᵀ + b_q     K = s W_kᵀ + b_k     V = s W_vᵀ + b_v
///     A = softmax(Q Kᵀ / √d) for each head of d = size / heads units
///     y = (A V) Wₒᵀ + bₒ
///
/// There are far fewer queries than steps, so steps are never projected: Q Kᵀ is (Q W_k) sᵀ plus Q b_kᵀ,
/// which is the same for all steps and falls out of the softmax, and A V is (A s) W_vᵀ + b_v, since weights
/// sum to 1.
///
/// - Shapes: queries q `[rows · leads, size]`; sequence s `[steps, rows, size]`; y `[rows · leads, size]`.
/// - Source: Vaswani et al. (2017), arXiv:1706.03762, section 3.2.2.
/// - PyTorch: `torch.nn.MultiheadAttention`, same names, with padded steps as its `key_padding_mask`.
public struct Attention: Sendable {
  /// Features of queries, sequence and output.
  public let size: Int
  /// Heads; a divisor of `size`.
  public let heads: Int
  private let queryProjection: Projection
  private let keyWeights: [Slot]  // W_k by heads, [d, size]
  private let valueProjections: [Projection]  // by heads, to [d]
  private let outputProjection: Projection
  private var headSize: Int { size / heads }
  private var scale: Double { 1 / Double(headSize).squareRoot() }

  /// Claims the parameters under `name`, started as PyTorch does (Glorot uniform for the stacked
  /// projections).
  public init(_ name: String, size: Int, heads: Int, in plan: inout ParameterPlan) {
    precondition(heads > 0 && size % heads == 0, "\(size) units do not split into \(heads) heads")
    self.size = size
    self.heads = heads
    // W_q, W_k and W_v, stacked.
    let weights = plan.reserve(
      "\(name).in_proj_weight", 3 * size, size, .uniform(bound: (6 / Double(4 * size)).squareRoot()))
    let bias = plan.reserve("\(name).in_proj_bias", 3 * size, .constant(0))
      .reshaped(rows: 3 * heads, columns: size / heads)
    func rows(ofHead head: Int, from first: Int) -> Range<Int> {
      first + head * size / heads..<first + (head + 1) * size / heads
    }
    queryProjection = Projection(
      weights: weights[rows: 0..<size], bias: bias[rows: 0..<heads].reshaped(rows: 1, columns: size))
    keyWeights = (0..<heads).map { weights[rows: rows(ofHead: $0, from: size)] }
    valueProjections = (0..<heads).map { head in
      Projection(
        weights: weights[rows: rows(ofHead: head, from: 2 * size)],
        bias: bias[rows: 2 * heads + head..<2 * heads + head + 1])
    }
    outputProjection = Projection(
      weights: plan.reserve(
        "\(name).out_proj.weight", size, size, .uniform(bound: 1 / Double(size).squareRoot())),
      bias: plan.reserve("\(name).out_proj.bias", size, .constant(0)))
  }

  /// What one pass remembers.
  public struct Activations: Sendable {
    /// y `[rows · leads, size]`.
    public let output: Slot
    let queryWeights: PackedWeights
    let keyWeights: [PackedWeights]  // by heads
    let valueWeights: [PackedWeights]  // by heads
    let outputWeights: PackedWeights
    let queries: Slot  // Q [rows · leads, size]
    let headQueries: Slot  // Q by heads, [heads · rows · leads, d]
    let scored: Slot  // Q W_k by heads, [heads · rows · leads, size]
    let weights: Slot  // A [heads · rows · leads, steps]
    let mixed: Slot  // A s [heads · rows · leads, size]
    let headValues: Slot  // A V by heads, [heads · rows · leads, d]
    let values: Slot  // A V [rows · leads, size]
    let scratch: Slot
  }

  /// Claims room for one pass of `leads` queries a row over `steps` steps.
  public func reserve(leads: Int, steps: Int, in plan: inout ActivationPlan) -> Activations {
    let count = plan.rows * leads
    return Activations(
      output: plan.reserve(count, size), queryWeights: plan.reservePacked(queryProjection.weights),
      keyWeights: keyWeights.map { plan.reservePacked($0) },
      valueWeights: valueProjections.map { plan.reservePacked($0.weights) },
      outputWeights: plan.reservePacked(outputProjection.weights), queries: plan.reserve(count, size),
      headQueries: plan.reserve(heads * count, headSize), scored: plan.reserve(heads * count, size),
      weights: plan.reserve(heads * count, steps), mixed: plan.reserve(heads * count, size),
      headValues: plan.reserve(heads * count, headSize), values: plan.reserve(count, size),
      scratch: plan.reserveAttentionScratch(queries: heads * leads, steps: steps, units: size))
  }

  /// The rows of `slot` that belong to `head`.
  private func part(_ slot: Slot, _ head: Int) -> Slot {
    slot[rows: head * slot.rows / heads..<(head + 1) * slot.rows / heads]
  }
}

// MARK: - Forward

extension Attention {
  /// Fills the output from `queries` and `sequence`.
  ///
  /// - Complexity: O(B · L · size² + heads · B · L · steps · size).
  public func forward<S: BLASScalar>(
    _ queries: Slot, _ sequence: SequenceSlot, _ a: Activations, in pass: inout Pass<S>
  ) {
    queryProjection.forward(queries, by: a.queryWeights, into: a.queries, in: &pass)
    for head in 0..<heads {
      let own = part(a.headQueries, head)
      pass.copyColumns(of: a.queries, at: head * headSize, to: own)
      pass.packBackward(keyWeights[head], into: a.keyWeights[head])
      pass.projectBackward(own, by: a.keyWeights[head], into: part(a.scored, head))
    }
    pass.attend(
      a.scored, to: sequence, heads: heads, scale: scale, weights: a.weights, scratch: a.scratch,
      into: a.mixed)
    for head in 0..<heads {
      let own = part(a.headValues, head)
      valueProjections[head].forward(part(a.mixed, head), by: a.valueWeights[head], into: own, in: &pass)
      pass.copy(own, toColumnsOf: a.values, at: head * headSize)
    }
    outputProjection.forward(a.values, by: a.outputWeights, into: a.output, in: &pass)
  }
}

// MARK: - Backward
//
// With ∂z short for ∂loss/∂z, and for each head P = Q W_k, S = P sᵀ / √d and M = A s:
//
//     ∂A = ∂M sᵀ      ∂S = A ∘ (∂A − Σ A ∘ ∂A)      ∂P = ∂S s / √d      ∂s += Aᵀ ∂M + ∂Sᵀ P / √d
//     ∂Q = ∂P W_kᵀ    ∂W_k += Qᵀ ∂P                 ∂b_k = 0

extension Attention {
  /// Given the gradient of the output, adds those of the parameters and of `sequence` and overwrites that of
  /// `queries`.
  ///
  /// - Complexity: O(B · L · size² + heads · B · L · steps · size).
  public func backward<S: BLASScalar>(
    _ queries: Slot, _ sequence: SequenceSlot, _ a: Activations, in pass: inout Pass<S>
  ) {
    outputProjection.backward(a.values, by: a.outputWeights, from: a.output, in: &pass)
    for head in 0..<heads {
      let own = part(a.headValues, head)
      pass.copyColumns(of: a.values.gradient, at: head * headSize, to: own.gradient)
      valueProjections[head].backward(part(a.mixed, head), by: a.valueWeights[head], from: own, in: &pass)
    }
    pass.attendBackward(
      a.scored, to: sequence, heads: heads, scale: scale, weights: a.weights, scratch: a.scratch,
      from: a.mixed)
    for head in 0..<heads {
      let (own, packed) = (part(a.headQueries, head), a.keyWeights[head])
      let gradient = part(a.scored, head).gradient
      pass.packForward(keyWeights[head], into: packed)
      pass.project(gradient, by: packed, bias: nil, into: own.gradient)
      pass.copy(own.gradient, toColumnsOf: a.queries.gradient, at: head * headSize)
      pass.addGradient(own, of: gradient, by: packed, to: keyWeights[head].gradient)
    }
    queryProjection.backward(queries, by: a.queryWeights, from: a.queries, in: &pass)
  }
}
