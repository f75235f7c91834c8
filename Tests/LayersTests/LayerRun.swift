import TestSupport

@testable import LinearAlgebra

/// Memory for trying one layer: parameters in closed form, and slots that start with given values.
struct LayerRun<Scalar: BLASScalar> {
  let parameters: ParameterPlan
  private let workspace: Workspace<Scalar>
  private let weights: Arena<Scalar>
  private let gradients: Arena<Scalar>

  /// Parameter k starts at 0.5 cos(1.7 i + k).
  init(
    _ parameters: ParameterPlan, _ plan: ActivationPlan, starts: [Int32] = [], _: Scalar.Type = Scalar.self
  ) {
    self.parameters = parameters
    workspace = Workspace(plan)
    weights = Arena(zeros: parameters.count)
    gradients = Arena(zeros: parameters.count)
    for (index, parameter) in parameters.parameters.enumerated() {
      let values = ClosedForm.cosines(parameter.slot.count, phase: Double(index), scale: 0.5)
      weights.set(parameter.slot, to: values.map { Scalar($0) })
    }
    for (row, start) in starts.enumerated() { workspace.starts[row] = start }
  }

  /// Gives `slot` the values cos(1.7 i + `phase`).
  func fill(_ slot: Slot, phase: Double) {
    let arena = slot.arena == .activationGradients ? workspace.gradients : workspace.activations
    arena.set(slot, to: ClosedForm.cosines(slot.count, phase: phase).map { Scalar($0) })
  }

  func pass() -> Pass<Scalar> { Pass(parameters: weights, gradients: gradients, workspace: workspace) }

  /// How far the gradient of the parameter called `name` lies from `expected`.
  func distance(_ expected: Fixture.Gradient, prefix: String = "") -> Double {
    guard let parameter = parameters.parameters.first(where: { $0.name == prefix + expected.name }) else {
      return .infinity
    }
    return Distance.relative(gradients.elements(of: parameter.slot), expected.values, floor: 1e-3)
  }
}
