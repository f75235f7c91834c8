import Synchronization

/// What came through standard input and pipes, kept in memory where it must be read more than once.
public enum KeptInputs {
  private static let contents = Mutex<[String: [UInt8]]>([:])

  /// Reads all of `path`, unless it is a file that can be opened again; from then on it is read from memory.
  ///
  /// - Throws: `Failure` (input/output) when it cannot be read, or (limit) when it does not fit into memory.
  public static func keep(_ path: String) throws(Failure) {
    guard path == "-" || !InputFile.isRegular(path), bytes(of: path) == nil else { return }
    let file = try InputFile(path: path)
    var bytes: [UInt8] = []
    while true {
      let next = try file.bytes(1 << 20)
      if next.isEmpty { break }
      bytes += next
      guard bytes.count > (SystemMemory.limit ?? .max) / 2 else { continue }
      throw Failure(
        .limit, at: Failure.Place(file: file.name),
        "its first \(bytes.count >> 20) MiB fill half of the memory, and it is read more than once",
        fix: "write it to a file, and name that")
    }
    contents.withLock { $0[path] = bytes }
  }

  /// The bytes of `path`; `nil` where they are not kept.
  static func bytes(of path: String) -> [UInt8]? { contents.withLock { $0[path] } }
}
