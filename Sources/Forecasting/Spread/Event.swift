public import Files
public import TimeSeries

/// Something that may happen at a lead, such as a saturation below 90: a forecast can tell how likely it is.
public struct Event: Sendable, Hashable {
  /// What the target is compared with.
  public enum Threshold: Sendable, Hashable {
    /// A value, in the target's units.
    case value(Double)
    /// A change from the last observed value, as a share of it.
    case change(Double)
  }

  /// The event as it was written, as in `SpO2<90`.
  public let text: String
  /// The target's column.
  public let column: String
  /// Whether values below the threshold are the event, instead of those above.
  public let isBelow: Bool
  /// Whether the threshold itself is.
  public let isInclusive: Bool
  /// What the target is compared with.
  public let threshold: Threshold

  /// Reads an event: a column, `<`, `<=`, `>` or `>=`, and a number, or a change in percent with its sign.
  ///
  /// - Throws: `Failure` (arguments) saying what was expected.
  public init(_ text: String) throws(Failure) {
    let form =
      "a column, < or >, and a number, as in 'SpO2<90', or a change of the last value, as in 'Close>+2%'"
    func refused(_ problem: String) -> Failure {
      Failure(.arguments, "--event \(ShownText.quoted(text)) \(problem)", fix: form)
    }
    guard let place = text.firstIndex(where: { "<>".contains($0) }), place > text.startIndex else {
      throw refused("has no column and comparison")
    }
    var number = text[text.index(after: place)...]
    isInclusive = number.first == "="
    if isInclusive { number = number.dropFirst() }
    let digits = number.filter { $0 != " " }
    let isChange = digits.last == "%"
    guard let value = Double(isChange ? digits.dropLast() : digits[...]), value.isFinite else {
      throw refused("compares with \(ShownText.quoted(String(number))), which is no number")
    }
    guard !isChange || digits.first == "+" || digits.first == "-" else {
      throw refused("has a percentage without a sign; a change of the last value is +\(digits) or -\(digits)")
    }
    self.text = text
    column = String(text[..<place]).trimmed
    isBelow = text[place] == "<"
    threshold = isChange ? .change(value / 100) : .value(value)
  }

  /// Whether the target is compared with the last observed value.
  public var isOfChange: Bool { if case .change = threshold { true } else { false } }

  /// The value that the target is compared with after `last`, the last observed one.
  public func bound(after last: Double) -> Double {
    switch threshold {
    case .value(let value): value
    // A change of a negative value goes the way that its sign says.
    case .change(let share): last + share * abs(last)
    }
  }

  /// The bound moved half a step to the side where it is none of the values, which are `step` apart.
  ///
  /// Events that are the same for such values then have the same bound. Where the step is 0, the bound is not
  /// moved.
  package func bound(after last: Double, step: Double) -> Double {
    let bound = bound(after: last)
    guard step > 0, bound.isFinite else { return bound }
    let place = bound / step
    let nearest = place.rounded()
    let whole = abs(place - nearest) < 1e-9 * max(1, abs(place)) ? nearest : place
    // A value at the bound lies below it where it is the event below, or is not the one above.
    let hasBoundBelow = isBelow == isInclusive
    return (hasBoundBelow ? whole.rounded(.down) + 0.5 : whole.rounded(.up) - 0.5) * step
  }

  /// The probability of the event among values from `lower` to `upper` alone, where `probability` is that of
  /// any.
  package func probability(_ probability: Double, bound: Double, lower: Double?, upper: Double?) -> Double {
    let (likeliest, least) = isBelow ? (lower, upper) : (upper, lower)
    if let likeliest, !happens(at: likeliest, bound: bound) { return 0 }
    if let least, happens(at: least, bound: bound) { return 1 }
    return probability
  }

  /// Whether `value` is the event, where the target is compared with `bound`.
  public func happens(at value: Double, bound: Double) -> Bool {
    if value == bound { return isInclusive }
    return isBelow ? value < bound : value > bound
  }

  /// Whether the event is one of a series: of its target's column, or where every column is a series, of the
  /// series' name.
  public func concerns(_ series: Series) -> Bool {
    series.column.isEmpty ? column == series.id || column == Self.anyTarget : column == series.column
  }

  /// What the target of series without a column is called.
  private static let anyTarget = "y"
}
