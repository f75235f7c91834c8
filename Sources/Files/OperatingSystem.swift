import Platform

/// An error number of the operating system, with its words.
struct SystemError: Error, Hashable {
  /// The value of `errno`.
  let code: Int32

  /// The operating system's words for it, as in "No such file or directory".
  var words: String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}

/// The calls this module makes to the operating system: retried when a signal interrupts them, every result checked.
///
/// They stand in one place so that a test can make any of them fail.
enum OperatingSystem {
  /// Opens `path`; the descriptor is not inherited by child processes.
  static func open(_ path: String, flags: Int32, mode: mode_t = 0) throws(SystemError) -> Int32 {
    let path = try path.systemPath()
    return try retried { Platform.open(path, flags | O_CLOEXEC, mode) }
  }

  /// Reads at most the size of `buffer`; 0 is the end.
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
  {
    try retried { Platform.read(descriptor, buffer.baseAddress, buffer.count) }
  }

  /// Reads at most the size of `buffer` from the byte `offset` on; 0 is the end.
  static func read(
    _ descriptor: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try retried { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  /// Writes all of `bytes`.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = try retried { Platform.write(descriptor, part.baseAddress, part.count) }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until what was written to `descriptor` is on the disk.
  static func synchronise(_ descriptor: Int32) throws(SystemError) {
    _ = try retried { fsync(descriptor) }
  }

  /// Closes `descriptor`.
  ///
  /// It is not retried: after an interrupt it is closed all the same.
  static func close(_ descriptor: Int32) throws(SystemError) {
    if Platform.close(descriptor) != 0, errno != EINTR { throw SystemError(code: errno) }
  }

  /// Renames a file over another in one step.
  static func rename(_ old: String, to new: String) throws(SystemError) {
    let (old, new) = (try old.systemPath(), try new.systemPath())
    _ = try retried { Platform.rename(old, new) }
  }

  /// Gives the file `old`, or the link if it is one, a second name.
  static func link(_ old: String, as new: String) throws(SystemError) {
    let (old, new) = (try old.systemPath(), try new.systemPath())
    _ = try retried { Platform.link(old, new) }
  }

  /// Removes the name `path`.
  static func remove(_ path: String) throws(SystemError) {
    let path = try path.systemPath()
    _ = try retried { unlink(path) }
  }

  /// The status of `path` itself, where it is a link that of the link.
  static func statusOfLink(_ path: String) throws(SystemError) -> stat {
    let path = try path.systemPath()
    var status = stat()
    _ = try retried { lstat(path, &status) }
    return status
  }

  /// The status of `path`, links followed.
  static func status(of path: String) throws(SystemError) -> stat {
    let path = try path.systemPath()
    var status = stat()
    _ = try retried { stat(path, &status) }
    return status
  }

  /// The status of an open descriptor.
  static func status(of descriptor: Int32) throws(SystemError) -> stat {
    var status = stat()
    _ = try retried { fstat(descriptor, &status) }
    return status
  }

  /// Sets the permissions of an open file.
  static func setMode(_ mode: mode_t, of descriptor: Int32) throws(SystemError) {
    _ = try retried { fchmod(descriptor, mode) }
  }

  /// How an open descriptor may be used: `O_RDONLY`, `O_WRONLY` or `O_RDWR`.
  static func accessMode(of descriptor: Int32) throws(SystemError) -> Int32 {
    try retried { fcntl(descriptor, F_GETFL) } & O_ACCMODE
  }

  /// Waits until something can be read; `false` when the time is over.
  static func wait(_ descriptor: Int32, milliseconds: Int32) throws(SystemError) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return try retried { poll(&request, 1, milliseconds) } > 0
  }

  /// The next byte of a pipe that does not block, `nil` when there is none yet; it is broken when nobody writes to it.
  static func firstByte(_ descriptor: Int32) throws(SystemError) -> UInt8? {
    var byte: UInt8 = 0
    do throws(SystemError) {
      if try retried({ Platform.read(descriptor, &byte, 1) }) > 0 { return byte }
    } catch {
      if error.code == EAGAIN { return nil }
      throw error
    }
    throw SystemError(code: EPIPE)
  }

  /// Lets reads wait for what is written.
  static func makeBlocking(_ descriptor: Int32) throws(SystemError) {
    let flags = try retried { fcntl(descriptor, F_GETFL) }
    _ = try retried { fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
  }

  /// Takes the lock of an open file if nobody holds it.
  static func lock(_ descriptor: Int32) -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Refuses a file or folder that this process may not write to.
  static func requireWritable(_ path: String) throws(SystemError) {
    let path = try path.systemPath()
    _ = try retried { access(path, W_OK) }
  }

  /// Takes the lock of an open file, and waits for it while somebody else holds it.
  static func waitForLock(_ descriptor: Int32) throws(SystemError) {
    _ = try retried { flock(descriptor, LOCK_EX) }
  }

  /// Makes an open file as short as `size` bytes.
  static func truncate(_ descriptor: Int32, to size: Int) throws(SystemError) {
    _ = try retried { ftruncate(descriptor, off_t(size)) }
  }

  private static func retried<Result: SignedInteger>(_ call: () -> Result) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw SystemError(code: errno) }
    }
  }
}

extension stat {
  /// What kind of file it is, in words; `nil` for one whose bytes can be read from start to end.
  var unreadableKind: String? {
    switch st_mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFSOCK: "a socket"
    case S_IFBLK: "a block device"
    default: nil
    }
  }

  /// Whether the times of the last write or the last change of anything about the file are others.
  func hasOtherTimes(than other: stat) -> Bool {
    st_mtim.tv_sec != other.st_mtim.tv_sec || st_mtim.tv_nsec != other.st_mtim.tv_nsec
      || st_ctim.tv_sec != other.st_ctim.tv_sec || st_ctim.tv_nsec != other.st_ctim.tv_nsec
  }

  /// Whether it is a regular file.
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

  /// Whether it is a pipe, with a name or without.
  var isPipe: Bool { st_mode & S_IFMT == S_IFIFO }

  /// Whether nobody at all may write to it.
  var isReadOnly: Bool { st_mode & 0o222 == 0 }
}
