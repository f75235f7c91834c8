public import LinearAlgebra

/// A recurrent stack whose last state, with the covariates known ahead, is decoded into all leads at once.
///
/// Every lead is decoded from the state after the newest observation, never from an earlier one.
/// - Shapes: input `[T, B, I]`; input of the head `[B, H + L · K]`; output `[B, L · outputs]`.
/// - Complexity: One pass takes as long as one of its ``RecurrentStack`` and one of its ``Head`` over B rows.
public struct RecurrentNetwork<Cell: RecurrentCell>: Network {
  /// The sizes of the input and the output.
  public let shape: NetworkShape
  /// The parameters of the stack and of the head, in this order.
  public let parameters: ParameterPlan
  private let stack: RecurrentStack<Cell>
  private let head: Head

  /// Wires a network of the given shape and sizes.
  public init(shape: NetworkShape, sizes: LayerSizes) {
    var plan = ParameterPlan()
    stack = RecurrentStack(inputSize: shape.features, sizes: sizes, in: &plan)
    head = Head(
      inputSize: sizes.units[sizes.units.count - 1] + shape.leads * shape.knownFeatures, units: sizes.head,
      outputSize: shape.leads * shape.outputs, in: &plan)
    self.shape = shape
    parameters = plan
  }

  /// The slots of one pass.
  public struct Activations: Sendable {
    let ports: NetworkPorts
    let stack: RecurrentStack<Cell>.Activations
    let context: Slot?  // [B, H + leads · known], where there are covariates known ahead
    let head: [Dense.Activations]
    var lastState: Slot { stack.output[stack.output.steps - 1] }
    var headInput: Slot { context ?? lastState }
  }

  /// Claims the slots of the stack, the head and the ports, and those of the head's input where values are
  /// known ahead.
  public func reserve(in plan: inout ActivationPlan) -> Activations {
    let layers = head.reserve(rows: plan.rows, in: &plan)
    let ports = NetworkPorts(shape, output: layers[layers.count - 1].output, in: &plan)
    let states = stack.reserve(steps: shape.steps, in: &plan)
    let known = shape.leads * shape.knownFeatures
    return Activations(
      ports: ports, stack: states,
      context: known > 0 ? plan.reserve(plan.rows, states.output.columns + known) : nil, head: layers)
  }

  /// The slots of the batch and of the forecast, whose output is that of the head, `[B, L · outputs]`.
  public func ports(_ activations: Activations) -> NetworkPorts { activations.ports }

  /// Computes the states of the stack, and by the head all leads from the last one and from what is known
  /// ahead.
  public func forward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    stack.forward(activations.ports.input, activations.stack, in: &pass)
    if let context = activations.context {
      pass.copy(activations.lastState, toColumnsOf: context, at: 0)
      pass.copy(activations.ports.known, toColumnsOf: context, at: activations.lastState.columns)
    }
    head.forward(activations.headInput, activations.head, in: &pass)
  }

  /// Adds the gradients of all parameters, given that of the output; the input and what is known ahead have
  /// none.
  public func backward<S: BLASScalar>(_ activations: Activations, in pass: inout Pass<S>) {
    pass.clear(activations.stack.output.flattened.gradient)
    head.backward(activations.headInput, activations.head, in: &pass)
    if let context = activations.context {
      pass.copyColumns(of: context.gradient, at: 0, to: activations.lastState.gradient)
    }
    stack.backward(activations.ports.input, activations.stack, in: &pass)
  }
}
