public import Files

/// A value that was not plausible, and was read as missing.
public struct ImplausibleValue: Sendable, Hashable {
  /// Why it was not.
  public enum Reason: Sendable, Hashable {
    /// It lies outside of a range.
    case outside(String)
    /// It changed faster than it may from the value before that was kept.
    case fasterThan(String)

    /// The reason as a clause of its column's values.
    public var text: String {
      switch self {
      case .outside(let range): "outside \(range)"
      case .fasterThan(let change): "changes by more than \(change)"
      }
    }
  }

  /// The line it stands in; `nil` where nothing is known of lines.
  public let place: Failure.Place?
  /// The column.
  public let column: String
  /// The value as it was read.
  public let value: Double
  /// Why it was not plausible.
  public let reason: Reason
}

extension ImplausibleValue {
  /// What values of one column have in common that are not plausible for one reason.
  fileprivate struct Kind: Hashable {
    let column: String
    let reason: Reason
  }

  fileprivate var kind: Kind { Kind(column: column, reason: reason) }

  /// What is said of `count` values, of which this is the first.
  fileprivate func notice(count: Int) -> String {
    let (verb, bound) =
      switch reason {
      case .outside(let range): (count == 1 ? "is outside" : "are outside", range)
      case .fasterThan(let change): (count == 1 ? "changes by more than" : "change by more than", change)
      }
    let place = place.map { ", the first in \($0.file):\($0.line ?? 0)" } ?? ""
    let values = "\(ShownText.counted(count, "value")) of \(ShownText.quoted(column))"
    return "\(values) \(verb) \(bound), read as missing: \(CSVField.number(value))\(place)"
  }
}

extension [ImplausibleValue] {
  /// What is said of them: how many a column and reason, and where the first stands.
  var notices: [String] {
    let groups = Dictionary(grouping: self, by: \.kind)
    var told: Set<ImplausibleValue.Kind> = []
    return filter { told.insert($0.kind).inserted }.map { $0.notice(count: groups[$0.kind]?.count ?? 0) }
  }
}
