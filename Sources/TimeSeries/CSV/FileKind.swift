import Files

/// What a file that is not CSV turns out to be, from its first bytes.
struct FileKind {
  /// What it is, as in "a gzip-compressed file".
  let name: String
  /// How to get CSV out of it.
  let fix: String?

  /// The kind of a file that starts with `bytes`; `nil` when it may be CSV.
  ///
  /// - Parameters:
  ///   - bytes: The file's first bytes, at least 512 of them if it has so many.
  ///   - path: The file's path, for the command that converts it.
  init?(startingWith bytes: UnsafeRawBufferPointer, path: String) {
    if let known = Self.magic.first(where: { bytes.starts(with: $0.bytes) }) {
      name = known.name
      fix = known.fix.map { path == "-" ? $0 : $0.replacing("FILE", with: ShellWord.quoted(path)) }
      return
    }
    let content = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if content.first == UInt8(ascii: "<"), !Self.isBracketedName(content) {
      name = "HTML or XML"
      fix = "save the data itself; this may be a web page that says why there are none"
    } else if Self.startsJSON(content) {
      name = "JSON"
      fix = "convert it to CSV first"
    } else if Self.looksLikeUTF16(bytes) {
      name = "UTF-16 text"
      // Without a mark the order of bytes is not known: the zeros tell.
      fix = "add --encoding UTF-16\(bytes[0] == 0 ? "BE" : "LE")"
    } else {
      return nil
    }
  }

  /// The failure that says so.
  func failure(file: String) -> Failure {
    Failure(.data, at: Failure.Place(file: file, line: 1, column: 1), "it is \(name), not CSV text", fix: fix)
  }

  /// Whether the file begins with a name in angle brackets that a delimiter follows, as `<DATE>,<CLOSE>`
  /// does.
  private static func isBracketedName(_ content: Slice<UnsafeRawBufferPointer>) -> Bool {
    let line = content.prefix { $0 != 0x0A && $0 != 0x0D }
    guard let end = line.firstIndex(of: UInt8(ascii: ">")), let second = line.dropFirst().first,
      second != UInt8(ascii: "!"), second != UInt8(ascii: "?"), second != UInt8(ascii: "/")
    else { return false }
    let next = line[line.index(after: end)...].first { $0 != UInt8(ascii: " ") }
    return next.map { Dialect.candidates.contains($0) } ?? false
  }

  private static func startsJSON(_ content: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let first = content.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return false
    }
    let next = content.dropFirst().first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return next == UInt8(ascii: "\"") || next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
  }

  /// Whether every other byte is zero, as in UTF-16 without a byte-order mark.
  private static func looksLikeUTF16(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 8 else { return false }
    let head = bytes.prefix(64)
    func hasZeros(_ parity: Int) -> Bool { head.indices.contains { $0 % 2 == parity && head[$0] == 0 } }
    func isZero(_ parity: Int) -> Bool { head.indices.allSatisfy { $0 % 2 != parity || head[$0] == 0 } }
    return isZero(0) && !hasZeros(1) || isZero(1) && !hasZeros(0)
  }

  private static let magic: [(bytes: [UInt8], name: String, fix: String?)] = [
    ([0x1F, 0x8B], "a gzip-compressed file", "zcat FILE | foresee … -"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard-compressed file", "zstdcat FILE | foresee … -"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz-compressed file", "xzcat FILE | foresee … -"),
    (Array("BZh".utf8), "a bzip2-compressed file", "bzcat FILE | foresee … -"),
    ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive", "export the sheet as CSV, or unzip it"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", "export the sheet as CSV"),
    (Array("PAR1".utf8), "a Parquet file", "export it as CSV"),
    (Array("ARROW1".utf8), "an Arrow file", "export it as CSV"),
    (Array("FEA1".utf8), "a Feather file", "export it as CSV"),
    (Array("SQLite format 3".utf8), "an SQLite database", "export a table as CSV"),
    (Array("%PDF-".utf8), "a PDF document", nil),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file", "export it as CSV"),
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32 text", "add --encoding UTF-32"),
    ([0x00, 0x00, 0xFE, 0xFF], "UTF-32 text", "add --encoding UTF-32"),
    ([0xFF, 0xFE], "UTF-16 text", "add --encoding UTF-16"),
    ([0xFE, 0xFF], "UTF-16 text", "add --encoding UTF-16"),
  ]
}
