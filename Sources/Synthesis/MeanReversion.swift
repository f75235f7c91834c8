import Platform
import Randomness

/// A Gaussian process that is drawn back to zero: what is left of a deviation decays exponentially.
///
/// It is the Ornstein–Uhlenbeck process at equal steps, so it stays stationary whatever the step is.
///
/// - Sources: Uhlenbeck, Ornstein (1930), "On the theory of the Brownian motion", doi:10.1103/PhysRev.36.823.
struct MeanReversion {
  /// The deviation from the mean.
  var value: Double
  /// The share of a deviation that is left after a step, in (0, 1).
  let decay: Double
  /// The standard deviation of what a step adds.
  let innovation: Double

  /// Creates a process that starts from its stationary distribution.
  ///
  /// - Parameters:
  ///   - deviation: The stationary standard deviation.
  ///   - time: The time after which a deviation has fallen to 1/e, in the unit of `step`.
  ///   - step: The time from one value to the next.
  ///   - random: The stream that the first value is drawn from.
  init(deviation: Double, time: Double, step: Double, using random: inout RandomStream) {
    decay = exp(-step / time)
    innovation = deviation * (1 - decay * decay).squareRoot()
    value = deviation * random.nextGaussian()
  }

  /// Takes one step and returns the new deviation.
  mutating func next(using random: inout RandomStream) -> Double {
    value = decay * value + innovation * random.nextGaussian()
    return value
  }
}
