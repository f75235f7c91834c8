import Files
import LinearAlgebra

extension ParameterPlan {
  /// The tensors of `weights`, under the parameters' names.
  package func tensors(_ weights: [Float]) -> [NamedTensor] {
    parameters.map { parameter in
      NamedTensor(
        name: parameter.name, shape: parameter.shape,
        elements: .float(Array(parameter.slot.elements(in: weights))))
    }
  }
}

extension ModelRecord {
  /// The weights of a network, in the flat order of its parameters.
  ///
  /// - Throws: `Failure` (model file) when a tensor is missing, has another shape, or is not finite.
  package func weights(of plan: ParameterPlan) throws(Failure) -> [Float] {
    // Slots are padded to 16 elements; more than that says that the configuration is not these tensors'.
    let stored = tensors.reduce(0) { $0 + $1.count }
    guard plan.count <= stored + 16 * plan.parameters.count else {
      throw Failure(
        .modelFile, "the configuration asks for \(plan.count) weights, and the file has \(stored)")
    }
    var weights = [Float](repeating: 0, count: plan.count)
    for parameter in plan.parameters {
      parameter.slot.copy(try floats(parameter.name, shape: parameter.shape), into: &weights)
    }
    return weights
  }
}
