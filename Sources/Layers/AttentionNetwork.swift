public import LinearAlgebra

/// A recurrent stack with attention over all its states: one query a lead, made of the last state and an
/// embedding of the lead.
///
///     q_l = h_T + e_l      c_l = norm(q_l + attention(q_l, h_1 … h_T))      ŷ_l = head(c_l, known_l)
///
/// The residual keeps the newest state in every lead's context; the head is shared by the leads.
/// - Shapes: input `[T, B, I]`; h `[T, B, H]`; e `[L, H]`; q and c `[B · L, H]`; known `[B · L, K]`; ŷ
///   `[B · L, outputs]`.
/// - Complexity: One pass takes as long as one of its ``RecurrentStack``, one of its ``Attention`` with L
///   queries a row, and one of its ``Head`` over B · L rows.
/// - Sources: Bahdanau, Cho, Bengio (2015), arXiv:1409.0473, and Vaswani et al. (2017), arXiv:1706.03762.
public struct AttentionNetwork<Cell: RecurrentCell>: Network {
  /// The sizes of the input and the output.
  public let shape: NetworkShape
  /// The parameters of the stack, the embedding of the leads, the attention, the norm and the head, in this
  /// order.
  public let parameters: ParameterPlan
  private let stack: RecurrentStack<Cell>
  private let embedding: Slot  // e [leads, H]
  private let attention: Attention
  private let norm: LayerNorm
  private let head: Head

  /// Wires a network of the given shape and sizes with `heads` attention heads.
  public init(shape: NetworkShape, sizes: LayerSizes, heads: Int) {
    var plan = ParameterPlan()
    let size = sizes.units[sizes.units.count - 1]
    stack = RecurrentStack(inputSize: shape.features, sizes: sizes, in: &plan)
    embedding = plan.reserve("lead_embedding.weight", shape.leads, size, .normal(deviation: 0.1))
    attention = Attention("attention", size: size, heads: heads, in: &plan)
    norm = LayerNorm("norm", size: size, in: &plan)
    head = Head(
      inputSize: size + shape.knownFeatures, units: sizes.head, outputSize: shape.outputs, in: &plan)
    self.shape = shape
    parameters = plan
  }

  /// The slots of one pass.
  public struct Activations: Sendable {
    let ports: NetworkPorts
    let stack: RecurrentStack<Cell>.Activations
    let queries: Slot  // [B · leads, H]
    let attention: Attention.Activations
    let residual: Slot  // [B · leads, H]
    let norm: LayerNorm.Activations
    let context: Slot?  // [B · leads, H + known], where there are covariates known ahead
    let head: [Dense.Activations]
    var lastState: Slot { stack.output[stack.output.steps - 1] }
    var headInput: Slot { context ?? norm.output }
  }

  /// Claims the slots of one pass: those of the layers, the queries q, the sum q + attention, and the ports.
  public func reserve(in plan: inout ActivationPlan) -> Activations {
    let count = plan.rows * shape.leads
    let layers = head.reserve(rows: count, in: &plan)
    let output = layers[layers.count - 1].output.reshaped(
      rows: plan.rows, columns: shape.leads * shape.outputs)
    let ports = NetworkPorts(shape, output: output, in: &plan)
    let states = stack.reserve(steps: shape.steps, in: &plan)
    let size = states.output.columns
    return Activations(
      ports: ports, stack: states, queries: plan.reserve(count, size),
      attention: attention.reserve(leads: shape.leads, steps: shape.steps, in: &plan),
      residual: plan.reserve(count, size), norm: norm.reserve(rows: count, in: &plan),
      context: shape.knownFeatures > 0 ? plan.reserve(count, size + shape.knownFeatures) : nil, head: layers)
  }

  /// The slots of the batch and of the forecast, whose output is that of the head, `[B, L · outputs]`.
  public func ports(_ activations: Activations) -> NetworkPorts { activations.ports }

  /// Computes the states, one query a lead, its attention over all states, the norm, and the head.
  public func forward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    stack.forward(a.ports.input, a.stack, in: &pass)
    pass.outerSum(a.lastState, embedding, into: a.queries)
    attention.forward(a.queries, a.stack.output, a.attention, in: &pass)
    pass.copy(a.queries, to: a.residual)
    pass.add(a.attention.output, to: a.residual)
    norm.forward(a.residual, a.norm, in: &pass)
    if let context = a.context {
      let known = a.ports.known.reshaped(rows: context.rows, columns: shape.knownFeatures)
      pass.copy(a.norm.output, toColumnsOf: context, at: 0)
      pass.copy(known, toColumnsOf: context, at: a.norm.output.columns)
    }
    head.forward(a.headInput, a.head, in: &pass)
  }

  // ∂residual reaches the queries twice: straight, and through the attention.

  /// Adds the gradients of all parameters, given that of the output; the input and what is known ahead have
  /// none.
  public func backward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    head.backward(a.headInput, a.head, in: &pass)
    if let context = a.context {
      pass.copyColumns(of: context.gradient, at: 0, to: a.norm.output.gradient)
    }
    norm.backward(a.residual, a.norm, in: &pass)
    pass.copy(a.residual.gradient, to: a.attention.output.gradient)
    pass.clear(a.stack.output.flattened.gradient)
    attention.backward(a.queries, a.stack.output, a.attention, in: &pass)
    pass.add(a.residual.gradient, to: a.queries.gradient)
    pass.outerSumBackward(a.lastState, embedding, from: a.queries)
    stack.backward(a.ports.input, a.stack, in: &pass)
  }
}
