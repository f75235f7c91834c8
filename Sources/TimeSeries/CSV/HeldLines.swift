import Files

/// The lines of a file without the last few, which are held back until enough lines follow them.
final class HeldLines {
  private let lines: PhysicalLines
  private let footer: Int
  private var held: [PhysicalLine.Copy] = []
  private var contentCount = 0
  private var putBack: [PhysicalLine.Copy] = []
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

  /// How many of the lines that come next follow each other in the file.
  var consecutiveCount: Int { lines.consecutiveCount }

  /// The plain rows that follow, `nil` when the next line must be looked at by itself.
  func plainRows(_ plan: RowPlan) throws(Failure) -> PlainRows? {
    footer == 0 ? try lines.plainRows(plan) : nil
  }

  /// Moves behind the next `count` plain rows.
  func take(_ count: Int) { lines.take(count) }

  /// Returns the next line; `nil` at the end.
  func next() throws(Failure) -> PhysicalLine? {
    if !putBack.isEmpty { return line(putBack.removeFirst()) }
    if footer == 0 { return try lines.next() }
    while held.isEmpty || contentCount - (held[0].bodyCount > 0 ? 1 : 0) < footer {
      guard let line = try lines.next() else { return nil }
      held.append(PhysicalLine.Copy(line))
      if line.bodyCount > 0 { contentCount += 1 }
    }
    let first = held.removeFirst()
    if first.bodyCount > 0 { contentCount -= 1 }
    return line(first)
  }

  /// Puts lines back that were returned last, so that they come once more.
  func putBack(_ lines: [PhysicalLine.Copy]) { putBack = lines + putBack }

  private func line(_ copy: PhysicalLine.Copy) -> PhysicalLine {
    current.deallocate()
    current = .allocate(byteCount: copy.bytes.count, alignment: 1)
    current.copyBytes(from: copy.bytes)
    return PhysicalLine(
      bytes: UnsafeRawBufferPointer(current), bodyCount: copy.bodyCount, number: copy.number)
  }
}
