import Platform

/// A file that is written as a whole or not at all, or standard output.
///
/// Goals, in order:
///
/// 1. The path holds either its old content or all of the new one, whenever the process ends: content is
///    written to a temporary file beside the path, and ``commit()`` writes that to the storage device and
///    then renames it.
/// 2. Nothing is left behind without a commit: the temporary file is removed.
/// 3. A file that cannot be written is reported before the work starts, since the temporary file is created
///    by the initialiser.
/// 4. An existing file keeps its permissions.
///
/// Devices and pipes cannot be replaced and are written directly. Text that is written to a terminal is
/// escaped.
public final class OutputFile {
  /// The path as given, or `<stdout>`.
  public let name: String
  let path: String?
  /// The file that holds the content until it is committed; `nil` for standard output, devices and pipes.
  public let temporaryPath: String?
  private var descriptor: Int32
  /// Whether it is neither in place nor given up.
  private var isOpen = true
  /// Whether everything is on the disk, and the descriptor closed.
  private var isClosed = false
  private var buffer: [UInt8] = []
  private let isTerminal: Bool
  private static let bufferSize = 1 << 16

  /// Starts writing to `path`; `nil` or `-` is standard output.
  ///
  /// The temporary file is created now, so that a missing or read-only directory is found before work starts.
  /// An existing file keeps its permissions, except that it does not run as another user. A symbolic link is
  /// itself replaced, and its destination left alone. A pipe is waited for until somebody reads it.
  ///
  /// - Parameters:
  ///   - path: The path of the file that is made or replaced.
  ///   - isPrivate: Whether a new file is for its owner alone.
  /// - Throws: `Failure` (input/output) when there can be no such file.
  public init(replacing path: String?, isPrivate: Bool = false) throws(Failure) {
    guard let path, path != "-", !FileIdentity.isStandardOutput(path) else {
      name = "<stdout>"
      self.path = nil
      temporaryPath = nil
      descriptor = STDOUT_FILENO
      isTerminal = isatty(STDOUT_FILENO) == 1
      try StandardStreams.require(STDOUT_FILENO, O_WRONLY)
      return
    }
    let place = Failure.Place(file: path)
    let existing = try? OperatingSystem.status(of: path)
    name = path
    if let existing { try Self.refuse(existing, at: place) }
    do throws(SystemError) {
      if existing?.isRegular ?? true {
        let temporary = TemporaryName(beside: path, process: getpid()).path
        descriptor = try Self.create(temporary, for: path, replacing: existing, isPrivate: isPrivate)
        (self.path, temporaryPath, isTerminal) = (path, temporary, false)
      } else {
        descriptor = try OperatingSystem.open(path, flags: O_WRONLY | O_NOCTTY)
        (self.path, temporaryPath, isTerminal) = (nil, nil, isatty(descriptor) == 1)
      }
    } catch {
      throw Failure(.inputOutput, at: place, "cannot write it: \(error.words)")
    }
  }

