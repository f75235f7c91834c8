/// The fields of a line, for looking at a file's beginning; records of several lines are none of them.
enum LineFields {
  /// The fields between `delimiter`, without quotes and spaces around.
  static func split(_ line: [UInt8], delimiter: UInt8) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == delimiter && !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self).trimmed)
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
    }
    fields.append(String(decoding: field, as: UTF8.self).trimmed)
    return fields
  }
}

extension String {
  /// The name without angle brackets or single quotes around it.
  var unwrapped: String {
    guard count > 2, first == "<" && last == ">" || first == "'" && last == "'" else { return self }
    return String(dropFirst().dropLast()).trimmed
  }
}
