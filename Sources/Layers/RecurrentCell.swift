public import LinearAlgebra

/// One step of a recurrence, and its adjoint.
///
/// A cell is a value made of slots. Weights are packed once a pass; what one step computes is used while it
/// is in the cache, weight gradients every few steps.
///
/// Contract: the backward half **adds** to the gradients of parameters and **overwrites** that of the input.
/// The gradient of each state must hold that from the layer above before its step runs backward; the cell
/// adds that from the step after.
public protocol RecurrentCell: Sendable {
  /// What one pass remembers.
  associatedtype Activations: CellActivations

  /// The parameters, whose shapes give the features of a step of the input and the units of the state.
  var parameters: CellParameters { get }

  /// Claims the parameters under PyTorch's names, with `suffix` (`_l0`) after each.
  init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan)

  /// Claims room for one pass over `steps` steps.
  func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations

  /// Packs the weights for the steps of a forward pass; by default nothing else.
  ///
  /// - Complexity: O(gates · H · (I + H)).
  func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>)

  /// Advances the recurrence over step `t`.
  ///
  /// - Complexity: O(B · gates · H · (I + H)).
  func forward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>)

  /// Packs the weights for the steps of a backward pass, and sets the sums of weight gradients to zero; by
  /// default nothing else.
  ///
  /// - Complexity: O(gates · H · (I + H)).
  func beginBackward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>)

  /// Computes the gradients of the gates and of the state before step `t` from that of the state after it,
  /// and overwrites that of the input when `propagating`.
  ///
  /// Steps run from the last to the first.
  ///
  /// - Complexity: O(B · gates · H · (I + H)), amortised over the steps for which weight gradients are added
  ///   at once.
  func backward<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, _ activations: Activations, propagating: Bool,
    in pass: inout Pass<S>)

}

/// What every cell remembers of a pass.
public protocol CellActivations: Sendable {
  /// The packed weights.
  var weights: PackedCellWeights { get }
  /// The states h before and after every step, `[B, H]` each.
  var hidden: StateSlots { get }
}

extension RecurrentCell {
  /// The features of one step of the input, I.
  public var inputSize: Int { parameters.inputWeights.columns }
  /// The units of the state, H.
  public var hiddenSize: Int { parameters.hiddenWeights.columns }

  /// Packs W and U.
  public func beginForward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.packForward(into: activations.weights, in: &pass)
  }

  /// Packs W and U for the backward half, and sets the sums of their gradients to zero.
  public func beginBackward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    parameters.beginBackward(activations.weights, in: &pass)
  }

  /// Runs the cell over every step of `input`, from a zero state.
  ///
  /// - Complexity: O(T · B · gates · H · (I + H)).
  public func forward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    beginForward(activations, in: &pass)
    for t in 0..<input.steps { forward(step: t, input, activations, in: &pass) }
  }

  /// Backpropagation through time: given the gradients of the states after every step, adds those of the
  /// parameters and, when `propagating`, overwrites that of the input.
  ///
  /// Werbos (1990), doi:10.1109/5.58337.
  ///
  /// - Complexity: O(T · B · gates · H · (I + H)).
  public func backward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    beginBackward(activations, in: &pass)
    for t in (0..<input.steps).reversed() {
      backward(step: t, input, activations, propagating: propagating, in: &pass)
    }
    parameters.endBackward(activations.weights, in: &pass)
  }
}

/// The parameters every cell has, as PyTorch stores them: two weights and two biases, gates stacked by rows.
public struct CellParameters: Sendable {
  /// W `[gates · hidden, input]`.
  let inputWeights: Slot
  /// U `[gates · hidden, hidden]`.
  let hiddenWeights: Slot
  /// b `[gates · hidden]`.
  let inputBias: Slot
  /// b′ `[gates · hidden]`.
  let hiddenBias: Slot

  /// Claims the parameters, uniform on ±1/√hidden as PyTorch starts them.
  init(
    gates: Int, inputSize: Int, hiddenSize: Int, prefix: String, suffix: String, in plan: inout ParameterPlan
  ) {
    let start = Initializer.uniform(bound: 1 / Double(hiddenSize).squareRoot())
    let rows = gates * hiddenSize
    inputWeights = plan.reserve("\(prefix)weight_ih\(suffix)", rows, inputSize, start)
    hiddenWeights = plan.reserve("\(prefix)weight_hh\(suffix)", rows, hiddenSize, start)
    inputBias = plan.reserve("\(prefix)bias_ih\(suffix)", rows, start)
    hiddenBias = plan.reserve("\(prefix)bias_hh\(suffix)", rows, start)
  }
}

/// The packed weights of a cell.
public struct PackedCellWeights: Sendable {
  let input: PackedWeights
  let hidden: PackedWeights
}

