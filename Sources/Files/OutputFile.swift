import Glibc

/// A file that is written whole or not at all, or standard output.
///
/// What is written goes to a temporary file beside the path. ``commit()`` puts it on the disk and renames it, so
/// that the path holds either its old content or all of the new. Without a commit nothing is left behind.
/// Devices and pipes, which cannot be renamed over, are written directly.
public final class OutputFile {
  /// The path as given, or `<stdout>`.
  public let name: String
  private let path: String?
  /// The file that holds the content until it is committed; `nil` for standard output, devices and pipes.
  public let temporaryPath: String?
  private var descriptor: Int32
  private var isOpen = true
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 16

  /// Starts writing to `path`; `nil` or `-` is standard output.
  ///
  /// The temporary file is created now, so that a missing or read-only directory is found before work starts.
  /// An existing file keeps its permissions. A symbolic link is itself replaced, and its destination left alone.
  ///
  /// - Throws: `Failure` (input/output) when there can be no such file.
  public init(replacing path: String?) throws(Failure) {
    guard let path, path != "-", path != "/dev/stdout" else {
      name = "<stdout>"
      self.path = nil
      temporaryPath = nil
      descriptor = STDOUT_FILENO
      return
    }
    let place = Failure.Place(file: path)
    let existing = try? OperatingSystem.status(of: path)
    name = path
    if let existing, !existing.isRegular {
      if let kind = existing.unreadableKind {
        throw Failure(.inputOutput, at: place, "it is \(kind), not a file")
      }
      self.path = nil
      temporaryPath = nil
    } else {
      self.path = path
      temporaryPath = TemporaryName(beside: path, process: getpid()).path
    }
    do throws(SystemError) {
      if let temporaryPath {
        descriptor = try Self.create(temporaryPath, for: path, replacing: existing)
      } else {
        descriptor = try OperatingSystem.open(path, flags: O_WRONLY)
      }
    } catch {
      throw Failure(.inputOutput, at: place, "cannot write it: \(error.words)")
    }
  }

  deinit { discard() }

  /// Appends `text` in UTF-8.
  ///
  /// - Throws: `Failure` (input/output), or (readerGone) when nobody reads standard output any more.
  public func write(_ text: String) throws(Failure) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Appends `bytes`.
  ///
  /// - Throws: `Failure` (input/output), or (readerGone) when nobody reads standard output any more.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Hands everything written so far to the operating system.
  ///
  /// - Throws: `Failure` (input/output), or (readerGone) when nobody reads standard output any more.
  public func flush() throws(Failure) {
    defer { buffer.removeAll(keepingCapacity: true) }
    do throws(SystemError) {
      guard isOpen else { throw SystemError(code: EBADF) }
      var failed: SystemError?
      buffer.withUnsafeBytes { bytes in
        do throws(SystemError) { try OperatingSystem.write(bytes, to: descriptor) } catch { failed = error }
      }
      if let failed { throw failed }
    } catch {
      throw failure(error)
    }
  }

  /// Puts everything written on the disk under the path's name; standard output is flushed.
  ///
  /// - Throws: `Failure`; the path then has its old content.
  public func commit() throws(Failure) {
    try flush()
    guard let path, let temporaryPath else { return }
    do throws(SystemError) {
      try OperatingSystem.synchronise(descriptor)
      isOpen = false
      do throws(SystemError) {
        try OperatingSystem.close(descriptor)
        try OperatingSystem.rename(temporaryPath, to: path)
      } catch {
        try? OperatingSystem.remove(temporaryPath)
        throw error
      }
      try Self.synchroniseDirectory(of: path)
    } catch {
      throw failure(error)
    }
  }

  /// Gives up what was written; the path keeps its old content.
  public func discard() {
    guard isOpen, descriptor != STDOUT_FILENO else { return }
    isOpen = false
    try? OperatingSystem.close(descriptor)
    if let temporaryPath { try? OperatingSystem.remove(temporaryPath) }
  }

  private func failure(_ error: SystemError) -> Failure {
    if error.code == EPIPE {
      return Failure(.readerGone, at: Failure.Place(file: name), "the reader of the output went away")
    }
    return Failure(.inputOutput, at: Failure.Place(file: name), "cannot write it: \(error.words)")
  }
}

extension OutputFile {
  /// Creates the temporary file of `path`, locked, with the permissions the finished file has.
  private static func create(
    _ temporaryPath: String, for path: String, replacing existing: stat?
  ) throws(SystemError) -> Int32 {
    TemporaryName.removeAbandoned(beside: path)
    // A file that replaces another is nobody else's until it has that file's permissions.
    let descriptor = try OperatingSystem.open(
      temporaryPath, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: existing == nil ? 0o666 : 0o600)
    do throws(SystemError) {
      _ = OperatingSystem.lock(descriptor)
      if let existing { try OperatingSystem.setMode(existing.st_mode & 0o7777, of: descriptor) }
      return descriptor
    } catch {
      try? OperatingSystem.close(descriptor)
      try? OperatingSystem.remove(temporaryPath)
      throw error
    }
  }

  /// Waits until the rename itself is on the disk.
  private static func synchroniseDirectory(of path: String) throws(SystemError) {
    let directory = TemporaryName.directory(of: path)
    let descriptor = try OperatingSystem.open(directory, flags: O_RDONLY | O_DIRECTORY)
    defer { try? OperatingSystem.close(descriptor) }
    do throws(SystemError) {
      try OperatingSystem.synchronise(descriptor)
    } catch {
      // Some file systems cannot synchronise a directory, and need not.
      if error.code != EINVAL { throw error }
    }
  }
}
