/// How a forecaster learns how uncertain its forecasts are.
public struct IntervalOptions: Codable, Sendable, Equatable {
  /// What quantiles are made of.
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// Errors on rows that the fit did not learn from.
    case conformal
    /// The same errors, at levels that move as the intervals before held or did not.
    case adaptive
    /// The quantiles that a forecaster learns itself (see ``Forecaster/learnsQuantiles``); errors, as for
    /// `conformal`, of one that learns none.
    case model
  }

  /// What quantiles are made of.
  public var method: Method
  /// The levels of the quantiles that it must be able to tell, in (0, 1).
  public var quantileLevels: [Double]

  /// Creates options.
  public init(method: Method = .conformal, quantileLevels: [Double]) {
    self.method = method
    self.quantileLevels = quantileLevels
  }

  /// The errors that a sample has at least, whatever is asked of it: those of an interval of 80 %.
  package static let leastErrors = 9
  /// More than any sample has: levels that need as many are refused like those that need more.
  private static let mostErrors = 1e12

  /// The errors that tell the outermost of these quantiles: a finite sample's rank must lie inside it.
  package var neededErrors: Int {
    let tail = quantileLevels.map { min($0, 1 - $0) }.min() ?? 0.5
    // Levels such as 0.025 are not exact.
    let needed = (1 / max(tail, 1 / Self.mostErrors) - 1 - 1e-9).rounded(.up)
    return max(Self.leastErrors, Int(needed))
  }
}
