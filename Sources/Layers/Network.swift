public import LinearAlgebra

/// What a forecasting network reads and writes, a row of the batch.
public struct NetworkShape: Sendable, Hashable {
  /// Time steps of the input: the lookback.
  public var steps: Int
  /// Features of each step.
  public var features: Int
  /// Values known ahead for each lead.
  public var knownFeatures: Int
  /// Leads forecast: the horizon.
  public var leads: Int
  /// Values known of the whole row, whatever the lead: which series it is of.
  public var traits: Int
  /// Numbers forecast for each lead.
  public var outputs: Int

  /// Creates a shape.
  public init(
    steps: Int, features: Int, knownFeatures: Int, leads: Int, traits: Int = 0, outputs: Int = 1
  ) {
    self.steps = steps
    self.features = features
    self.knownFeatures = knownFeatures
    self.leads = leads
    self.traits = traits
    self.outputs = outputs
  }
}

/// Where a network's batch goes in and its forecast comes out.
public struct NetworkPorts: Sendable {
  /// The lookback, `[steps / patch, rows, patch · features]`.
  public let input: SequenceSlot
  /// Consecutive time steps that one step of the input holds.
  public let patch: Int
  /// Covariates known ahead, lead by lead, then traits: `[rows, leads · knownFeatures + traits]`.
  public let known: Slot
  /// What should have been forecast, `[rows, leads]`.
  public let target: Slot
  /// The weight of each target, `[rows, leads]`; 0 for a missing one.
  public let weight: Slot
  /// The forecast, lead by lead: `[rows, leads · outputs]`.
  public internal(set) var output: Slot

  init(_ shape: NetworkShape, patch: Int = 1, output: Slot, in plan: inout ActivationPlan) {
    precondition(shape.steps % patch == 0, "\(shape.steps) steps do not split into patches of \(patch)")
    input = plan.reserveSequence(steps: shape.steps / patch, columns: patch * shape.features)
    self.patch = patch
    known = plan.reserve(plan.rows, shape.leads * shape.knownFeatures + shape.traits)
    target = plan.reserve(plan.rows, shape.leads)
    weight = plan.reserve(plan.rows, shape.leads)
    self.output = output
  }
}

/// A network as a value: its layers and the slots of its parameters, without memory of its own.
///
/// Letters in the shapes of this module:
///
/// - T: steps of a sequence; for a network that reads patches, the patches of the lookback.
/// - B: rows of a batch, one for each item.
/// - I: features of one step of an input.
/// - H: units of a state.
/// - L: leads; K: values known ahead for each lead.
/// - n: patches of the horizon; s: steps of a patch.
/// - d: units of an attention head, H / heads.
///
/// - Shapes: input `[T, B, s · features]`, known `[B, L · K + traits]`, output `[B, L · outputs]` (see
///   ``NetworkPorts``).
public protocol Network: Sendable {
  /// The slots of one pass.
  associatedtype Activations: Sendable

  /// What it reads and writes.
  var shape: NetworkShape { get }
  /// Its parameters: names, shapes, places and initial values.
  var parameters: ParameterPlan { get }

  /// Claims room for one pass.
  func reserve(in plan: inout ActivationPlan) -> Activations

  /// Where the batch goes in and the forecast comes out.
  func ports(_ activations: Activations) -> NetworkPorts

  /// Fills the output from the input.
  func forward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>)

  /// Given the gradient of the output, adds those of the parameters.
  func backward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>)
}

/// The sizes of a recurrent network's layers.
public struct LayerSizes: Sendable, Hashable {
  /// Units of each recurrent layer, from the input up.
  public var units: [Int]
  /// The dropout after each recurrent layer, in [0, 1); as many as `units`.
  public var dropout: [Double]
  /// Units of the dense layers of the head; empty for a linear one.
  public var head: [Int]
  /// The activation of vanilla cells.
  public var activation: RecurrentActivation

  /// Creates sizes; without `dropout` there is none.
  public init(
    units: [Int], dropout: [Double]? = nil, head: [Int] = [], activation: RecurrentActivation = .tanh
  ) {
    precondition(!units.isEmpty && units.allSatisfy { $0 > 0 }, "a network has at least one recurrent layer")
    precondition(head.allSatisfy { $0 > 0 }, "dense layers have units")
    let dropout = dropout ?? units.map { _ in 0 }
    precondition(dropout.count == units.count, "one dropout for each recurrent layer")
    precondition(dropout.allSatisfy { $0 >= 0 && $0 < 1 }, "dropout lies in [0, 1)")
    self.units = units
    self.dropout = dropout
    self.head = head
    self.activation = activation
  }
}
