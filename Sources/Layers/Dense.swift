public import LinearAlgebra

/// A fully connected layer, with or without a rectifier: y = x Wᵀ + b, or max(0, x Wᵀ + b).
///
/// - Shapes: x `[rows, inputSize]`; y `[rows, outputSize]`.
/// - PyTorch: `torch.nn.Linear`, same names.
public struct Dense: Sendable {
  /// Features in.
  public let inputSize: Int
  /// Features out.
  public let outputSize: Int
  private let isRectified: Bool
  private let weights: Slot  // W [O, I]
  private let bias: Slot  // b [O]

  /// Claims the parameters under `name`, uniform on ±1/√inputSize as PyTorch starts them, or zero.
  public init(
    _ name: String, inputSize: Int, outputSize: Int, isRectified: Bool, startsAtZero: Bool = false,
    in plan: inout ParameterPlan
  ) {
    self.inputSize = inputSize
    self.outputSize = outputSize
    self.isRectified = isRectified
    let start = startsAtZero ? Initializer.constant(0) : .uniform(bound: 1 / Double(inputSize).squareRoot())
    weights = plan.reserve("\(name).weight", outputSize, inputSize, start)
    bias = plan.reserve("\(name).bias", outputSize, start)
  }

  /// Claims room for the output of `rows` rows.
  public func reserve(rows: Int, in plan: inout ActivationPlan) -> Slot { plan.reserve(rows, outputSize) }

  /// Fills `output` from `input`.
  public func forward<S: BLASScalar>(_ input: Slot, _ output: Slot, in pass: inout Pass<S>) {
    pass.fillRows(of: output, with: bias)
    pass.multiply(input, byTransposeOf: weights, addingTo: output)
    if isRectified { pass.relu(output) }
  }

  // ∂a = ∂y ∘ [y > 0]      ∂W += ∂aᵀ x      ∂b += Σ ∂a      ∂x = ∂a W

  /// Given the gradient of `output`, adds those of the parameters and overwrites that of `input`.
  public func backward<S: BLASScalar>(_ input: Slot, _ output: Slot, in pass: inout Pass<S>) {
    if isRectified { pass.reluBackward(output) }
    pass.multiply(transposeOf: output.gradient, by: input, addingTo: weights.gradient)
    pass.addRowSum(of: output.gradient, to: bias.gradient)
    pass.multiply(output.gradient, by: weights, into: input.gradient)
  }
}
