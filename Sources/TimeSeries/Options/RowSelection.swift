import Files

/// Which rows of the files are kept.
public struct RowSelection: Sendable, Equatable, Codable {
  /// What a column must hold, or must not.
  public struct Condition: Sendable, Equatable, Codable {
    /// The column.
    public var column: String
    /// The texts that its cells may be, or may not.
    public var values: [String]
    /// Whether cells must be none of the texts.
    public var isNegated: Bool
  }

  /// What all rows that are kept fulfil.
  public var conditions: [Condition] = []
  /// Whether rows without a time are left out, instead of being an error.
  public var leavesOutWithoutTime = false
  /// Whether rows with another number of fields than the header are left out, instead of being an error.
  public var leavesOutRagged = false

  /// Creates a selection of all rows.
  public init() {}

  /// Reads conditions as `itemid=220045,220210` and `Event Type!=Alert`, with `&` between several.
  ///
  /// - Throws: `Failure` (arguments) for a text that is none.
  public static func conditions(_ text: String) throws(Failure) -> [Condition] {
    var conditions: [Condition] = []
    for part in text.split(separator: "&") {
      guard let equals = part.firstIndex(of: "="), equals != part.startIndex else {
        throw Failure(
          .arguments, "the condition \(ShownText.quoted(String(part))) is not COLUMN=VALUE",
          fix: "write it as --where 'itemid=220045', --where 'kind=a,b' or --where 'kind!=a'")
      }
      let isNegated = part[part.index(before: equals)] == "!"
      let name = isNegated ? part[..<part.index(before: equals)] : part[..<equals]
      let values = part[part.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false)
      conditions.append(
        Condition(
          column: String(name).trimmed, values: values.map { String($0).trimmed }, isNegated: isNegated))
    }
    return conditions
  }

  /// The conditions as an option takes them.
  var text: String {
    conditions.map { condition in
      condition.column + (condition.isNegated ? "!=" : "=") + condition.values.joined(separator: ",")
    }.joined(separator: "&")
  }
}
