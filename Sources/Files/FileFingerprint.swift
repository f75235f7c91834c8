/// Which bytes a file has, so that somebody can tell whether it is the same file.
public struct FileFingerprint: Sendable, Equatable {
  /// The path as given.
  public let path: String
  /// The number of its bytes.
  public let byteCount: Int
  /// The hash SHA-256 of its bytes, as 64 hexadecimal digits.
  public let sha256: String

  /// Reads the file at `path`.
  ///
  /// - Throws: `Failure` (input/output) when it cannot be read.
  public init(of path: String) throws(Failure) {
    let file = try InputFile(path: path)
    var hash = SHA256()
    var count = 0
    while true {
      let bytes = try file.bytes(1 << 16)
      if bytes.isEmpty { break }
      hash.update(bytes)
      count += bytes.count
    }
    self.path = path
    byteCount = count
    sha256 = SHA256.hexadecimal(hash.digest())
  }

  /// The fingerprints of the regular files among `paths`; a pipe cannot be read again.
  ///
  /// - Throws: `Failure` (input/output) when one cannot be read.
  public static func all(of paths: [String]) throws(Failure) -> [FileFingerprint] {
    try paths.filter { $0 != "-" && InputFile.isRegular($0) }.map { path throws(Failure) in
      try FileFingerprint(of: path)
    }
  }
}
