public import LinearAlgebra

/// Dense ReLU layers and a linear one on top: from a state to forecasts.
///
/// The last layer starts at zero, so that an untrained network forecasts what its scaler is centred on (the
/// last value, under a window's own normalisation) and training starts from the naive forecast. Names are
/// those of a `torch.nn.Sequential` of `Linear` and `ReLU`: `head.0`, `head.2`, …
/// - Shapes: input `[rows, inputSize]`; output of layer k `[rows, units[k]]`, of the last one
///   `[rows, outputSize]`.
public struct Head: Sendable {
  private let layers: [Dense]

  /// Claims the parameters of `units.count` ReLU layers and one linear layer.
  public init(inputSize: Int, units: [Int], outputSize: Int, in plan: inout ParameterPlan) {
    var layers: [Dense] = []
    var size = inputSize
    for (index, width) in units.enumerated() {
      layers.append(
        Dense("head.\(2 * index)", inputSize: size, outputSize: width, isRectified: true, in: &plan))
      size = width
    }
    layers.append(
      Dense(
        "head.\(2 * units.count)", inputSize: size, outputSize: outputSize, isRectified: false,
        startsAtZero: true, in: &plan))
    self.layers = layers
  }

  /// Claims room for one pass of all layers over `rows` rows.
  public func reserve(rows: Int, in plan: inout ActivationPlan) -> [Dense.Activations] {
    layers.map { $0.reserve(rows: rows, in: &plan) }
  }

  /// Fills the outputs from `input`.
  ///
  /// - Complexity: O(rows · parameters).
  public func forward<S: BLASScalar>(
    _ input: Slot, _ activations: [Dense.Activations], in pass: inout Pass<S>
  ) {
    for index in layers.indices {
      let source = index == 0 ? input : activations[index - 1].output
      layers[index].forward(source, activations[index], in: &pass)
    }
  }

  /// Given the gradient of the last output, adds those of the parameters and overwrites that of `input`.
  ///
  /// - Complexity: O(rows · parameters).
  public func backward<S: BLASScalar>(
    _ input: Slot, _ activations: [Dense.Activations], in pass: inout Pass<S>
  ) {
    for index in layers.indices.reversed() {
      let source = index == 0 ? input : activations[index - 1].output
      layers[index].backward(source, activations[index], in: &pass)
    }
  }
}
