import Platform

/// A file, or standard input, open for reading from start to end.
///
/// Of a regular file the bytes it has when it is opened are read, even if it grows meanwhile. A file that
/// becomes shorter is refused, and one of whose bytes others were read than it has at the end: where its
/// times say that it was touched since shortly before it was opened, it is looked at a second time, and a
/// digest of what was read is compared. A write whose time is set back afterwards, or that the system notes
/// later, as through a map of memory, goes unseen; of standard input and of pipes nothing can be looked at
/// again.
public final class InputFile {
  /// The path as given, or `<stdin>`.
  public let name: String
  private let descriptor: Int32
  private let opened: stat
  /// The second at which it was opened.
  private let openedAt = time(nil)
  private var isChecked = false
  /// A byte that was read when it was opened.
  private var first: UInt8?
  /// The bytes it had when it was opened; `nil` where that is not known, as of a pipe.
  public let size: Int?
  private var position = 0
  private var digest = ByteDigest()
  /// The bytes, where they were read before and are kept.
  private let kept: [UInt8]?

  /// Opens `path`, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or `-`.
  ///   - awaitsWriter: Whether a pipe that nobody writes to yet is waited for, or refused.
  /// - Throws: `Failure` (input/output) when it cannot be opened, or is a directory, socket or block device.
  public init(path: String, awaitsWriter: Bool = true) throws(Failure) {
    let name = path == "-" ? "<stdin>" : path
    if let kept = KeptInputs.bytes(of: path) {
      (self.name, self.kept, descriptor, opened, size) = (name, kept, STDIN_FILENO, stat(), nil)
      return
    }
    kept = nil
    let (descriptor, status, first) = try Self.open(path, name: name, awaitsWriter: awaitsWriter)
    self.first = first
    self.name = name
    opened = status
    self.descriptor = descriptor
    // Files made by the kernel on demand (/proc) say 0 bytes and are read to their end.
    size = status.isRegular && status.st_size > 0 && path != "-" ? Int(status.st_size) : nil
  }

  /// Whether `path` is a regular file, or a link to one.
  public static func isRegular(_ path: String) -> Bool {
    (try? OperatingSystem.status(of: path))?.isRegular ?? false
  }

  deinit {
    if descriptor != STDIN_FILENO { _ = Platform.close(descriptor) }
  }

  /// Reads the next bytes into `buffer`; returns how many, 0 at the end.
  ///
  /// - Throws: `Failure` (input/output) when the read fails, or (changed) when the file became shorter.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    if let kept {
      let count = min(buffer.count, kept.count - position)
      buffer.copyBytes(from: kept[position..<position + count])
      position += count
      return count
    }
    let wanted = size.map { min($0 - position, buffer.count) } ?? buffer.count
    if wanted <= 0 {
      if !buffer.isEmpty { try refuseChange() }
      return 0
    }
    if let first {
      buffer[0] = first
      self.first = nil
      position += 1
      return 1
    }
    let count: Int
    do throws(SystemError) {
      count = try OperatingSystem.read(
        descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    } catch {
      throw Failure(.inputOutput, at: Failure.Place(file: name), "cannot read it: \(error.words)")
    }
    position += count
    if size != nil { digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    if count == 0, let size, let now = currentSize, now < size {
      throw Failure(
        .changed, at: Failure.Place(file: name),
        "it had \(size) bytes when it was opened and has \(now) now: it was cut short while being read",
        fix: "read it again when nothing writes to it")
    }
    return count
  }

  /// Refuses a file of which a second look finds other bytes than were read, where one is needed.
  private func refuseChange() throws(Failure) {
    guard let size, !isChecked, let now = try? OperatingSystem.status(of: descriptor),
      now.hasOtherTimes(than: opened) || isYoung
    else { return }
    isChecked = true
    var found = ByteDigest()
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: min(size, 1 << 20), alignment: 16)
    defer { block.deallocate() }
    do throws(SystemError) {
      var place = 0
      while place < size {
        let part = UnsafeMutableRawBufferPointer(rebasing: block[..<min(block.count, size - place)])
        let count = try OperatingSystem.read(descriptor, at: place, into: part)
        if count == 0 { break }
        found.add(UnsafeRawBufferPointer(rebasing: part[..<count]))
        place += count
      }
    } catch {
      throw Failure(.inputOutput, at: Failure.Place(file: name), "cannot read it again: \(error.words)")
    }
    guard found != digest else { return }
    throw Failure(
      .changed, at: Failure.Place(file: name), "it was written to while being read",
      fix: "read it again when nothing writes to it")
  }

  /// Whether it was written so shortly before it was opened that a later write may bear the same time: some
  /// file systems count in steps of two seconds.
  private var isYoung: Bool { openedAt - opened.st_mtim.tv_sec <= 2 }

  /// Whether the file has more bytes now than those that are read.
  public var hasGrown: Bool {
    guard let size, let now = currentSize else { return false }
    return now > size
  }

  private var currentSize: Int? { (try? OperatingSystem.status(of: descriptor)).map { Int($0.st_size) } }
}

