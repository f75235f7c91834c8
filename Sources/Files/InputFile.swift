import Glibc

/// A file, or standard input, open for reading from start to end.
///
/// Of a regular file the bytes it has when it is opened are read, even if it grows meanwhile; a file that
/// becomes shorter is refused.
public final class InputFile {
  /// The path as given, or `<stdin>`.
  public let name: String
  private let descriptor: Int32
  /// The bytes it had when it was opened; `nil` where that is not known, as of a pipe.
  public let size: Int?
  private var position = 0

  /// Opens `path`, or standard input for `-`.
  ///
  /// - Throws: `Failure` (input/output) when it cannot be opened, or is a directory, socket or block device.
  public init(path: String) throws(Failure) {
    let name = path == "-" ? "<stdin>" : path
    let (descriptor, status) = try Self.open(path, name: name)
    self.name = name
    self.descriptor = descriptor
    // Files made by the kernel on demand (/proc) say 0 bytes and are read to their end.
    size = status.isRegular && status.st_size > 0 && path != "-" ? Int(status.st_size) : nil
  }

  /// Whether `path` is a regular file, or a link to one.
  public static func isRegular(_ path: String) -> Bool {
    (try? OperatingSystem.status(of: path))?.isRegular ?? false
  }

  deinit {
    if descriptor != STDIN_FILENO { _ = Glibc.close(descriptor) }
  }

  /// Reads the next bytes into `buffer`; returns how many, 0 at the end.
  ///
  /// - Throws: `Failure` (input/output) when the read fails, or (changed) when the file became shorter.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let wanted = size.map { min($0 - position, buffer.count) } ?? buffer.count
    if wanted <= 0 { return 0 }
    let count: Int
    do throws(SystemError) {
      count = try OperatingSystem.read(
        descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
    } catch {
      throw Failure(.inputOutput, at: Failure.Place(file: name), "cannot read it: \(error.words)")
    }
    position += count
    if count == 0, let size, let now = currentSize, now < size {
      throw Failure(
        .changed, at: Failure.Place(file: name),
        "it had \(size) bytes when it was opened and has \(now) now: it was cut short while being read",
        fix: "read it again when nothing writes to it")
    }
    return count
  }

  /// Whether the file has more bytes now than those that are read.
  public var hasGrown: Bool {
    guard let size, let now = currentSize else { return false }
    return now > size
  }

  private var currentSize: Int? { (try? OperatingSystem.status(of: descriptor)).map { Int($0.st_size) } }
}

extension InputFile {
  private static func open(_ path: String, name: String) throws(Failure) -> (Int32, stat) {
    let place = Failure.Place(file: name)
    let descriptor: Int32
    do throws(SystemError) {
      descriptor = path == "-" ? STDIN_FILENO : try OperatingSystem.open(path, flags: O_RDONLY)
    } catch {
      throw Failure(.inputOutput, at: place, "cannot open it: \(error.words)")
    }
    let status: stat
    do throws(SystemError) {
      status = try OperatingSystem.status(of: descriptor)
    } catch {
      let isClosed = path == "-" && error.code == EBADF
      throw Failure(
        .inputOutput, at: place, isClosed ? "standard input is closed" : "cannot open it: \(error.words)")
    }
    guard let kind = status.unreadableKind else { return (descriptor, status) }
    if path != "-" { _ = Glibc.close(descriptor) }
    throw Failure(.inputOutput, at: place, "it is \(kind), not a file of text")
  }

  /// Reads the whole of a file that is expected to be small.
  ///
  /// - Throws: `Failure` (input/output) as ``init(path:)``, or (limit) when it has more than `limit` bytes.
  public static func contents(of path: String, limit: Int) throws(Failure) -> [UInt8] {
    let file = try InputFile(path: path)
    var contents: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { block.deallocate() }
    while contents.count <= limit {
      let count = try file.read(into: block)
      if count == 0 { return contents }
      contents.append(contentsOf: block[..<count])
    }
    throw Failure(.limit, at: Failure.Place(file: file.name), "it has more than \(limit) bytes")
  }
}
