/// A JSON value, and where it stands in its text.
///
/// Objects keep the order of their members, and numbers their digits, so that no integer is rounded.
public struct JSONValue: Hashable, Sendable {
  /// What a value holds.
  public indirect enum Content: Hashable, Sendable {
    /// Nothing.
    case null
    /// A truth value.
    case boolean(Bool)
    /// A number, as it is written.
    case number(String)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Named values in order, each name once.
    case object([Member])
  }

  /// A named value of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// What the value holds.
  public var content: Content
  /// The physical line it starts on, from 1; 0 for a value that was not read from a text.
  public var line: Int
  /// The byte in that line it starts at, from 1; 0 for a value that was not read from a text.
  public var column: Int

  /// Creates a value.
  public init(_ content: Content, line: Int = 0, column: Int = 0) {
    self.content = content
    self.line = line
    self.column = column
  }
}

extension JSONValue {
  /// The value's kind in words, as in "an array".
  public var kind: String {
    switch content {
    case .null: "null"
    case .boolean: "a truth value"
    case .number: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The members of an object; `nil` for another kind of value.
  public var members: [Member]? {
    if case .object(let members) = content { members } else { nil }
  }

  /// The values of an array; `nil` for another kind of value.
  public var elements: [JSONValue]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  /// The text of a string; `nil` for another kind of value.
  public var string: String? {
    if case .string(let string) = content { string } else { nil }
  }

  /// A truth value; `nil` for another kind of value.
  public var boolean: Bool? {
    if case .boolean(let boolean) = content { boolean } else { nil }
  }

  /// A number that is finite; `nil` for another kind of value.
  public var double: Double? {
    guard case .number(let digits) = content, let number = Double(digits), number.isFinite else { return nil }
    return number
  }

  /// A number written without fraction and exponent that fits; `nil` for another kind of value.
  public var integer: Int? {
    if case .number(let digits) = content { Int(digits) } else { nil }
  }

  /// The value of the member called `name`; `nil` without one.
  public subscript(name: String) -> JSONValue? {
    members?.first { $0.name == name }?.value
  }
}
