public import LinearAlgebra

/// The sizes of a network that reads and writes patches.
///
/// Decoded sizes are as they stand in the text: whoever reads them from outside checks them.
public struct PatchSizes: Codable, Sendable, Hashable {
  /// Consecutive steps of a patch; a divisor of the steps of the network's input.
  public var patch: Int
  /// Units of the embedding and of the recurrent state.
  public var units: Int
  /// The dropout of the decoded states, in [0, 1).
  public var dropout: Double

  /// Model files have the name that patches had before.
  private enum CodingKeys: String, CodingKey {
    case patch = "segment"
    case units, dropout
  }

  /// Creates sizes.
  public init(patch: Int, units: Int, dropout: Double = 0) {
    precondition(patch > 0 && units > 0, "patches have steps and states have units")
    precondition(dropout >= 0 && dropout < 1, "dropout lies in [0, 1)")
    self.patch = patch
    self.units = units
    self.dropout = dropout
  }
}

/// A recurrent network that reads the lookback patch by patch and forecasts all patches of the horizon
/// at once.
///
///     e_j = relu(x_j Wₑᵀ + bₑ)               each patch of the lookback
///     h_j = GRU(e_j, h_{j−1})
///     q_i = p_i + known_i W_kᵀ + t W_tᵀ      each patch of the horizon: its place and what is known of it
///     y_i = GRU(q_i, h_last)                 one step of the same cell
///     ŷ_i = dropout(y_i) Wₒᵀ + bₒ
///
/// A lookback of hundreds of steps is a dozen recurrent steps, and no lead waits for another. The output
/// layer starts at zero, so that an untrained network forecasts the value that its targets are differences
/// from.
/// - Shapes: x_j `[B, s · features]`; e_j, h_j, p_i, q_i and y_i `[B, H]`; known_i `[B, s · K]`;
///   t `[B, traits]`; ŷ_i `[B, s]`; output `[B, L]`.
/// - Complexity: One pass takes O(B · T · H · (s · features + H)) for the T patches of the lookback, and
///   O(B · n · H · (s · K + traits + H + s)) for the n of the horizon.
/// - Source: Lin et al. (2023), "SegRNN", arXiv:2308.11200, with an embedding of the place instead of one of
///   the channel.
public struct PatchNetwork: Network {
  /// The sizes of the input and the output.
  public let shape: NetworkShape
  /// The parameters of the embedding, the cell, the decoder and the output layer, in this order.
  public let parameters: ParameterPlan
  private let sizes: PatchSizes
  private let embedding: Dense
  private let cell: GRUCell
  private let decoder: PatchDecoder
  private let head: Dense

  /// Wires a network of the given shape and sizes.
  public init(shape: NetworkShape, sizes: PatchSizes) {
    var plan = ParameterPlan()
    embedding = Dense(
      "embedding", inputSize: sizes.patch * shape.features, outputSize: sizes.units, isRectified: true,
      in: &plan)
    cell = GRUCell(
      inputSize: sizes.units, hiddenSize: sizes.units, activation: .tanh, prefix: "rnn.", suffix: "_l0",
      in: &plan)
    decoder = PatchDecoder(
      cell, leads: shape.leads, patch: sizes.patch, knownFeatures: shape.knownFeatures,
      traits: shape.traits, in: &plan)
    head = Dense(
      "head", inputSize: sizes.units, outputSize: sizes.patch, isRectified: false, startsAtZero: true,
      in: &plan)
    self.shape = shape
    self.sizes = sizes
    parameters = plan
  }

  /// The slots of one pass.
  public struct Activations: Sendable {
    let ports: NetworkPorts
    let embedding: Dense.Activations  // e [T · B, H]
    let cell: GRUCell.Activations
    let decoder: PatchDecoder.Activations
    let dropped: Slot  // [n · B, H]
    let head: Dense.Activations  // ŷ [n · B, patch]
    let lastPatch: Slot  // [B, leads of the last patch]
    var embedded: SequenceSlot { SequenceSlot(embedding.output, steps: ports.input.steps) }
    var patches: SequenceSlot { SequenceSlot(head.output, steps: decoder.output.steps) }
    var lastState: Slot { cell.hidden[after: embedded.steps - 1] }
  }

  /// Claims the slots of the layers and the ports, and of ŷ for the last patch, which may have fewer leads
  /// than the others.
  public func reserve(in plan: inout ActivationPlan) -> Activations {
    let output = plan.reserve(plan.rows, shape.leads)
    let ports = NetworkPorts(shape, patch: sizes.patch, output: output, in: &plan)
    let steps = ports.input.steps
    return Activations(
      ports: ports, embedding: embedding.reserve(rows: steps * plan.rows, in: &plan),
      cell: cell.reserve(steps: steps, in: &plan), decoder: decoder.reserve(in: &plan),
      dropped: plan.reserve(decoder.patches * plan.rows, sizes.units),
      head: head.reserve(rows: decoder.patches * plan.rows, in: &plan),
      lastPatch: plan.reserve(plan.rows, decoder.leadsOfLast))
  }

  /// The slots of the batch, whose input is read in patches, and of the forecast `[B, L]`.
  public func ports(_ activations: Activations) -> NetworkPorts { activations.ports }

  /// Computes the embedded patches, the states of the lookback, one step of the cell for each patch of the
  /// horizon, and the output layer.
  public func forward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    embedding.forward(a.ports.input.flattened, a.embedding, in: &pass)
    cell.forward(a.embedded, a.cell, in: &pass)
    decoder.forward(
      a.ports.known, state: a.lastState, after: a.embedded.steps, by: a.cell.weights, a.decoder, in: &pass)
    pass.dropOut(a.decoder.output.flattened, into: a.dropped, probability: sizes.dropout, layer: 0)
    head.forward(a.dropped, a.head, in: &pass)
    for index in 0..<decoder.patches - 1 {
      pass.copy(a.patches[index], toColumnsOf: a.ports.output, at: index * sizes.patch)
    }
    pass.copyColumns(of: a.patches[decoder.patches - 1], at: 0, to: a.lastPatch)
    pass.copy(a.lastPatch, toColumnsOf: a.ports.output, at: (decoder.patches - 1) * sizes.patch)
  }

  /// Adds the gradients of all parameters, given that of the output; the input and what is known ahead have
  /// none.
  public func backward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    let output = a.ports.output.gradient
    for index in 0..<decoder.patches - 1 {
      pass.copyColumns(of: output, at: index * sizes.patch, to: a.patches[index].gradient)
    }
    let last = a.patches[decoder.patches - 1].gradient
    pass.clear(last)
    pass.copyColumns(of: output, at: (decoder.patches - 1) * sizes.patch, to: a.lastPatch.gradient)
    pass.copy(a.lastPatch.gradient, toColumnsOf: last, at: 0)
    head.backward(a.dropped, a.head, in: &pass)
    pass.dropOutBackward(a.decoder.output.flattened, from: a.dropped, probability: sizes.dropout, layer: 0)
    pass.clear(a.cell.hidden.afterEveryStep.flattened.gradient)
    decoder.backward(
      state: a.lastState, after: a.embedded.steps, by: a.cell.weights, a.decoder, in: &pass)
    cell.backward(a.embedded, a.cell, propagating: true, in: &pass)
    embedding.backward(a.ports.input.flattened, a.embedding, in: &pass)
  }
}
