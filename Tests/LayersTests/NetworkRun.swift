import Layers
import TestSupport

@testable import LinearAlgebra

/// A network with memory, weights in closed form and one batch: what every law is tried on.
struct NetworkRun<N: Network, Scalar: BLASScalar> {
  let network: N
  let activations: N.Activations
  let workspace: Workspace<Scalar>
  let weights: Arena<Scalar>
  let gradients: Arena<Scalar>
  var dropout: DropoutKey?
  /// What the outputs are compared with where they are several for each target, and the weights of that.
  private let goal: (target: Slot, weight: Slot)?

  /// Parameter k starts at 0.5 cos(1.7 i + k); the batch is filled from closed forms.
  init(
    _ network: N, rows: Int, starts: [Int32] = [], dropout: DropoutKey? = nil, _: Scalar.Type = Scalar.self
  ) {
    self.network = network
    self.dropout = dropout
    var plan = ActivationPlan(rows: rows)
    activations = network.reserve(in: &plan)
    let outputs = network.shape.leads * network.shape.outputs
    let goal = network.shape.outputs > 1 ? (plan.reserve(rows, outputs), plan.reserve(rows, outputs)) : nil
    self.goal = goal
    workspace = Workspace(plan)
    weights = Arena(zeros: network.parameters.count)
    gradients = Arena(zeros: network.parameters.count)
    for (index, parameter) in network.parameters.parameters.enumerated() {
      let values = ClosedForm.cosines(parameter.slot.count, phase: Double(index), scale: 0.5)
      weights.set(parameter.slot, to: values.map { Scalar($0) })
    }
    let ports = ports
    set(ports.input.flattened, ClosedForm.cosines(ports.input.flattened.count, phase: 0.1))
    set(ports.known, ClosedForm.cosines(ports.known.count, phase: 0.2))
    set(ports.target, ClosedForm.cosines(ports.target.count, phase: 0.3))
    if let goal {
      set(goal.0, ClosedForm.cosines(goal.0.count, phase: 0.4))
      set(goal.1, (0..<goal.1.count).map { $0 == 1 ? 0 : 1 })
    }
    // One target is missing, where there is more than one.
    set(ports.weight, (0..<ports.weight.count).map { $0 == 1 ? 0 : 1 })
    for (row, start) in starts.enumerated() {
      workspace.starts[row] = start
      for step in 0..<Int(start) {
        set(ports.input[step][rows: row..<row + 1], Array(repeating: 0, count: ports.input.columns))
      }
    }
  }

  var ports: NetworkPorts { network.ports(activations) }

  func set(_ slot: Slot, _ values: [Double]) {
    workspace.activations.set(slot, to: values.map { Scalar($0) })
  }

  private func pass() -> Pass<Scalar> {
    Pass(parameters: weights, gradients: gradients, workspace: workspace, dropout: dropout)
  }

  /// The forecast, `[rows, leads]`.
  func output() -> [Scalar] {
    var pass = pass()
    network.forward(activations, in: &pass)
    return pass.elements(of: ports.output)
  }

  /// The mean squared error.
  func loss() -> Double {
    var pass = pass()
    network.forward(activations, in: &pass)
    return loss(in: &pass)
  }

  private func loss(in pass: inout Pass<Scalar>) -> Double {
    let (target, weight) = goal ?? (ports.target, ports.weight)
    let total = workspace.activations.elements(of: weight).reduce(0.0) { $0 + Double($1) }
    return pass.loss(.mse, of: ports.output, target: target, weight: weight, scale: 1 / total) / total
  }

  /// Adds the gradient of the mean squared error to what the gradient arena holds, and returns the sum.
  func gradient() -> [Scalar] {
    var pass = pass()
    network.forward(activations, in: &pass)
    _ = loss(in: &pass)
    network.backward(activations, in: &pass)
    return gradients.elements
  }
}
