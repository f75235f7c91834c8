import Files

/// The first lines of a file, from its header on, by which the delimiter is recognised.
struct Opening {
  /// The first lines that are neither blank nor a comment, the header first; at most twenty.
  private(set) var lines: [[UInt8]] = []
  /// The header's line in the file; 0 when there is none.
  private(set) var headerLine = 0
  /// The delimiter that a spreadsheet's first line `sep=;` names.
  private(set) var separator: UInt8?

  /// Looks at `bytes`, the beginning of a file without its byte-order mark.
  init(_ bytes: [UInt8], lineBreak: UInt8, options: ReadOptions) {
    let comment = Array((options.comment ?? "").utf8)
    var number = 0
    var start = 0
    while start < bytes.count {
      let end = bytes.withUnsafeBytes {
        UnsafeRawBufferPointer(rebasing: $0[start...]).position(of: lineBreak).map { start + $0 } ?? $0.count
      }
      let part = bytes[start..<end]
      start = end + 1
      let line = part.last == 0x0D ? part.dropLast() : part
      number += 1
      if number == 1, line.count == 5, line.starts(with: Array("sep=".utf8)), let last = line.last {
        separator = last
        continue
      }
      if separator == nil, number <= options.skipRows { continue }
      if line.allSatisfy({ $0 == UInt8(ascii: " ") }) { continue }
      if !comment.isEmpty, line.starts(with: comment) { continue }
      if lines.isEmpty { headerLine = number }
      lines.append(Array(line.prefix(1 << 16)))
      if lines.count == 20 { break }
    }
    // The last piece may be a line that is cut off.
    if lines.count > 1, lines.count < 20 { lines.removeLast() }
  }
}

extension Opening {
  /// The header, and of the other lines those that have as many fields as most of them.
  func usualLines(delimiter: UInt8) -> [[UInt8]] {
    let counts = lines.dropFirst().map { LineFields.split($0, delimiter: delimiter).count }
    guard let usual = Tally(counts).most else { return lines }
    return lines.prefix(1) + zip(lines.dropFirst(), counts).filter { $0.1 == usual }.map(\.0)
  }

  /// Refuses lines that start with `#` in the place of the header: of several the first is no header.
  ///
  /// - Throws: `Failure` (data) with the option that leaves them out.
  func refuseComments(_ options: ReadOptions, at place: Failure.Place) throws(Failure) {
    guard options.comment == nil, lines.count > 2,
      lines.prefix(2).allSatisfy({ $0.first == UInt8(ascii: "#") })
    else { return }
    throw Failure(
      .data, at: place, "the first lines start with #",
      fix: "if lines that start with # are comments, add --comment '#'")
  }
}
