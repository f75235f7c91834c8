/// Finds the fields of a line one after another, as long as they are plain: no quote, no NUL, no lone end of
/// text.
///
/// A line without a quote has, by RFC 4180, a field between any two delimiters; as libcsv does, spaces and
/// tabs around a field are left out.
struct FieldScanner {
  private let delimiter: UInt8
  private let delimiters: UInt64
  /// Where the next field starts, behind which 8 bytes can be read; then, where it ends.
  var text: UnsafePointer<UInt8>

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Creates a scanner from `text` on.
  init(delimiter: UInt8, text: UnsafePointer<UInt8>) {
    self.delimiter = delimiter
    delimiters = UInt64(delimiter) * Self.ones
    self.text = text
  }

  /// The next field without spaces around; moves to what ends it: the delimiter or the first byte of the line
  /// break.
  ///
  /// - Returns: `nil` at a quote, a NUL, and a field that may be too long.
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    let start = text
    while true {
      let word = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
      let found = stops(in: word)
      if found != 0 {
        text += found.trailingZeroBitCount >> 3
        break
      }
      text += 8
    }
    if text[0] == UInt8(ascii: "\"") || text[0] == 0 || text - start > RecordParser.largestField / 2 {
      return nil
    }
    return trimmed(start, text)
  }

  /// A word whose lowest bit that is set lies in the first byte that ends a plain field.
  @inline(__always)
  private func stops(in word: UInt64) -> UInt64 {
    // A borrow can only mark bytes above one that is truly zero.
    func zeros(_ word: UInt64) -> UInt64 { (word &- Self.ones) & ~word }
    let found =
      zeros(word ^ delimiters) | zeros(word ^ (0x0A * Self.ones)) | zeros(word ^ (0x0D * Self.ones))
      | zeros(word ^ (0x22 * Self.ones)) | zeros(word)
    return found & Self.highBits
  }

  @inline(__always)
  private func trimmed(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var (first, last) = (start, end)
    while first < last, isSpace(first[0]) { first += 1 }
    while first < last, isSpace((last - 1)[0]) { last -= 1 }
    return UnsafeBufferPointer(start: first, count: last - first)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
