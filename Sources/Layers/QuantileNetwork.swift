public import LinearAlgebra
import Platform

/// A network whose outputs for each lead are quantiles that cannot cross, whatever its weights.
///
///     q_m = r_m                                     the median
///     q_k = q_{k−1} + softplus(r_k + c_k)           levels above it
///     q_k = q_{k+1} − softplus(r_k + c_k)           levels below it
///
/// r are the outputs of any network. The constants c are such that outputs of zero, which an untrained head
/// gives, are the quantiles of a logistic distribution of variance 1: training starts from a spread that is
/// about as wide as a window.
/// - Shapes: r and q `[B, L · levels]`, lead by lead; c `[levels]`.
/// - Complexity: One pass takes as long as one of the base, and O(B · L · levels).
/// - Source: Gasthaus et al. (2019), "Probabilistic forecasting with spline quantile function RNNs", AISTATS,
///   PMLR 89:1901, who keep quantile functions monotone by sums of positive parts.
public struct QuantileNetwork<Base: Network>: Network {
  private let base: Base
  private let offsets: [Double]
  private let median: Int

  /// The sizes of the input and the output, which are those of the base.
  public var shape: NetworkShape { base.shape }
  /// The parameters of the base; the constants c are none.
  public var parameters: ParameterPlan { base.parameters }

  /// Makes quantiles of what `base` forecasts, one number for each of `levels`, which rise and have 0.5 among
  /// them.
  public init(_ base: Base, levels: [Double]) {
    precondition(base.shape.outputs == levels.count, "one output for each level")
    guard let median = levels.firstIndex(of: 0.5) else { preconditionFailure("0.5 is a level") }
    self.base = base
    self.median = median
    offsets = levels.indices.map { place in
      guard place != median else { return 0 }
      let inner = levels[place > median ? place - 1 : place + 1]
      let distance = abs(Self.logisticQuantile(levels[place]) - Self.logisticQuantile(inner))
      precondition(distance > 0, "levels rise")
      return log(expm1(distance))
    }
  }

  /// The quantile of a logistic distribution of mean 0 and variance 1.
  private static func logisticQuantile(_ level: Double) -> Double {
    3.0.squareRoot() / Double.pi * (log(level) - log1p(-level))
  }

  /// The slots of one pass.
  public struct Activations: Sendable {
    let base: Base.Activations
    let ports: NetworkPorts
  }

  /// Claims the slots of the base, and q `[B, L · levels]`.
  public func reserve(in plan: inout ActivationPlan) -> Activations {
    let activations = base.reserve(in: &plan)
    var ports = base.ports(activations)
    ports.output = plan.reserve(plan.rows, shape.leads * shape.outputs)
    return Activations(base: activations, ports: ports)
  }

  /// The slots of the batch, which are those of the base, and of the quantiles q.
  public func ports(_ activations: Activations) -> NetworkPorts { activations.ports }

  /// Computes r by the base, and q from it.
  public func forward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    base.forward(a.base, in: &pass)
    pass.quantiles(base.ports(a.base).output, offsets: offsets, median: median, into: a.ports.output)
  }

  /// Turns ∂q into ∂r, and adds the gradients of the base's parameters.
  public func backward<S: BLASScalar>(_ a: Activations, in pass: inout Pass<S>) {
    pass.quantilesBackward(base.ports(a.base).output, offsets: offsets, median: median, from: a.ports.output)
    base.backward(a.base, in: &pass)
  }
}
