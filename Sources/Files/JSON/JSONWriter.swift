extension JSONValue {
  /// A text.
  public static func text(_ text: String) -> JSONValue { JSONValue(.string(text)) }

  /// A whole number.
  public static func number(_ number: Int) -> JSONValue { JSONValue(.number(String(number))) }

  /// A number by its shortest text that reads back as the same bits; null when it is not finite.
  public static func number(_ number: Double) -> JSONValue {
    JSONValue(number.isFinite ? .number(CSVField.number(number)) : .null)
  }

  /// Values in order.
  public static func array(_ values: [JSONValue]) -> JSONValue { JSONValue(.array(values)) }

  /// Named values in order.
  public static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    JSONValue(.object(members.map { Member($0.key, $0.value) }))
  }

  /// The value as JSON on one line, without blanks.
  public var compactText: String {
    switch content {
    case .null: "null"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .number(let digits): digits
    case .string(let string): Self.quoted(string)
    case .array(let elements): "[" + elements.map(\.compactText).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.map { Self.quoted($0.name) + ":" + $0.value.compactText }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\u{00}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
