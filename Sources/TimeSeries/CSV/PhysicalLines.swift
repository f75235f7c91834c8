import Files

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

  /// A line that is kept.
  struct Copy {
    let bytes: [UInt8]
    let bodyCount: Int
    let number: Int

    /// Copies a line.
    init(_ line: PhysicalLine) {
      (bytes, bodyCount, number) = (Array(line.bytes), line.bodyCount, line.number)
    }
  }

  /// Whether it holds nothing but spaces and tabs that are not the delimiter, and carriage returns.
  func isBlank(delimiter: UInt8) -> Bool {
    body.allSatisfy {
      ($0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")) && $0 != delimiter || $0 == 0x0D
    }
  }
}

/// The lines of a file, one at a time or as many plain rows at once as there are.
final class PhysicalLines {
  private let blocks: BlockQueue
  private let name: String
  private let lineBreak: UInt8
  private var block: Block
  private var position = 0
  private var counter: LineCounter

  /// The lines of `source` from its beginning on, which has lost the lines `leftOut`.
  init(_ source: BlockReader, threads: Int, without leftOut: LeftOutLines) {
    blocks = BlockQueue(source, threads: threads)
    counter = LineCounter(without: leftOut)
    block = source.opening
    name = source.file.name
    lineBreak = source.lineBreak
  }

  /// The lines of `bytes`, the beginning of the file `name`; a last line that is cut off is left out.
  init(opening bytes: [UInt8], isWhole: Bool, name: String, lineBreak: UInt8, without leftOut: LeftOutLines) {
    self.name = name
    self.lineBreak = lineBreak
    counter = LineCounter(without: leftOut)
    blocks = BlockQueue()
    let whole = isWhole ? bytes.count : bytes.lastIndex(of: lineBreak).map { $0 + 1 } ?? bytes.count
    block = Block(bytes, count: whole)
  }

  /// Whether the file has become longer since it was opened.
  var hasGrown: Bool { blocks.source?.file.hasGrown ?? false }
  /// The bytes of the file, if that is known.
  var byteCount: Int? { blocks.source?.file.size }

  /// Whether all lines of a beginning were returned.
  var isAtEnd: Bool { position >= block.count }

  /// The number of the line that comes next.
  var nextNumber: Int { counter.next }

  /// How many of the lines that come next follow each other in the file.
  var consecutiveCount: Int { counter.consecutiveCount }

  /// Leaves out the next `count` bytes of the beginning, as a byte-order mark.
  func skip(bytes count: Int) { position += count }

  /// Returns the next line; `nil` at the end.
  func next() throws(Failure) -> PhysicalLine? {
    guard try advance() else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: block.bytes[position...])
    counter.advance()
    guard let length = rest.position(of: lineBreak).map({ $0 + 1 }) else { return try last(rest) }
    let bytes = UnsafeRawBufferPointer(rebasing: rest[..<length])
    var bodyCount = length - 1
    if lineBreak == UInt8(ascii: "\n"), bodyCount > 0, bytes[bodyCount - 1] == 0x0D { bodyCount -= 1 }
    position += length
    return PhysicalLine(bytes: bytes, bodyCount: bodyCount, number: counter.number)
  }

  /// The plain rows that follow, `nil` when the next line must be looked at by itself.
  ///
  /// They are not taken before ``take(_:of:)``.
  func plainRows(_ plan: RowPlan) throws(Failure) -> PlainRows? {
    guard try advance() else { return nil }
    blocks.plan = plan
    if block.rows.plan !== plan || !block.rows.moves(to: position) { block.readRows(from: position, plan) }
    return block.rows.isEmpty ? nil : block.rows
  }

  /// Moves behind the next `count` plain rows.
  func take(_ count: Int) {
    block.rows.removeFirst(count)
    position = block.rows.start
    counter.advance(by: count)
  }

  /// Moves to the next block where the current one is at its end; `false` at the end of the file.
  private func advance() throws(Failure) -> Bool {
    while position >= block.count {
      guard let next = try blocks.next(after: block) else { return false }
      block = next
      position = 0
    }
    return true
  }

  /// A line without a line break, which only the last of a file may be.
  private func last(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> PhysicalLine {
    guard bytes.count <= BlockReader.longestLine else {
      throw Failure(
        .limit, at: Failure.Place(file: name, line: counter.number, column: 1),
        "the line is longer than \(BlockReader.longestLine >> 20) MiB")
    }
    position = block.count
    return PhysicalLine(bytes: bytes, bodyCount: bytes.count, number: counter.number)
  }
}
