public import LinearAlgebra

/// Dense ReLU layers and a linear one on top: from a state to forecasts.
///
/// The last layer starts at zero, so that an untrained network forecasts what its scaler is centred on (the last
/// value, under a window's own normalisation) and training starts from the naive forecast.
/// Names are those of a `torch.nn.Sequential` of `Linear` and `ReLU`: `head.0`, `head.2`, …
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

  /// Claims room for the outputs of all layers for `rows` rows.
  public func reserve(rows: Int, in plan: inout ActivationPlan) -> [Slot] {
    layers.map { $0.reserve(rows: rows, in: &plan) }
  }

  /// Fills `outputs` from `input`.
  public func forward<S: BLASScalar>(_ input: Slot, _ outputs: [Slot], in pass: inout Pass<S>) {
    for index in layers.indices {
      layers[index].forward(index == 0 ? input : outputs[index - 1], outputs[index], in: &pass)
    }
  }

  /// Given the gradient of the last output, adds those of the parameters and overwrites that of `input`.
  public func backward<S: BLASScalar>(_ input: Slot, _ outputs: [Slot], in pass: inout Pass<S>) {
    for index in layers.indices.reversed() {
      layers[index].backward(index == 0 ? input : outputs[index - 1], outputs[index], in: &pass)
    }
  }
}
