import Platform

/// A centre and a scale that bring values near 0 and 1, and back; of values as they are, or of their
/// logarithms.
public struct Normalisation: Sendable, Equatable {
  /// The value, or the logarithm of value and offset, that becomes 0.
  public var center: Double
  /// The distance from the centre that becomes 1; not negative, and 0 where the values never varied.
  public var scale: Double
  /// What is added to values before their logarithm is taken; `nil` for values as they are.
  public var logOffset: Double?

  /// The share of the offset that stands for all sums of value and offset below it: a logarithm needs
  /// positive numbers.
  private static let leastShare = 0.01

  /// Creates a normalisation.
  public init(center: Double, scale: Double, logOffset: Double? = nil) {
    self.center = center
    self.scale = scale
    self.logOffset = logOffset
  }

  /// Brings a value to the common scale, where a scale of 0 makes it 0; `.nan` stays `.nan`.
  public func scaled(_ value: Double) -> Double {
    guard scale > 0 else { return value.isNaN ? value : 0 }
    guard let logOffset else { return (value - center) / scale }
    return (Self.logarithm(of: value, offset: logOffset) - center) / scale
  }

  /// Converts a value back to its units, in which it is not negative where logarithms were taken.
  public func unscaled(_ value: Double) -> Double {
    let sum = value * scale + center
    guard let logOffset else { return sum }
    return Swift.max(0, exp(sum) - logOffset)
  }

  /// log(value + offset), where sums that are hardly positive count as a hundredth of the offset; `.nan`
  /// stays `.nan`.
  public static func logarithm(of value: Double, offset: Double) -> Double {
    value.isNaN ? value : log(Swift.max(value + offset, leastShare * offset))
  }
}

extension Normalisation {
  /// What a lookback's own normalisation is centred on.
  public enum Anchor: Sendable, Equatable {
    /// The last observed value: a network that has learnt nothing forecasts no change.
    case lastValue
    /// The mean, for targets that are differences, whose last value says little about the next.
    case mean
  }

  /// Reversible instance normalisation of one lookback: its last observed value, and its deviation.
  ///
  /// The scale is the population standard deviation of the observed values around their mean, at least
  /// `floor`: a window that happens to be flat would otherwise turn an ordinary next value into an enormous
  /// one.
  ///
  /// - Parameters:
  ///   - lookback: The values up to the cutoff; `.nan` is missing.
  ///   - floor: The least scale, positive (see ``FittedScaler``).
  ///   - fallback: The centre of a lookback without an observed value, whose scale is `floor`.
  ///   - anchor: Which value of the lookback is the centre.
  /// - Complexity: O(`lookback.count`). Allocates nothing.
  /// - Sources: Kim et al. (2022), "Reversible instance normalization for accurate time-series forecasting
  ///   against distribution shift", https://openreview.net/forum?id=cGDAkQo1C0p.
  public init(
    ofLookback lookback: ArraySlice<Double>, floor: Double, fallback: Double, anchor: Anchor = .lastValue
  ) {
    guard let last = lookback.last(where: { !$0.isNaN }) else {
      self.init(center: fallback, scale: floor)
      return
    }
    // Differences from the last value are small and nearly exact, however large the values' offset is.
    var moments = RunningMoments()
    for value in lookback { moments.add(value - last) }
    self.init(
      center: anchor == .mean ? last + moments.mean : last, scale: max(moments.standardDeviation, floor))
  }
}
