import Platform

/// An error number of the operating system, and its description.
struct SystemError: Error, Hashable {
  /// The value of `errno`.
  let code: Int32

  /// The operating system's description of the error, as "No such file or directory".
  ///
  /// The corresponding C function is `strerror`.
  var words: String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }
}

/// The calls that this module makes to the operating system.
///
/// A call that a signal interrupts is made again, except for `close`, and every result is checked.
enum OperatingSystem {
  /// Opens `path`, with a descriptor that child processes do not inherit.
  ///
  /// The corresponding C function is `open`.
  static func open(_ path: String, flags: Int32, mode: mode_t = 0) throws(SystemError) -> Int32 {
    let path = try path.systemPath()
    return try retried { Platform.open(path, flags | O_CLOEXEC, mode) }
  }

  /// Reads at most as many bytes as `buffer` holds, and returns how many were read; 0 is the end of the file.
  ///
  /// The corresponding C function is `read`.
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
  {
    try retried { Platform.read(descriptor, buffer.baseAddress, buffer.count) }
  }

  /// Reads at most as many bytes as `buffer` holds from the byte `offset` on, and returns how many were read;
  /// 0 is the end of the file.
  ///
  /// The corresponding C function is `pread`.
  static func read(
    _ descriptor: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try retried { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  /// Writes all of `bytes`, by as many calls as that takes.
  ///
  /// The corresponding C function is `write`.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = try retried { Platform.write(descriptor, part.baseAddress, part.count) }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until everything written to `descriptor` is on the storage device.
  ///
  /// The corresponding C function is `fsync`.
  static func synchronise(_ descriptor: Int32) throws(SystemError) {
    _ = try retried { fsync(descriptor) }
  }

  /// Closes `descriptor`.
  ///
  /// The call is not made again after an interrupt, since the descriptor is then closed already. The
  /// corresponding C function is `close`.
  static func close(_ descriptor: Int32) throws(SystemError) {
    if Platform.close(descriptor) != 0, errno != EINTR { throw SystemError(code: errno) }
  }

  /// Renames a file; a file of the new name is replaced atomically.
  ///
  /// The corresponding C function is `rename`.
  static func rename(_ old: String, to new: String) throws(SystemError) {
    let (old, new) = (try old.systemPath(), try new.systemPath())
    _ = try retried { Platform.rename(old, new) }
  }

  /// Gives the file `old` a second name.
  ///
  /// Where `old` is a symbolic link, the link itself is given it.
  ///
  /// The corresponding C function is `link`.
  static func link(_ old: String, as new: String) throws(SystemError) {
    let (old, new) = (try old.systemPath(), try new.systemPath())
    _ = try retried { Platform.link(old, new) }
  }

  /// Removes the name `path` of a file.
  ///
  /// The corresponding C function is `unlink`.
  static func remove(_ path: String) throws(SystemError) {
    let path = try path.systemPath()
    _ = try retried { unlink(path) }
  }

  /// The status of `path`; of a symbolic link it is the status of the link itself.
  ///
  /// The corresponding C function is `lstat`.
  static func statusOfLink(_ path: String) throws(SystemError) -> stat {
    let path = try path.systemPath()
    var status = stat()
    _ = try retried { lstat(path, &status) }
    return status
  }

  /// The status of the file that `path` leads to; symbolic links are followed.
  ///
  /// The corresponding C function is `stat`.
  static func status(of path: String) throws(SystemError) -> stat {
    let path = try path.systemPath()
    var status = stat()
    _ = try retried { stat(path, &status) }
    return status
  }

  /// The status of an open file.
  ///
  /// The corresponding C function is `fstat`.
  static func status(of descriptor: Int32) throws(SystemError) -> stat {
    var status = stat()
    _ = try retried { fstat(descriptor, &status) }
    return status
  }

  /// Sets the permissions of an open file.
  ///
  /// The corresponding C function is `fchmod`.
  static func setMode(_ mode: mode_t, of descriptor: Int32) throws(SystemError) {
    _ = try retried { fchmod(descriptor, mode) }
  }

  /// How an open descriptor may be used: `O_RDONLY`, `O_WRONLY` or `O_RDWR`.
  ///
  /// The corresponding C function is `fcntl` with `F_GETFL`.
  static func accessMode(of descriptor: Int32) throws(SystemError) -> Int32 {
    try retried { fcntl(descriptor, F_GETFL) } & O_ACCMODE
  }

  /// Waits until something can be read from `descriptor`; `false` where nothing could be after
  /// `milliseconds`.
  ///
  /// The corresponding C function is `poll`.
  static func wait(_ descriptor: Int32, milliseconds: Int32) throws(SystemError) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return try retried { poll(&request, 1, milliseconds) } > 0
  }

  /// The next byte of a pipe that does not block, or `nil` where there is none yet.
  ///
  /// The corresponding C function is `read`.
  /// - Throws: The error `EPIPE` where no process has the pipe open for writing any more.
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

  /// Makes reads from `descriptor` wait until there are bytes to read.
  ///
  /// The corresponding C function is `fcntl` with `F_SETFL`.
  static func makeBlocking(_ descriptor: Int32) throws(SystemError) {
    let flags = try retried { fcntl(descriptor, F_GETFL) }
    _ = try retried { fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
  }

  /// Takes the exclusive lock of an open file; `false` where it could not be taken at once, as where another
  /// descriptor holds it.
  ///
  /// The corresponding C function is `flock` with `LOCK_NB`.
  static func lock(_ descriptor: Int32) -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Throws where this process may not write to the file or folder `path`.
  ///
  /// The corresponding C function is `access`.
  static func requireWritable(_ path: String) throws(SystemError) {
    let path = try path.systemPath()
    _ = try retried { access(path, W_OK) }
  }

  /// Takes the exclusive lock of an open file, and waits for it while another descriptor holds it.
  ///
  /// The corresponding C function is `flock`.
  static func waitForLock(_ descriptor: Int32) throws(SystemError) {
    _ = try retried { flock(descriptor, LOCK_EX) }
  }

  /// Sets the size of an open file to `size` bytes.
  ///
  /// The corresponding C function is `ftruncate`.
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
  /// The kind of the file in words, where its bytes cannot be read from start to end; `nil` where they can.
  var unreadableKind: String? {
    switch st_mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFSOCK: "a socket"
    case S_IFBLK: "a block device"
    default: nil
    }
  }

  /// Whether the time of the last write, or that of the last change of the file's status, differs from that
  /// of `other`.
  func hasOtherTimes(than other: stat) -> Bool {
    st_mtim.tv_sec != other.st_mtim.tv_sec || st_mtim.tv_nsec != other.st_mtim.tv_nsec
      || st_ctim.tv_sec != other.st_ctim.tv_sec || st_ctim.tv_nsec != other.st_ctim.tv_nsec
  }

  /// Whether the file is a regular file.
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

  /// Whether the file is a pipe, with a name or without.
  var isPipe: Bool { st_mode & S_IFMT == S_IFIFO }

  /// Whether the permissions of the file allow no user to write to it.
  var isReadOnly: Bool { st_mode & 0o222 == 0 }
}
