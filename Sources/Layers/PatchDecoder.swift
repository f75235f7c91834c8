public import LinearAlgebra

/// All patches of the horizon decoded from one state, each by one step of the encoder's cell.
///
/// The step's input is an embedding of the patch's place plus a projection of what is known of it ahead.
/// The recurrent product is the same for all patches and is computed once.
/// - Shapes: state `[B, H]`; known `[B, L · K + traits]`; queries and output `[n, B, H]`.
/// - Source: Lin et al. (2023), arXiv:2308.11200, section 3.2 (parallel multi-step forecasting).
public struct PatchDecoder: Sendable {
  /// Patches decoded; the last one may be cut off by the horizon.
  public let patches: Int
  /// Leads of the last patch.
  public let leadsOfLast: Int
  private let size: Int
  private let knownSize: Int  // values known ahead, a patch
  private let lastKnownSize: Int
  private let cell: CellParameters
  private let places: Slot  // p [n, H]
  private let knownWeights: Slot?  // W_k [H, patch · known]
  private let traitCount: Int
  private let traitWeights: Slot?  // W_t [H, traits]

  /// The share of rows whose traits are hidden in training, so that rows of unknown series are forecast too.
  private static let traitDropout = 0.1

  /// Claims the embeddings; the weights of `cell` are shared.
  public init(
    _ cell: GRUCell, leads: Int, patch: Int, knownFeatures: Int, traits: Int, in plan: inout ParameterPlan
  ) {
    patches = (leads + patch - 1) / patch
    leadsOfLast = leads - (patches - 1) * patch
    size = cell.hiddenSize
    knownSize = patch * knownFeatures
    lastKnownSize = leadsOfLast * knownFeatures
    self.cell = cell.parameters
    places = plan.reserve("segment_embedding.weight", patches, size, .normal(deviation: 0.3))
    knownWeights =
      knownSize > 0
      ? plan.reserve("known.weight", size, knownSize, .uniform(bound: 1 / Double(knownSize).squareRoot()))
      : nil
    traitCount = traits
    traitWeights = traits > 0 ? plan.reserve("trait.weight", size, traits, .normal(deviation: 0.1)) : nil
  }

  /// What one pass remembers.
  public struct Activations: Sendable {
    /// The decoded states, `[patches, rows, size]`.
    public let output: SequenceSlot
    let known: SequenceSlot?  // [n, B, patch · known]
    let lastKnown: Slot?  // [B, what is known of the last patch]
    let knownWeights: PackedWeights?
    let traits: TraitActivations?
    let queries: SequenceSlot  // q [n, B, H]
    let gates: SequenceSlot  // [n, B, 3H]
    let products: SequenceSlot  // [n, B, 3H]
  }

  struct TraitActivations: Sendable {
    let input: Slot  // [B, traits]
    let seen: Slot  // the same after dropout
    let weights: PackedWeights
  }

  /// Claims room for one pass.
  public func reserve(in plan: inout ActivationPlan) -> Activations {
    Activations(
      output: plan.reserveSequence(steps: patches, columns: size),
      known: knownSize > 0 ? plan.reserveSequence(steps: patches, columns: knownSize) : nil,
      lastKnown: knownSize > 0 ? plan.reserve(plan.rows, lastKnownSize) : nil,
      knownWeights: knownWeights.map { plan.reservePacked($0) },
      traits: traitWeights.map {
        TraitActivations(
          input: plan.reserve(plan.rows, traitCount), seen: plan.reserve(plan.rows, traitCount),
          weights: plan.reservePacked($0))
      },
      queries: plan.reserveSequence(steps: patches, columns: size),
      gates: plan.reserveSequence(steps: patches, columns: 3 * size),
      products: plan.reserveSequence(steps: patches, columns: 3 * size))
  }

  /// Fills the output from the `state` after `steps` steps and from what is `known` ahead.
  ///
  /// - Parameters:
  ///   - known: What is known ahead, lead by lead, then traits, `[B, L · K + traits]`.
  ///   - state: The state after the lookback, `[B, H]`.
  ///   - steps: The number of steps of the lookback, which is the step number of every patch of the
  ///     horizon.
  ///   - weights: The weights of the cell, packed for a forward pass by the steps before.
  ///   - a: The slots of this pass.
  ///   - pass: The pass whose memory the slots lie in.
  func forward<S: BLASScalar>(
    _ known: Slot, state: Slot, after steps: Int, by weights: PackedCellWeights, _ a: Activations,
    in pass: inout Pass<S>
  ) {
    embed(known, a, in: &pass)
    pass.project(
      a.queries.flattened, by: weights.input, bias: cell.inputBias, into: a.gates.flattened)
    pass.project(state, by: weights.hidden, bias: cell.hiddenBias, into: a.products[0])
    for index in 0..<patches {
      if index > 0 { pass.copy(a.products[0], to: a.products[index]) }
      pass.gruForward(
        gates: a.gates[index], products: a.products[index], hiddenBefore: state, hidden: a.output[index],
        step: steps)
    }
  }

