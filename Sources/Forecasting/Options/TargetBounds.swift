/// Between which values the forecasts and quantiles of a target are kept.
public struct TargetBounds: Codable, Sendable, Equatable {
  /// The target's column; `nil` for every target.
  public var column: String?
  /// The least value; `nil` where there is none.
  public var lower: Double?
  /// The largest value; `nil` where there is none.
  public var upper: Double?

  /// Creates bounds.
  public init(column: String? = nil, lower: Double? = nil, upper: Double? = nil) {
    (self.column, self.lower, self.upper) = (column, lower, upper)
  }

  /// Whether they are bounds of the series of a column.
  public func concerns(column: String) -> Bool { self.column == nil || self.column == column }

  /// The value inside that is nearest to `value`.
  public func clamped(_ value: Double) -> Double {
    min(max(value, lower ?? -.infinity), upper ?? .infinity)
  }

  /// Whether a value lies inside; a missing one does.
  public func holds(_ value: Double) -> Bool { value.isNaN || clamped(value) == value }
}
