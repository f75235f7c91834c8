import Files

/// Looks for what JSON decoders let pass silently: a name used twice in one object, and nesting without end.
public enum JSONKeys {
  /// The deepest nesting that is accepted.
  static let deepest = 64

  /// Scans well-formed JSON; malformed JSON is left to the decoder that follows.
  ///
  /// - Throws: `Failure` (model file) naming the repeated key, or when objects are nested too deeply.
  static func check(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    if let problem = problem(in: bytes) { throw Failure(.modelFile, problem.message) }
  }

  /// A problem, with the line it is on (from 1).
  public struct Problem: Equatable, Sendable {
    /// What is wrong.
    public let message: String
    /// The line, from 1.
    public let line: Int
  }

  /// The first repeated key or the first nesting too deep, or `nil`.
  public static func problem(in bytes: ArraySlice<UInt8>) -> Problem? {
    var keys: [Set<[UInt8]>?] = []  // one an open bracket; nil for an array
    var line = 1
    var index = bytes.startIndex
    var expectsKey = false
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        expectsKey = bytes[index] == UInt8(ascii: "{")
        keys.append(expectsKey ? [] : nil)
        if keys.count > deepest { return Problem(message: "JSON nested more than \(deepest) deep", line: line) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = keys.popLast()
        expectsKey = false
      case UInt8(ascii: ","): expectsKey = (keys.last ?? nil) != nil
      case UInt8(ascii: "\""):
        let start = index + 1
        index = endOfString(bytes, from: start)
        if expectsKey, let last = keys.indices.last {
          let key = Array(bytes[start..<index])
          if keys[last]?.insert(key).inserted == false {
            return Problem(message: "the key \"\(String(decoding: key, as: UTF8.self))\" stands twice", line: line)
          }
        }
        expectsKey = false
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The position of the quote that ends a string, or the end of the text.
  private static func endOfString(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, bytes.endIndex)
  }
}