extension CellParameters {
  /// Claims room for the packed weights.
  func reserve(in plan: inout ActivationPlan) -> PackedCellWeights {
    PackedCellWeights(
      input: plan.reservePacked(inputWeights), hidden: plan.reservePacked(hiddenWeights))
  }

  /// Packs the weights for the steps of a forward pass.
  func packForward<S: BLASScalar>(into packed: PackedCellWeights, in pass: inout Pass<S>) {
    pass.packForward(inputWeights, into: packed.input)
    pass.packForward(hiddenWeights, into: packed.hidden)
  }

  /// Packs the weights for the steps of a backward pass.
  func packBackward<S: BLASScalar>(into packed: PackedCellWeights, in pass: inout Pass<S>) {
    pass.packBackward(inputWeights, into: packed.input)
    pass.packBackward(hiddenWeights, into: packed.hidden)
  }

  /// Packs the weights for the steps of a backward pass, and starts the sums of their gradients.
  func beginBackward<S: BLASScalar>(_ packed: PackedCellWeights, in pass: inout Pass<S>) {
    packBackward(into: packed, in: &pass)
    pass.clearGradient(of: packed.input)
    pass.clearGradient(of: packed.hidden)
  }

  /// Fills the gates of step `t` with x Wᵀ + h Uᵀ + `bias`.
  ///
  /// The state before step 0 is zero and adds nothing.
  func project<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, hidden: StateSlots, by packed: PackedCellWeights, bias: Slot,
    into gates: SequenceSlot, in pass: inout Pass<S>
  ) {
    guard t > 0 else { return pass.project(input[t], by: packed.input, bias: bias, into: gates[t]) }
    pass.project(
      input[t], by: packed.input, and: hidden[before: t], by: packed.hidden, bias: bias, into: gates[t])
  }

  /// Propagates the gradients of step `t`: ∂h += ∂u U and, when `propagating`, ∂x = ∂a W.
  ///
  /// - Parameters:
  ///   - t: The step, from 0; the state before step 0 is zero and has no gradient.
  ///   - input: x, whose gradient is overwritten when `propagating`.
  ///   - hidden: h around every step; ∂u U is added to the gradient of the one before step `t`.
  ///   - gates: ∂a, the gradient of x Wᵀ + b.
  ///   - products: ∂u, the gradient of h Uᵀ + b′.
  ///   - packed: W and U, packed for a backward pass.
  ///   - propagating: Whether ∂x is computed.
  ///   - pass: The pass whose memory the slots lie in.
  func propagate<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, hidden: StateSlots, gates: SequenceSlot, products: SequenceSlot,
    by packed: PackedCellWeights, propagating: Bool, in pass: inout Pass<S>
  ) {
    if t > 0 {
      pass.projectBackward(products[t], by: packed.hidden, addingTo: hidden[before: t].gradient)
    }
    if propagating { pass.projectBackward(gates[t], by: packed.input, into: input[t].gradient) }
  }

  /// Rows whose gradients are summed at once: fewer would load and store the sums too often, more would not
  /// be in the cache any more.
  private static let rowsAtOnce = 64

  /// Adds the gradients of all parameters over the steps from `t` to the last not yet added, every few steps.
  ///
  ///     ∂W += ∂aᵀ x      ∂U += ∂uᵀ h      ∂b += Σ ∂a      ∂b′ += Σ ∂u
  func addGradients<S: BLASScalar>(
    step t: Int, _ input: SequenceSlot, hidden: StateSlots, gates: SequenceSlot, products: SequenceSlot,
    by packed: PackedCellWeights, in pass: inout Pass<S>
  ) {
    let stepsAtOnce = (Self.rowsAtOnce + gates.rows - 1) / gates.rows
    guard t % stepsAtOnce == 0 else { return }
    let steps = t..<min(t + stepsAtOnce, gates.steps)
    pass.addGradient(gates[steps: steps], of: input[steps: steps], to: packed.input)
    // Before step 0 the state is zero and adds nothing.
    let later = max(1, steps.lowerBound)..<max(1, steps.upperBound)
    pass.addGradient(products[steps: later], of: hidden[before: later], to: packed.hidden)
    if gates == products {
      pass.addRowSum(of: gates[steps: steps], to: inputBias.gradient, and: hiddenBias.gradient)
    } else {
      pass.addRowSum(of: gates[steps: steps], to: inputBias.gradient)
      pass.addRowSum(of: products[steps: steps], to: hiddenBias.gradient)
    }
  }

  /// Adds the sums of the weights' gradients to those of the parameters.
  func endBackward<S: BLASScalar>(_ packed: PackedCellWeights, in pass: inout Pass<S>) {
    pass.addGradient(of: packed.input, to: inputWeights.gradient)
    pass.addGradient(of: packed.hidden, to: hiddenWeights.gradient)
  }
}
