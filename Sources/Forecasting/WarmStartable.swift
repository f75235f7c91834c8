/// A forecaster that can go on learning from an earlier fit of itself.
public protocol WarmStartable: Forecaster {
  /// Whether a fit starts from the one before; one that wraps a forecaster which cannot starts anew.
  var startsWarm: Bool { get }

  /// Learns from `data`, starting at the weights of `previous` instead of at random ones.
  ///
  /// - Parameters:
  ///   - data: The series, and which of their rows may be learnt from.
  ///   - previous: An earlier fit of a forecaster with the same options.
  ///   - session: The session of the fit.
  /// - Returns: The fitted forecaster, which is independent of `previous`.
  /// - Throws: `Failure` when the data are too short or the loss stops being finite.
  func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster
}

extension WarmStartable {
  /// Yes.
  public var startsWarm: Bool { true }
}

extension Forecaster {
  /// Whether a fit of it can start from the one before.
  public var canStartWarm: Bool { (self as? any WarmStartable)?.startsWarm ?? false }
}
