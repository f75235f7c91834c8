import ArgumentParser
import Files
import TimeSeries

extension ReadingOptions {
  /// Sets which values are plausible; ranges or changes that were not given keep their values.
  func applyPlausibility(to options: inout ReadOptions) throws(Failure) {
    var plausibility = options.plausibility ?? Plausibility()
    var changes: [NamedChange] = []
    if let plausible {
      plausibility.ranges = []
      for text in plausible.names {
        let (range, change) = try Self.range(text)
        plausibility.ranges.append(range)
        if let change { changes.append(change) }
      }
    }
    for text in plausibleChange?.names ?? [] { changes.append(try Self.change(text)) }
    if !changes.isEmpty { plausibility.changes = changes }
    if plausibility != Plausibility() { options.plausibility = plausibility }
    if plausibleLog != nil, options.plausibility == nil {
      throw Failure(
        .arguments, "--plausible-log has nothing to tell without a range or a change",
        fix: "add --plausible or --plausible-change")
    }
  }

  /// A range, and a change behind it with a colon if there is one: `HR=20..250:30/min`.
  private static func range(_ text: String) throws(Failure) -> (NamedRange, NamedChange?) {
    if let range = NamedRange(text) { return (range, nil) }
    if let colon = text.lastIndex(of: ":"), let range = NamedRange(String(text[..<colon])),
      var change = NamedChange(String(text[text.index(after: colon)...]))
    {
      change.column = range.column
      return (range, change)
    }
    throw Failure(
      .arguments,
      "--plausible has \(ShownText.quoted(text)), expected the least value, two dots and the largest, one of which may be left out",
      fix: "for instance --plausible 20..250 or --plausible HR=20..250")
  }

  private static func change(_ text: String) throws(Failure) -> NamedChange {
    if let change = NamedChange(text) { return change }
    let units = NamedChange.Unit.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure(
      .arguments,
      "--plausible-change has \(ShownText.quoted(text)), expected a number above 0, a slash and one of \(units)",
      fix: "for instance --plausible-change 30/min or --plausible-change HR=30/min")
  }
}
