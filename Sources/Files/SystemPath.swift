import Platform

/// Paths as texts, which on this system are bytes: any but 0, in any encoding or none.
///
/// A byte that is no part of UTF-8 is kept as one scalar of the last private-use characters, U+10FF80 for
/// 0x80 to U+10FFFF for 0xFF, and written as that byte again when the system is asked. The bytes of a path
/// that has such a character itself are kept like that too, so that every path comes back as it was given.
package enum SystemPath {
  private static let firstKept: UInt32 = 0x10FF80

  /// The text of a path or an argument, byte for byte.
  package static func text(of bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes[...]
    while let byte = rest.first {
      if let scalar = leadingScalar(rest), scalar.value < firstKept {
        text.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        text.unicodeScalars.append(kept(byte))
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// The bytes of a path, without a 0 at the end.
  package static func bytes(of path: String) -> [UInt8] {
    guard path.unicodeScalars.contains(where: { $0.value >= firstKept }) else { return Array(path.utf8) }
    var bytes: [UInt8] = []
    for scalar in path.unicodeScalars {
      if let byte = keptByte(scalar) { bytes.append(byte) } else { bytes += Array(String(scalar).utf8) }
    }
    return bytes
  }

  /// The byte that `scalar` stands for; `nil` for a character of the text.
  static func keptByte(_ scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= firstKept ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// The arguments of the command, byte for byte.
  package static var arguments: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { start in
        text(of: UnsafeRawBufferPointer(start: start, count: strlen(start)).map { $0 })
      }
    }
  }

  private static func kept(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(firstKept - 0x80 + UInt32(byte)) ?? "\u{FFFD}"
  }

  private static func leadingScalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let first = bytes.first else { return nil }
    let width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return String(validating: bytes.prefix(width), as: UTF8.self).flatMap {
      $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil
    }
  }
}

extension String {
  /// The path as the system takes it, with the 0 at its end.
  ///
  /// - Throws: `SystemError` for a path that holds a 0, behind which the system would not look.
  func systemPath() throws(SystemError) -> [CChar] {
    let bytes = SystemPath.bytes(of: self).map { CChar(bitPattern: $0) }
    guard !bytes.contains(0) else { throw SystemError(code: ENOENT) }
    return bytes + [0]
  }
}
