public import Files

extension PartSet {
  /// Writes what one process would have written: the header, and the rows of all series in the order of the
  /// input.
  ///
  /// - Throws: `Failure` where a part cannot be read or the output not be written.
  public func merge(into output: OutputFile) throws(Failure) {
    var readers = parts.map { PartReader(path: $0.path) }
    var places: [(part: Int, series: PartManifest.Series)] = []
    for (index, part) in parts.enumerated() {
      let bytes = try readers[index].next(part.manifest.header)
      if index == 0 { try output.write(bytes) }
      places += part.manifest.series.map { (index, $0) }
    }
    for place in places.sorted(by: { $0.series.ordinal < $1.series.ordinal }) {
      try output.write(try readers[place.part].next(place.series.bytes))
    }
  }
}

/// Reads a part from its start to its end, with no file open between two reads: there may be thousands of
/// parts.
private struct PartReader {
  let path: String
  /// Bytes that were read and not asked for yet, from ``start`` on.
  private var buffer: [UInt8] = []
  private var start = 0
  /// The position in the file behind the buffer.
  private var position = 0
  private static let bufferSize = 1 << 16

  init(path: String) { self.path = path }

  /// The next `count` bytes.
  mutating func next(_ count: Int) throws(Failure) -> [UInt8] {
    if buffer.count - start < count {
      buffer.removeFirst(start)
      start = 0
      let more = try InputFile.bytes(max(count - buffer.count, Self.bufferSize), at: position, of: path)
      buffer += more
      position += more.count
    }
    guard buffer.count - start >= count else {
      throw Failure(
        .changed, at: Failure.Place(file: path), "it became shorter while it was read",
        fix: "merge again when nothing writes to it")
    }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }
}
