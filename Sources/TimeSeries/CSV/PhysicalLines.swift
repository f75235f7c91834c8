import Files
import Glibc

/// One line of a file as it stands there, good until the next one is asked for.
struct PhysicalLine {
  /// The bytes, with the line break.
  let bytes: UnsafeRawBufferPointer
  /// The number of bytes without the line break.
  let bodyCount: Int
  /// Its number in the file, from 1.
  let number: Int

  /// The bytes without the line break.
  var body: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<bodyCount]) }
  /// Whether it ends with a line break, as every line but the last must.
  var hasBreak: Bool { bodyCount < bytes.count }
  /// Whether the break is a carriage return and a line feed.
  var hasWindowsBreak: Bool { bytes.count == bodyCount + 2 }

  /// Whether it holds nothing but spaces and tabs that are not the delimiter.
  func isBlank(delimiter: UInt8) -> Bool {
    body.allSatisfy { ($0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")) && $0 != delimiter }
  }
}

/// The lines of a file, one at a time, read through one buffer whose size does not depend on the file's.
///
/// The line break is a line feed (alone or after a carriage return) wherever the file's beginning holds one, and
/// else a lone carriage return.
final class PhysicalLines {
  /// The longest line there may be, in bytes.
  static let longestLine = 16 << 20
  /// How much of the file is looked at to recognise its form, in bytes.
  static let openingSize = 256 << 10

  private var file: InputFile?
  private let name: String
  private let readSize: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private var number = 0
  private var lineBreak = UInt8(ascii: "\n")
  private var mayHoldNUL = false

  /// Opens `path` and reads its beginning.
  init(path: String, readSize: Int) throws(Failure) {
    let file = try InputFile(path: path)
    name = file.name
    self.file = file
    self.readSize = min(max(1, readSize), 1 << 26)
    buffer = .allocate(byteCount: Self.openingSize + self.readSize, alignment: 1)
    while !isAtEnd && (end < Self.openingSize || endsWithinBreak) { try fill() }
    chooseLineBreak()
  }

  /// The lines of `bytes`, the beginning of the file `name`; a last line that is cut off is left out.
  init(opening bytes: [UInt8], isWhole: Bool, name: String, lineBreak: UInt8) {
    self.name = name
    self.lineBreak = lineBreak
    file = nil
    readSize = 1
    buffer = .allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyBytes(from: bytes)
    let whole = isWhole ? bytes.count : bytes.lastIndex(of: lineBreak).map { $0 + 1 } ?? bytes.count
    end = whole
    isAtEnd = true
  }

  deinit { buffer.deallocate() }

  /// The file's beginning as far as it was read, while no line has been taken.
  var opening: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[start..<end]) }
  /// Whether the beginning is the whole file.
  var openingIsWhole: Bool { isAtEnd }
  /// The byte that ends a line.
  var breakByte: UInt8 { lineBreak }
  /// Whether the file has become longer since it was opened.
  var hasGrown: Bool { file?.hasGrown ?? false }

  /// Leaves out the next `count` bytes of the beginning, as a byte-order mark.
  func skip(bytes count: Int) { start += count }

  /// Returns the next line; `nil` at the end.
  func next() throws(Failure) -> PhysicalLine? {
    var scanned = start
    while true {
      if let found = position(of: lineBreak, in: scanned..<end) { return try take(upTo: found + 1) }
      scanned = end
      if isAtEnd { return start < end ? try take(upTo: end) : nil }
      if end - start > Self.longestLine {
        throw Failure(
          .limit, at: Failure.Place(file: name, line: number + 1, column: 1),
          "the line is longer than \(Self.longestLine >> 20) MiB")
      }
      try refuseNUL(upTo: end, line: number + 1)
      scanned -= start
      try fill()
      scanned += start
    }
  }

  private func take(upTo next: Int) throws(Failure) -> PhysicalLine {
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[start..<next])
    number += 1
    var bodyCount = bytes.count
    if bytes.last == lineBreak { bodyCount -= 1 }
    if lineBreak == UInt8(ascii: "\n"), bodyCount < bytes.count, bodyCount > 0, bytes[bodyCount - 1] == 0x0D {
      bodyCount -= 1
    }
    try refuseNUL(upTo: next, line: number)
    start = next
    return PhysicalLine(bytes: bytes, bodyCount: bodyCount, number: number)
  }

  private func refuseNUL(upTo next: Int, line: Int) throws(Failure) {
    guard mayHoldNUL, let zero = position(of: 0, in: start..<next) else { return }
    throw Failure(
      .data, at: Failure.Place(file: name, line: line, column: zero - start + 1),
      "a NUL byte, which text does not have (is this UTF-16 or a binary file?)")
  }

  /// Reads another piece behind what is left, which moves to the front.
  private func fill() throws(Failure) {
    if start > 0 {
      buffer.baseAddress.map { _ = memmove($0, $0 + start, end - start) }
      end -= start
      start = 0
    }
    if buffer.count - end < readSize {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 2 * buffer.count + readSize, alignment: 1)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
      buffer.deallocate()
      buffer = larger
    }
    let count =
      try file?.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end..<end + readSize])) ?? 0
    if count == 0 { isAtEnd = true }
    if position(of: 0, in: end..<end + count) != nil { mayHoldNUL = true }
    end += count
  }

  /// Whether the last byte read is a carriage return that a line feed may follow.
  private var endsWithinBreak: Bool { end > start && buffer[end - 1] == 0x0D }

  private func chooseLineBreak() {
    if position(of: 0x0A, in: start..<end) == nil, position(of: 0x0D, in: start..<end) != nil {
      lineBreak = 0x0D
    }
  }

  private func position(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = buffer.baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
