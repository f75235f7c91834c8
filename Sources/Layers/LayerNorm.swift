public import LinearAlgebra

/// Normalises each row to mean 0 and deviation 1, then scales and shifts each column.
///
///     y = (x − mean) / √(variance + 1e-5) ∘ gain + bias
///
/// - Shapes: x and y `[rows, H]`; gain and bias `[H]`; statistics `[rows, 2]`.
/// - Source: Ba, Kiros, Hinton (2016), arXiv:1607.06450.
/// - PyTorch: `torch.nn.LayerNorm`, same names.
public struct LayerNorm: Sendable {
  private let gain: Slot
  private let bias: Slot

  /// Claims gain (ones) and bias (zeros) of `size` elements under `name`.
  public init(_ name: String, size: Int, in plan: inout ParameterPlan) {
    gain = plan.reserve("\(name).weight", size, .constant(1))
    bias = plan.reserve("\(name).bias", size, .constant(0))
  }

  /// What one pass remembers.
  public struct Activations: Sendable {
    /// y `[rows, H]`.
    public let output: Slot
    let statistics: Slot  // [rows, 2], mean and 1/deviation
  }

  /// Claims room for an output of `rows` rows.
  public func reserve(rows: Int, in plan: inout ActivationPlan) -> Activations {
    Activations(output: plan.reserve(rows, gain.count), statistics: plan.reserve(rows, 2))
  }

  /// Fills the output from `input`.
  ///
  /// - Complexity: O(rows · H).
  public func forward<S: BLASScalar>(_ input: Slot, _ activations: Activations, in pass: inout Pass<S>) {
    pass.normalize(
      input, gain: gain, bias: bias, into: activations.output, statistics: activations.statistics)
  }

  // With x̂ = (x − mean) / deviation and ∂x̂ = ∂y ∘ gain:
  //
  //     ∂gain += Σ ∂y ∘ x̂      ∂bias += Σ ∂y      ∂x = (∂x̂ − mean(∂x̂) − x̂ · mean(∂x̂ ∘ x̂)) / deviation

  /// Given the gradient of the output, adds those of the parameters and overwrites that of `input`.
  ///
  /// - Complexity: O(rows · H).
  public func backward<S: BLASScalar>(_ input: Slot, _ activations: Activations, in pass: inout Pass<S>) {
    pass.normalizeBackward(
      input, gain: gain, bias: bias, from: activations.output, statistics: activations.statistics)
  }
}
