import Files

/// The fastest change of a column, or of all targets, as options write it: `HR=30/min`, `5/row`.
public struct NamedChange: Sendable, Hashable, Codable {
  /// What a change is one of.
  public enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
    case second = "s"
    case minute = "min"
    case hour = "h"
    case day = "d"
    /// From one row of a series to the next, whatever time is between.
    case row

    /// The seconds of one; `nil` of rows.
    var seconds: Double? {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3_600
      case .day: 86_400
      case .row: nil
      }
    }
  }

  /// The column; `nil` for every target.
  public var column: String?
  /// The largest change of one unit, above 0.
  public var limit: Double
  /// What it is the change of.
  public var unit: Unit

  /// Reads a column with `=` or `:`, which may be left out, the largest change, a slash and its unit; `nil`
  /// where it is none.
  public init?(_ text: String) {
    let (column, rest) = NamedRange.parts(text)
    guard let slash = rest.lastIndex(of: "/"), let limit = Double(rest[..<slash]), limit.isFinite, limit > 0,
      let unit = Unit(rawValue: String(rest[rest.index(after: slash)...])), column != ""
    else { return nil }
    (self.column, self.limit, self.unit) = (column, limit, unit)
  }

  /// The change without its column.
  var change: String { "\(CSVField.number(limit))/\(unit.rawValue)" }
}