extension InputFile {
  private static func open(
    _ path: String, name: String, awaitsWriter: Bool
  ) throws(Failure) -> (Int32, stat, first: UInt8?) {
    let place = Failure.Place(file: name)
    if path == "-" { try StandardStreams.require(STDIN_FILENO, O_RDONLY) }
    let descriptor: Int32
    let status: stat
    do throws(SystemError) {
      // A terminal that is read does not become the one whose keys interrupt the command.
      let flags = O_RDONLY | O_NOCTTY | (awaitsWriter ? 0 : O_NONBLOCK)
      descriptor = path == "-" ? STDIN_FILENO : try OperatingSystem.open(path, flags: flags)
      status = try OperatingSystem.status(of: descriptor)
    } catch {
      throw Failure(.inputOutput, at: place, "cannot open it: \(error.words)")
    }
    var first: UInt8?
    do throws(Failure) {
      if let kind = status.unreadableKind {
        throw Failure(.inputOutput, at: place, "it is \(kind), not a file of text")
      }
      if !awaitsWriter { first = try requireWriter(descriptor, status, at: place) }
    } catch {
      if path != "-" { _ = Platform.close(descriptor) }
      throw error
    }
    return (descriptor, status, first)
  }

  /// How long a pipe may be without anybody who writes to it.
  private static let patience: Int32 = 500

  /// Waits until something can be read from a pipe, as long as somebody has it open for writing.
  ///
  /// - Returns: The byte that had to be read to find that out; `nil` where none had to.
  private static func requireWriter(
    _ descriptor: Int32, _ status: stat, at place: Failure.Place
  ) throws(Failure) -> UInt8? {
    do throws(SystemError) {
      var first: UInt8?
      if status.isPipe, try !OperatingSystem.wait(descriptor, milliseconds: patience) {
        first = try OperatingSystem.firstByte(descriptor)
      }
      try OperatingSystem.makeBlocking(descriptor)
      return first
    } catch {
      throw Failure(
        .inputOutput, at: place,
        error.code == EPIPE ? "it is a pipe, and nobody writes to it" : "cannot open it: \(error.words)")
    }
  }

  /// The next `count` bytes, or fewer at the end of the file.
  ///
  /// - Throws: `Failure` as ``read(into:)``.
  public func bytes(_ count: Int) throws(Failure) -> [UInt8] {
    var contents: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(count, 1), 1 << 16), alignment: 1)
    defer { block.deallocate() }
    while contents.count < count {
      let part = UnsafeMutableRawBufferPointer(rebasing: block[..<min(block.count, count - contents.count)])
      let read = try self.read(into: part)
      if read == 0 { break }
      contents.append(contentsOf: part[..<read])
    }
    return contents
  }

  /// The `count` bytes of a file from the byte `offset` on, or fewer at its end; it is opened for them and
  /// closed again.
  ///
  /// - Throws: `Failure` (input/output) when it cannot be opened or read.
  package static func bytes(_ count: Int, at offset: Int, of path: String) throws(Failure) -> [UInt8] {
    let file = try InputFile(path: path)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 1)
    defer { block.deallocate() }
    var found = 0
    do throws(SystemError) {
      while found < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: block[found..<count])
        let read = try OperatingSystem.read(file.descriptor, at: offset + found, into: rest)
        if read == 0 { break }
        found += read
      }
    } catch {
      throw Failure(.inputOutput, at: Failure.Place(file: file.name), "cannot read it: \(error.words)")
    }
    return Array(block[..<found])
  }

  /// Reads the whole of a file that is expected to be small.
  ///
  /// - Throws: `Failure` (input/output) as ``init(path:awaitsWriter:)``, or (limit) when it has more than
  ///   `limit` bytes.
  public static func contents(of path: String, limit: Int) throws(Failure) -> [UInt8] {
    let file = try InputFile(path: path)
    let contents = try file.bytes(limit + 1)
    guard contents.count <= limit else {
      throw Failure(.limit, at: Failure.Place(file: file.name), "it has more than \(limit) bytes")
    }
    return contents
  }
}
