public import LinearAlgebra

/// One step of a recurrence, and its adjoint.
///
/// A cell is a value made of slots. Everything that does not depend on the recurrence (the input projection and
/// the weight gradients) is done for all steps at once, before the first step and after the last.
///
/// Contract: the backward half **adds** to the gradients of parameters and **overwrites** that of the input. The
/// gradient of each state must hold what comes from above before ``backward(step:_:in:)`` is called for its step;
/// the cell adds what comes from the step after.
public protocol RecurrentCell: Sendable {
  /// What one pass remembers.
  associatedtype Activations: Sendable

  /// Features of each input step.
  var inputSize: Int { get }
  /// Units of the state.
  var hiddenSize: Int { get }

  /// Claims the parameters under PyTorch's names, with `suffix` (`_l0`) after each.
  init(
    inputSize: Int, hiddenSize: Int, activation: RecurrentActivation, prefix: String, suffix: String,
    in plan: inout ParameterPlan)

  /// Claims room for one pass over `steps` steps.
  func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations

  /// The hidden states around every step, `[rows, hiddenSize]` each.
  func hidden(_ activations: Activations) -> StateSlots

  /// Projects every step's input at once.
  func beginForward<S: BLASScalar>(_ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>)

  /// Advances the recurrence over step `t`.
  func forward<S: BLASScalar>(step t: Int, _ activations: Activations, in pass: inout Pass<S>)

  /// Turns the gradient of the state after step `t` into that of the gates and of the state before it.
  func backward<S: BLASScalar>(step t: Int, _ activations: Activations, in pass: inout Pass<S>)

  /// Adds the gradients of all parameters over every step at once and, when `propagating`, overwrites that of
  /// the input.
  func endBackward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>)
}

extension RecurrentCell {
  /// Runs the cell over every step of `input`, from a zero state.
  public func forward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    beginForward(input, activations, in: &pass)
    for t in 0..<input.steps { forward(step: t, activations, in: &pass) }
  }

  /// Backpropagation through time: given the gradients of the states after every step, adds those of the
  /// parameters and, when `propagating`, overwrites that of the input.
  ///
  /// Werbos (1990), doi:10.1109/5.58337.
  public func backward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, propagating: Bool, in pass: inout Pass<S>
  ) {
    for t in (0..<input.steps).reversed() { backward(step: t, activations, in: &pass) }
    endBackward(input, activations, propagating: propagating, in: &pass)
  }
}

/// The parameters every cell has, as PyTorch stores them: two weights and two biases, gates stacked by rows.
struct CellParameters: Sendable {
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

extension CellParameters {
  /// Fills `gates` with x Wᵀ + `bias` for every step at once.
  func project<S: BLASScalar>(
    _ input: SequenceSlot, bias: Slot, into gates: SequenceSlot, in pass: inout Pass<S>
  ) {
    pass.fillRows(of: gates.flattened, with: bias)
    pass.multiply(input.flattened, byTransposeOf: inputWeights, addingTo: gates.flattened)
  }

  /// Adds the gradients of all parameters over every step at once and, when `propagating`, overwrites that of
  /// the input.
  ///
  ///     ∂W += ∂aᵀ x      ∂U += ∂uᵀ h      ∂b += Σ ∂a      ∂b′ += Σ ∂u      ∂x = ∂a W
  ///
  /// - Parameters:
  ///   - gates: ∂a, the gradient of x Wᵀ + b.
  ///   - products: ∂u, the gradient of h Uᵀ + b′.
  func addGradients<S: BLASScalar>(
    _ input: SequenceSlot, hidden: StateSlots, gates: SequenceSlot, products: SequenceSlot, propagating: Bool,
    in pass: inout Pass<S>
  ) {
    pass.multiply(transposeOf: gates.flattened, by: input.flattened, addingTo: inputWeights.gradient)
    // Before step 0 the state is zero and adds nothing.
    pass.multiply(
      transposeOf: products[steps: 1..<products.steps], by: hidden.beforeLaterSteps,
      addingTo: hiddenWeights.gradient)
    pass.addRowSum(of: gates.flattened, to: inputBias.gradient)
    pass.addRowSum(of: products.flattened, to: hiddenBias.gradient)
    if propagating {
      pass.multiply(gates.flattened, by: inputWeights, into: input.flattened.gradient)
    }
  }
}
