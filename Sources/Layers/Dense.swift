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
  private let projection: Projection

  /// Claims the parameters under `name`, uniform on ±1/√inputSize as PyTorch starts them, or zero.
  public init(
    _ name: String, inputSize: Int, outputSize: Int, isRectified: Bool, startsAtZero: Bool = false,
    in plan: inout ParameterPlan
  ) {
    self.inputSize = inputSize
    self.outputSize = outputSize
    self.isRectified = isRectified
    let start = startsAtZero ? Initializer.constant(0) : .uniform(bound: 1 / Double(inputSize).squareRoot())
    projection = Projection(
      weights: plan.reserve("\(name).weight", outputSize, inputSize, start),
      bias: plan.reserve("\(name).bias", outputSize, start))
  }

  /// What one pass remembers.
  public struct Activations: Sendable {
    /// y `[rows, outputSize]`.
    public let output: Slot
    let packed: PackedWeights
  }

  /// Claims room for one pass over `rows` rows.
  public func reserve(rows: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(output: plan.reserve(rows, outputSize), packed: plan.reservePacked(projection.weights))
  }

  /// Fills the output from `input`.
  ///
  /// - Complexity: O(rows · inputSize · outputSize).
  public func forward<S: BLASScalar>(_ input: Slot, _ activations: Activations, in pass: inout Pass<S>) {
    projection.forward(input, by: activations.packed, into: activations.output, in: &pass)
    if isRectified { pass.relu(activations.output) }
  }

  // ∂a = ∂y ∘ [y > 0]

  /// Given the gradient of the output, adds those of the parameters and overwrites that of `input`.
  ///
  /// - Complexity: O(rows · inputSize · outputSize).
  public func backward<S: BLASScalar>(_ input: Slot, _ activations: Activations, in pass: inout Pass<S>) {
    if isRectified { pass.reluBackward(activations.output) }
    projection.backward(input, by: activations.packed, from: activations.output, in: &pass)
  }
}