  /// Fills the queries from the places, what is `known` ahead and the traits.
  private func embed<S: BLASScalar>(_ known: Slot, _ a: Activations, in pass: inout Pass<S>) {
    splitKnown(known, a, in: &pass)
    showTraits(known, a, in: &pass)
    for index in 0..<patches {
      switch (a.known, a.knownWeights, a.traits) {
      case (let known?, let weights?, let traits?):
        pass.project(
          known[index], by: weights, and: traits.seen, by: traits.weights, bias: place(index),
          into: a.queries[index])
      case (let known?, let weights?, nil):
        pass.project(known[index], by: weights, bias: place(index), into: a.queries[index])
      case (_, _, let traits?):
        pass.project(traits.seen, by: traits.weights, bias: place(index), into: a.queries[index])
      default: pass.fillRows(of: a.queries[index], with: place(index))
      }
    }
  }

  /// Cuts what is known ahead into patches.
  private func splitKnown<S: BLASScalar>(_ known: Slot, _ a: Activations, in pass: inout Pass<S>) {
    guard let knownWeights, let packed = a.knownWeights, let patched = a.known, let lastKnown = a.lastKnown
    else { return }
    for index in 0..<patches - 1 {
      pass.copyColumns(of: known, at: index * knownSize, to: patched[index])
    }
    pass.clear(patched[patches - 1])
    pass.copyColumns(of: known, at: (patches - 1) * knownSize, to: lastKnown)
    pass.copy(lastKnown, toColumnsOf: patched[patches - 1], at: 0)
    pass.packForward(knownWeights, into: packed)
  }

  /// Takes the traits from behind what is known ahead, and hides those of some rows in training.
  private func showTraits<S: BLASScalar>(_ known: Slot, _ a: Activations, in pass: inout Pass<S>) {
    guard let traitWeights, let traits = a.traits else { return }
    pass.copyColumns(of: known, at: known.columns - traitCount, to: traits.input)
    pass.dropOut(traits.input, into: traits.seen, probability: Self.traitDropout, layer: 1)
    pass.packForward(traitWeights, into: traits.weights)
  }

  private func place(_ index: Int) -> Slot { places[rows: index..<index + 1] }

  // With a and u the halves of the pre-activations as in GRUCell, and u shared by all patches:
  //
  //     ∂u = Σᵢ ∂uᵢ      ∂h += Σᵢ ∂yᵢ ∘ zᵢ + ∂u U      ∂U += ∂uᵀ h      ∂b′ += Σ ∂u
  //     ∂W += ∂aᵀ q      ∂b += Σ ∂a      ∂q = ∂a W      ∂pᵢ += Σ ∂qᵢ      ∂W_k += ∂qᵀ known      ∂W_t += Σᵢ ∂qᵢᵀ t

  /// Adds the gradients of the parameters and of `state`, given that of the output; what is known ahead is
  /// data, and has none.
  func backward<S: BLASScalar>(
    state: Slot, after steps: Int, by weights: PackedCellWeights, _ a: Activations, in pass: inout Pass<S>
  ) {
    for index in 0..<patches {
      pass.gruBackward(
        gates: a.gates[index], products: a.products[index], hiddenBefore: state, hidden: a.output[index],
        step: steps)
      if index > 0 { pass.add(a.products[index], to: a.products[0]) }
    }
    cell.packBackward(into: weights, in: &pass)
    pass.projectBackward(a.products[0], by: weights.hidden, addingTo: state.gradient)
    pass.addGradient(a.products[0], of: state, by: weights.hidden, to: cell.hiddenWeights.gradient)
    pass.addRowSum(of: a.products[0], to: cell.hiddenBias.gradient)
    pass.addGradient(
      a.gates.flattened, of: a.queries.flattened, by: weights.input, to: cell.inputWeights.gradient)
    pass.addRowSum(of: a.gates.flattened, to: cell.inputBias.gradient)
    let queries = a.queries.flattened.gradient
    pass.projectBackward(a.gates.flattened, by: weights.input, into: queries)
    for index in 0..<patches {
      pass.addRowSum(of: a.queries[index].gradient, to: place(index).gradient)
    }
    if let knownWeights, let packed = a.knownWeights, let known = a.known {
      pass.addGradient(queries, of: known.flattened, by: packed, to: knownWeights.gradient)
    }
    if let traitWeights, let traits = a.traits {
      pass.clearGradient(of: traits.weights)
      for index in 0..<patches {
        pass.addGradient(a.queries[index].gradient, of: traits.seen, to: traits.weights)
      }
      pass.addGradient(of: traits.weights, to: traitWeights.gradient)
    }
  }
}
