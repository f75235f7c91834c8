import Files

/// The lines of a file without the last few, which are held back until enough lines follow them.
final class HeldLines {
  private let lines: PhysicalLines
  private let footer: Int
  private var held: [(bytes: [UInt8], bodyCount: Int, number: Int)] = []
  private var contentCount = 0
  private var current: UnsafeMutableRawBufferPointer

  /// The lines of `lines` but the last `footer` that are not blank, and what follows those.
  init(_ lines: PhysicalLines, footer: Int) {
    self.lines = lines
    self.footer = max(0, footer)
    current = .allocate(byteCount: 0, alignment: 1)
  }

  deinit { current.deallocate() }

  /// Whether the file has become longer since it was opened.
  var hasGrown: Bool { lines.hasGrown }

  /// The bytes of the file, if that is known.
  var byteCount: Int? { lines.byteCount }

  /// The number of the line that comes next.
  var nextNumber: Int { lines.nextNumber }

  /// The plain rows that follow, `nil` when the next line must be looked at by itself.
  func plainRows(_ plan: RowPlan) throws(Failure) -> PlainRows? {
    footer == 0 ? try lines.plainRows(plan) : nil
  }

  /// Moves behind the next `count` plain rows.
  func take(_ count: Int) { lines.take(count) }

  /// Returns the next line; `nil` at the end.
  func next() throws(Failure) -> PhysicalLine? {
    if footer == 0 { return try lines.next() }
    while held.isEmpty || contentCount - (held[0].bodyCount > 0 ? 1 : 0) < footer {
      guard let line = try lines.next() else { return nil }
      held.append((Array(line.bytes), line.bodyCount, line.number))
      if line.bodyCount > 0 { contentCount += 1 }
    }
    let first = held.removeFirst()
    if first.bodyCount > 0 { contentCount -= 1 }
    current.deallocate()
    current = .allocate(byteCount: first.bytes.count, alignment: 1)
    current.copyBytes(from: first.bytes)
    return PhysicalLine(
      bytes: UnsafeRawBufferPointer(current), bodyCount: first.bodyCount, number: first.number)
  }
}
