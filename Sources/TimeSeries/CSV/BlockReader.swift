import Files

/// Reads a file as blocks of whole lines, whose size does not depend on the file's.
///
/// The line break is a line feed (alone or after a carriage return) wherever the file's beginning holds one,
/// and else a lone carriage return.
final class BlockReader {
  /// The longest line there may be, in bytes; a longer one ends its block.
  static let longestLine = 16 << 20
  /// How much of the file is looked at to recognise its form, in bytes: at least, and at most where the
  /// header and the first record need more.
  static let (openingSize, mostOpening) = (256 << 10, 64 << 20)

  /// The beginning of the file.
  let opening = Block()
  /// Whether the beginning is the whole file.
  let openingIsWhole: Bool
  /// The byte that ends a line.
  let lineBreak: UInt8
  /// The file.
  let file: InputFile
  private let readSize: Int
  private let decoder: TextDecoder?
  private var removal: LineRemoval?
  private var last: Block
  private var isAtEnd = false

  /// Opens `path` and reads its beginning.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-` for standard input.
  ///   - readSize: The number of bytes that are read at once, at most 64 MiB.
  ///   - encoding: The encoding of the text, as the C library names it; `nil` for UTF-8.
  ///   - removal: The lines that are removed from the file; `nil` where all are read.
  ///   - isEnough: Whether a beginning, with the byte that ends its lines, shows the file's form.
  /// - Throws: `Failure` where the file cannot be opened, read or decoded, and (limit) when the longest
  ///   beginning does not show its form.
  init(
    path: String, readSize: Int, encoding: String? = nil, without removal: LineRemoval? = nil,
    isEnough: ([UInt8], _ lineBreak: UInt8) -> Bool = { _, _ in true }
  ) throws(Failure) {
    file = try InputFile(path: path)
    if let encoding { decoder = try TextDecoder(encoding, name: file.name) } else { decoder = nil }
    self.removal = removal
    self.readSize = min(max(1, readSize), 1 << 26)
    last = opening
    var wanted = Self.openingSize
    while !isAtEnd {
      let size = opening.filledBytes.count
      // A carriage return at the end may be followed by a line feed.
      if size >= wanted, opening.filledBytes[size - 1] != 0x0D {
        if isEnough(Array(opening.filledBytes), Self.lineBreak(of: opening.filledBytes)) { break }
        guard size < Self.mostOpening else {
          throw Failure(
            .limit, at: Failure.Place(file: file.name, line: 1, column: 1),
            "the header and the first row are not in the first \(Self.mostOpening >> 20) MiB")
        }
        wanted = 2 * size
      }
      isAtEnd = try opening.read(self.readSize, from: file, decoder, without: &self.removal) == 0
    }
    let bytes = opening.filledBytes
    lineBreak = Self.lineBreak(of: bytes)
    openingIsWhole = isAtEnd
    if isAtEnd {
      opening.endAtEndOfFile()
    } else {
      // Without a line break in it, the next block begins with all of it.
      _ = opening.endAfterLastBreak(lineBreak, among: bytes.count)
    }
  }

  private static func lineBreak(of bytes: UnsafeRawBufferPointer) -> UInt8 {
    let usual = UInt8(ascii: "\n")
    return bytes.position(of: usual) == nil && bytes.position(of: 0x0D) != nil ? 0x0D : usual
  }

  /// Reads the next whole lines into `block`; `false` at the end of the file.
  func read(into block: Block) throws(Failure) -> Bool {
    block.begin(after: last)
    last = block
    try readWholeLines(into: block)
    return block.count > 0
  }

  private func readWholeLines(into block: Block) throws(Failure) {
    while !isAtEnd, block.filledBytes.count <= Self.longestLine {
      let read = try block.read(readSize, from: file, decoder, without: &removal)
      if read == 0 { isAtEnd = true }
      if block.endAfterLastBreak(lineBreak, among: read) { return }
    }
    block.endAtEndOfFile()
  }
}
