/// Reads JSON (RFC 8259) strictly: a name twice in an object, a comment or a trailing comma is an error with
/// its place.
public struct JSONParser {
  /// The deepest nesting that is read.
  public static let maximumDepth = 64

  private let bytes: [UInt8]
  private let file: String
  private let cause: Failure.Cause
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private let mostValues: Int
  private var valueCount = 0

  /// Reads the one value that `bytes` hold, after a byte-order mark if there is one.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - file: The file's name, for messages.
  ///   - cause: The cause of the failure when the text is not JSON.
  ///   - mostValues: The largest number of values in all, each of which takes a hundred times the memory of
  ///     its text.
  /// - Returns: The value, with the members of objects in the order of the text.
  /// - Throws: `Failure` with the given cause, where the text is empty, is not JSON, or holds more values.
  public static func parse(
    _ bytes: [UInt8], file: String, cause: Failure.Cause, mostValues: Int = .max
  ) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes: bytes, file: file, cause: cause, mostValues: mostValues)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    parser.skipBlanks()
    guard parser.position < bytes.count else { throw parser.failure("the file is empty, expected JSON") }
    let value = try parser.value(depth: 1)
    parser.skipBlanks()
    guard parser.position == bytes.count else {
      throw parser.failure("found \(parser.found) after the end of the JSON value")
    }
    return value
  }

  private init(bytes: [UInt8], file: String, cause: Failure.Cause, mostValues: Int) {
    self.mostValues = mostValues
    self.bytes = bytes
    self.file = file
    self.cause = cause
  }
}

extension JSONParser {
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The next byte in words.
  private var found: String {
    guard let next else { return "the end of the file" }
    if next >= 0x21, next < 0x7F { return "'\(Character(Unicode.Scalar(next)))'" }
    return "the byte 0x\(String(next, radix: 16, uppercase: true))"
  }

  private func failure(_ message: String) -> Failure {
    Failure(
      cause, at: Failure.Place(file: file, line: line, column: position - lineStart + 1), message)
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
      if byte == 0x0A {
        line += 1
        lineStart = position
      }
    }
  }

  /// Takes `byte` if it comes next.
  private mutating func takes(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth <= Self.maximumDepth else {
      throw failure("values are nested deeper than \(Self.maximumDepth) levels")
    }
    valueCount += 1
    guard valueCount <= mostValues else { throw failure("there are more than \(mostValues) values") }
    let (line, column) = (line, position - lineStart + 1)
    let content: JSONValue.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try object(depth: depth))
    case UInt8(ascii: "["): content = .array(try array(depth: depth))
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "-"): content = .number(try number())
    case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): content = .number(try number())
    default: content = try word()
    }
    return JSONValue(content, line: line, column: column)
  }

  private mutating func object(depth: Int) throws(Failure) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    position += 1
    skipBlanks()
    if takes(UInt8(ascii: "}")) { return [] }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw failure("found \(found), expected a name in quotes") }
      let start = position
      let name = try string()
      guard names.insert(name).inserted else {
        position = start
        throw failure("the name \(ShownText.quoted(name)) appears twice")
      }
      skipBlanks()
      guard takes(UInt8(ascii: ":")) else { throw failure("found \(found), expected ':'") }
      skipBlanks()
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      skipBlanks()
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "}")) else { throw failure("found \(found), expected ',' or '}'") }
    return members
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    var elements: [JSONValue] = []
    position += 1
    skipBlanks()
    if takes(UInt8(ascii: "]")) { return [] }
    repeat {
      skipBlanks()
      elements.append(try value(depth: depth + 1))
      skipBlanks()
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "]")) else { throw failure("found \(found), expected ',' or ']'") }
    return elements
  }

  private mutating func word() throws(Failure) -> JSONValue.Content {
    let words: [(text: String, content: JSONValue.Content)] = [
      ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
    ]
    for (text, content) in words where bytes[position...].starts(with: text.utf8) {
      position += text.utf8.count
      return content
    }
    throw failure("found \(found), expected a value")
  }

  /// Reads a number by JSON's grammar: no leading zeros, no `+`, digits on both sides of a point.
  private mutating func number() throws(Failure) -> String {
    let start = position
    _ = takes(UInt8(ascii: "-"))
    if !takes(UInt8(ascii: "0")) { try digits() }
    if takes(UInt8(ascii: ".")) { try digits() }
    if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
      if !takes(UInt8(ascii: "+")) { _ = takes(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      position = start
      throw failure("the number \(text) is too large")
    }
    return text
  }

  private mutating func digits() throws(Failure) {
    let start = position
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    guard position > start else { throw failure("found \(found), expected a digit") }
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(Failure) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while !takes(UInt8(ascii: "\"")) {
      guard let byte = next else {
        position = start
        throw failure("the text opened here is never closed")
      }
      guard byte >= 0x20 else { throw failure("found \(found) inside a text, expected an escape") }
      position += 1
      if byte == UInt8(ascii: "\\") { text += try escape() } else { text.append(byte) }
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      position = start
      throw failure("the text is not UTF-8")
    }
    return string
  }

  private mutating func escape() throws(Failure) -> [UInt8] {
    let escapes: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    if let next, let byte = escapes[next] {
      position += 1
      return [byte]
    }
    guard takes(UInt8(ascii: "u")) else { throw failure("found \(found) after a backslash") }
    var scalar = UInt32(try codeUnit())
    if scalar >= 0xD800, scalar < 0xDC00, takes(UInt8(ascii: "\\")), takes(UInt8(ascii: "u")) {
      let low = UInt32(try codeUnit())
      if low >= 0xDC00, low < 0xE000 { scalar = 0x1_0000 + (scalar - 0xD800) << 10 + (low - 0xDC00) }
    }
    guard let character = Unicode.Scalar(scalar) else {
      throw failure("half of a surrogate pair in a text")
    }
    return Array(String(character).utf8)
  }

  private mutating func codeUnit() throws(Failure) -> UInt16 {
    let digits = bytes[position..<min(position + 4, bytes.count)]
    guard digits.count == 4, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("found \(found), expected four hexadecimal digits") }
    position += 4
    return unit
  }
}
