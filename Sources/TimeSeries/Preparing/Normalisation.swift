/// A shift and a scale that bring values near 0 and 1, and back.
public struct Normalisation: Sendable, Equatable {
  /// What becomes 0, in the values' units.
  public var center: Double
  /// What becomes 1 above the centre, in the values' units; positive.
  public var scale: Double

  /// Creates a normalisation.
  public init(center: Double, scale: Double) {
    self.center = center
    self.scale = scale
  }

  /// Brings a value to the common scale; `.nan` stays `.nan`.
  public func scaled(_ value: Double) -> Double { (value - center) / scale }

  /// Brings a value back to its units.
  public func unscaled(_ value: Double) -> Double { value * scale + center }
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
  /// The scale is the population standard deviation of the observed values around their mean, at least `floor`: a
  /// window that happens to be flat would otherwise turn an ordinary next value into an enormous one.
  ///
  /// - Parameters:
  ///   - lookback: The values up to the cutoff; `.nan` is missing.
  ///   - floor: The least scale, positive (see ``FittedScaler``).
  ///   - fallback: The centre of a lookback without an observed value, whose scale is `floor`.
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
