import Files
import Platform

/// A piece of a file that holds whole lines, and the plain rows that were read from it.
///
/// One thread at a time uses a block; ``BlockHelpers`` hands it over.
final class Block: @unchecked Sendable {
  /// The zero bytes that follow the last one, so that a few words can be loaded anywhere.
  static let padding = 32

  /// The bytes of whole lines; a last line of the file may have no line break.
  private(set) var count = 0
  /// Rows that were read from it, maybe ahead of time.
  let rows = PlainRows()
  /// How rows are to be read ahead of time; `nil` if they are not.
  var plan: RowPlan?
  /// How far reading ahead of time is; only ``BlockHelpers`` looks at it.
  var progress = Progress.idle

  private var memory: UnsafeMutableRawBufferPointer
  private var filledCount = 0

  /// How far reading a block ahead of time is.
  enum Progress { case idle, waiting, taken, done }

  /// Creates an empty block.
  init() { memory = .allocate(byteCount: Self.padding, alignment: 1) }

  /// Creates a block of the first `count` bytes of `bytes`.
  convenience init(_ bytes: [UInt8], count: Int) {
    self.init()
    reserve(bytes.count)
    memory.copyBytes(from: bytes)
    filledCount = bytes.count
    self.count = count
    clearPadding()
  }

  deinit { memory.deallocate() }

  /// The bytes of whole lines.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
  /// All bytes, those of a line that goes on behind the block too.
  var filledBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<filledCount]) }

  /// Starts anew with the beginning of the line that goes on behind `last`, the block before.
  func begin(after last: Block) {
    let rest = UnsafeRawBufferPointer(rebasing: last.memory[last.count..<last.filledCount])
    plan = nil
    rows.removeAll()
    reserve(rest.count)
    count = 0
    if let from = rest.baseAddress, let to = memory.baseAddress { memmove(to, from, rest.count) }
    filledCount = rest.count
  }

  /// Reads at most `size` more bytes.
  ///
  /// - Parameters:
  ///   - size: The largest number of bytes that are added to the block.
  ///   - file: The file.
  ///   - decoder: The decoder of the file's text; `nil` for UTF-8.
  ///   - removal: The lines that are removed; where there are any, reading goes on until `size` bytes are
  ///     left without them.
  /// - Returns: The number of bytes added; 0 at the end of the file.
  /// - Throws: `Failure` where the file cannot be read or decoded.
  func read(
    _ size: Int, from file: InputFile, _ decoder: TextDecoder? = nil, without removal: inout LineRemoval?
  ) throws(Failure) -> Int {
    reserve(filledCount + size)
    let start = filledCount
    while filledCount < start + size {
      let space = UnsafeMutableRawBufferPointer(rebasing: memory[filledCount..<start + size])
      let read: Int
      if let decoder { read = try decoder.read(file, into: space) } else { read = try file.read(into: space) }
      guard read > 0, removal?.isPending == true else {
        filledCount += read
        break
      }
      filledCount += removal?.compact(UnsafeMutableRawBufferPointer(rebasing: space[..<read])) ?? read
    }
    return filledCount - start
  }

  /// Ends the block after the last line break among the last `newCount` bytes; `false` when there is none.
  func endAfterLastBreak(_ lineBreak: UInt8, among newCount: Int) -> Bool {
    let new = memory[filledCount - newCount..<filledCount]
    guard UnsafeRawBufferPointer(rebasing: new).position(of: lineBreak) != nil,
      let last = new.lastIndex(of: lineBreak)
    else { return false }
    count = last + 1
    clearPadding()
    return true
  }

  /// Ends the block after all its bytes.
  func endAtEndOfFile() {
    count = filledCount
    clearPadding()
  }

  /// Reads the plain rows from byte `start` on.
  func readRows(from start: Int, _ plan: RowPlan) { rows.read(self, from: start, plan) }

  private func clearPadding() {
    UnsafeMutableRawBufferPointer(rebasing: memory[filledCount..<filledCount + Self.padding])
      .initializeMemory(as: UInt8.self, repeating: 0)
  }

  private func reserve(_ byteCount: Int) {
    guard memory.count < byteCount + Self.padding else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(byteCount, 2 * filledCount) + Self.padding, alignment: 64)
    larger.copyMemory(from: filledBytes)
    memory.deallocate()
    memory = larger
  }
}

extension UnsafeRawBufferPointer {
  /// The first position of `byte`.
  func position(of byte: UInt8) -> Int? {
    guard let base = baseAddress, let found = memchr(base, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