  private static func refuse(_ existing: stat, at place: Failure.Place) throws(Failure) {
    if let kind = existing.unreadableKind {
      throw Failure(.inputOutput, at: place, "it is \(kind), not a file")
    }
    guard existing.isRegular, existing.isReadOnly else { return }
    throw Failure(
      .inputOutput, at: place, "nobody may write to it",
      fix: "write to another file, or allow it with chmod u+w")
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
      guard isOpen, !isClosed else { throw SystemError(code: EBADF) }
      var failed: SystemError?
      if isTerminal { buffer = Array(ShownText.escaped(lines: String(decoding: buffer, as: UTF8.self)).utf8) }
      buffer.withUnsafeBytes { bytes in
        do throws(SystemError) { try OperatingSystem.write(bytes, to: descriptor) } catch { failed = error }
      }
      if let failed { throw failed }
    } catch {
      throw failure(error)
    }
  }

  /// Puts everything written on the disk, still under the temporary name; standard output, a device or a pipe
  /// is flushed.
  ///
  /// - Throws: `Failure`; nothing is in place then.
  public func complete() throws(Failure) {
    guard isOpen, !isClosed else { return }
    try flush()
    guard temporaryPath != nil else { return }
    do throws(SystemError) {
      try OperatingSystem.synchronise(descriptor)
      isClosed = true
      try OperatingSystem.close(descriptor)
    } catch {
      discard()
      throw failure(error)
    }
  }

  /// Puts everything written on the disk under the path's name; standard output is flushed.
  ///
  /// - Throws: `Failure`; the path then has its old content.
  public func commit() throws(Failure) { try Self.commit([self]) }

  /// Puts all of `files` in place, or none.
  ///
  /// - Parameters:
  ///   - files: The files, each of which has been written.
  ///   - endsCommand: Whether the command has done all it was to do then, so that an interruption comes too
  ///     late.
  /// - Throws: `Failure`; every path then has its old content.
  public static func commit(_ files: [OutputFile], endsCommand: Bool = false) throws(Failure) {
    for file in files { try file.complete() }
    let replacements = files.compactMap { file in
      file.isOpen ? file.temporaryPath.flatMap { temporary in file.path.map { (temporary, $0) } } : nil
    }
    for file in files where file.temporaryPath != nil { file.isOpen = false }
    try Replacement.perform(
      replacements.map { Replacement(temporaryPath: $0, path: $1) }, endsCommand: endsCommand)
  }

  /// Gives up what was written; the path keeps its old content.
  public func discard() {
    guard isOpen, descriptor != STDOUT_FILENO else { return }
    isOpen = false
    if !isClosed { try? OperatingSystem.close(descriptor) }
    guard let temporaryPath else { return }
    TemporaryFiles.settling([temporaryPath]) { try? OperatingSystem.remove(temporaryPath) }
  }

  private func failure(_ error: SystemError) -> Failure {
    if error.code == EPIPE {
      return Failure(.readerGone, at: Failure.Place(file: name), "the reader of the output went away")
    }
    return Failure(.inputOutput, at: Failure.Place(file: name), "cannot write it: \(error.words)")
  }
}

extension OutputFile {
  /// Writes a new file that its owner alone can read; one that is there by then stays as it is.
  ///
  /// - Throws: `Failure` (input/output) when there can be no such file.
  public static func createPrivately(_ path: String, text: String) throws(Failure) {
    let file = try OutputFile(replacing: path, isPrivate: true)
    defer { file.discard() }
    try file.write(text)
    try file.complete()
    guard let temporaryPath = file.temporaryPath else { return }
    do throws(SystemError) {
      try OperatingSystem.link(temporaryPath, as: path)
    } catch {
      guard error.code == EEXIST else {
        throw Failure(.inputOutput, at: Failure.Place(file: path), "cannot write it: \(error.words)")
      }
    }
  }

  /// Creates the temporary file of `path`, locked, with the permissions the finished file has.
  private static func create(
    _ temporaryPath: String, for path: String, replacing existing: stat?, isPrivate: Bool
  ) throws(SystemError) -> Int32 {
    TemporaryName.removeAbandoned(beside: path)
    return try TemporaryFiles.creating(temporaryPath) { () throws(SystemError) in
      // A file that replaces another is nobody else's until it has that file's permissions.
      let descriptor = try OperatingSystem.open(
        temporaryPath, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
        mode: existing == nil && !isPrivate ? 0o666 : 0o600)
      do throws(SystemError) {
        _ = OperatingSystem.lock(descriptor)
        if let existing { try OperatingSystem.setMode(existing.st_mode & 0o777, of: descriptor) }
        return descriptor
      } catch {
        try? OperatingSystem.close(descriptor)
        try? OperatingSystem.remove(temporaryPath)
        throw error
      }
    }
  }
}
