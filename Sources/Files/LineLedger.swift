import Platform

/// A file of lines below a header to which whole lines are added and from which nothing is taken.
///
/// Several processes may add to it at once: each holds the file's lock while it looks at the end and writes
/// its line in one piece, and on file systems without locks a line still goes behind what is there. A line
/// whose writing fails is taken back.
package enum LineLedger {
  /// Refuses a file that this process cannot add to, before somebody has a line; it stays as it is, and one
  /// that does not exist is not begun.
  ///
  /// - Throws: `Failure` (input/output) where it is no regular file or cannot be written to.
  package static func requireRoom(in path: String) throws(Failure) {
    let status = try? OperatingSystem.status(of: path)
    if let status { try requireRegular(status, at: path) }
    do throws(SystemError) {
      try OperatingSystem.requireWritable(status == nil ? TemporaryName.directory(of: path) : path)
    } catch {
      throw refusal(error, at: path)
    }
  }

  /// Adds lines together; a file that does not exist or is empty gets the header first.
  ///
  /// - Parameters:
  ///   - lines: The lines, without line breaks.
  ///   - path: The file.
  ///   - header: Its first line, without a line break.
  /// - Throws: `Failure` where it cannot be written to, has another header, or its last line is not whole; it
  ///   is as it was then.
  package static func append(_ lines: [String], to path: String, header: String) throws(Failure) {
    if let status = try? OperatingSystem.status(of: path) { try requireRegular(status, at: path) }
    let found: [UInt8]
    do throws(SystemError) {
      let descriptor = try OperatingSystem.open(
        path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOCTTY | O_NONBLOCK, mode: 0o666)
      defer { try? OperatingSystem.close(descriptor) }
      try lock(descriptor)
      let size = Int(try OperatingSystem.status(of: descriptor).st_size)
      found = try bytes(of: descriptor, size: size)
      if isWhole(found, header: header) {
        let text = ((size == 0 ? [header] : []) + lines).map { $0 + "\n" }.joined()
        try write(Array(text.utf8), to: descriptor, size: size)
        return
      }
    } catch {
      throw refusal(error, at: path)
    }
    try requireWhole(found, path: path, header: header)
  }

  /// The lines below the header, each with its number.
  ///
  /// - Throws: `Failure` where it cannot be read, has another header, is no text, or its last line is not
  ///   whole.
  package static func lines(of path: String, header: String) throws(Failure) -> [(number: Int, text: String)]
  {
    let bytes = try InputFile.contents(of: path, limit: limit)
    try requireWhole(bytes, path: path, header: header)
    var lines: [(number: Int, text: String)] = []
    for (index, line) in bytes.split(separator: lineBreak, omittingEmptySubsequences: false).enumerated() {
      guard let text = String(validating: line, as: UTF8.self) else {
        throw Failure(.data, at: Failure.Place(file: path, line: index + 1), "the line is no text in UTF-8")
      }
      if index > 0, !text.isEmpty { lines.append((index + 1, text)) }
    }
    return lines
  }

  private static let lineBreak = UInt8(ascii: "\n")
  private static let limit = 1 << 28

  private static func requireRegular(_ status: stat, at path: String) throws(Failure) {
    guard !status.isRegular else { return }
    throw Failure(
      .inputOutput, at: Failure.Place(file: path),
      "it is \(status.unreadableKind ?? "no regular file"), not a ledger")
  }

  private static func refusal(_ error: SystemError, at path: String) -> Failure {
    Failure(.inputOutput, at: Failure.Place(file: path), "cannot add a line to it: \(error.words)")
  }

  private static func lock(_ descriptor: Int32) throws(SystemError) {
    do throws(SystemError) {
      try OperatingSystem.waitForLock(descriptor)
    } catch {
      // Some file systems know no locks.
      guard [ENOLCK, ENOTSUP, ENOSYS].contains(error.code) else { throw error }
    }
  }

  private static func bytes(of descriptor: Int32, size: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var place = 0
    while place < size {
      var failed: SystemError?
      let count = bytes.withUnsafeMutableBytes { all in
        do throws(SystemError) {
          return try OperatingSystem.read(
            descriptor, at: place, into: UnsafeMutableRawBufferPointer(rebasing: all[place...]))
        } catch {
          failed = error
          return 0
        }
      }
      if let failed { throw failed }
      if count == 0 { break }
      place += count
    }
    return Array(bytes[..<place])
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, size: Int) throws(SystemError) {
    var failed: SystemError?
    bytes.withUnsafeBytes { bytes in
      do throws(SystemError) {
        try OperatingSystem.write(bytes, to: descriptor)
        try OperatingSystem.synchronise(descriptor)
      } catch {
        try? OperatingSystem.truncate(descriptor, to: size)
        failed = error
      }
    }
    if let failed { throw failed }
  }

  /// Whether a line can be added behind `bytes`: they are none, or begin with the header and end with a line
  /// break.
  private static func isWhole(_ bytes: [UInt8], header: String) -> Bool {
    bytes.isEmpty || (bytes.starts(with: Array((header + "\n").utf8)) && bytes.last == lineBreak)
  }

  private static func requireWhole(_ bytes: [UInt8], path: String, header: String) throws(Failure) {
    guard !isWhole(bytes, header: header) else { return }
    guard bytes.starts(with: Array((header + "\n").utf8)) else {
      throw Failure(
        .data, at: Failure.Place(file: path, line: 1, column: 1),
        "its first line is not \(ShownText.quoted(header)), as that of a ledger is",
        fix: "name another file; one that does not exist is begun")
    }
    let line = bytes.count { $0 == lineBreak } + 1
    throw Failure(
      .data, at: Failure.Place(file: path, line: line),
      "the last line has no line break at its end: it was not written whole",
      fix: "delete line \(line), or complete it")
  }
}
