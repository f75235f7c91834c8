import Files

/// A range of values, of one column or of all targets, as options write it: `HR=20..250`, `HR:20..250`,
/// `40..400`, `0..`.
public struct NamedRange: Sendable, Hashable, Codable {
  /// The column; `nil` for every target.
  public var column: String?
  /// The least value; `nil` where there is none.
  public var lower: Double?
  /// The largest value; `nil` where there is none.
  public var upper: Double?

  /// Creates a range.
  public init(column: String? = nil, lower: Double? = nil, upper: Double? = nil) {
    (self.column, self.lower, self.upper) = (column, lower, upper)
  }

  /// Reads a column with `=` or `:`, which may be left out, the least value, two dots and the largest, one of
  /// which may be left out.
  ///
  /// `nil` where it is none, or the least value is not below the largest.
  public init?(_ text: String) {
    let (column, rest) = Self.parts(text)
    guard let dots = rest.firstRange(of: "..") else { return nil }
    let (low, high) = (rest[..<dots.lowerBound], rest[dots.upperBound...])
    let (lower, upper) = (Double(low), Double(high))
    guard low.isEmpty || lower?.isFinite == true, high.isEmpty || upper?.isFinite == true,
      lower != nil || upper != nil, (lower ?? -.infinity) < (upper ?? .infinity), column != ""
    else { return nil }
    self.init(column: column, lower: lower, upper: upper)
  }

  /// What stands before the last `=` or else `:`, if there is one, and what stands behind.
  static func parts(_ text: String) -> (column: String?, rest: Substring) {
    guard let sign = text.lastIndex(of: "=") ?? text.lastIndex(of: ":") else { return (nil, text[...]) }
    return (String(text[..<sign]), text[text.index(after: sign)...])
  }

  /// Whether a number lies inside; the ends do.
  public func contains(_ value: Double) -> Bool {
    value >= lower ?? -.infinity && value <= upper ?? .infinity
  }

  /// The range without its column.
  var range: String { "\(lower.map(CSVField.number) ?? "")..\(upper.map(CSVField.number) ?? "")" }
}
