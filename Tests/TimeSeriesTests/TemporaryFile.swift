import Platform

/// A file for one test, removed at the end.
final class TemporaryFile {
  let path: String
  private let directory: String

  init(_ bytes: [UInt8], name: String = "data.csv") throws {
    var template = Array("/tmp/foresee-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw FileError(code: errno) }
    directory = made
    path = made + "/" + name
    guard let stream = fopen(path, "w") else { throw FileError(code: errno) }
    defer { fclose(stream) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw FileError(code: errno) }
  }

  convenience init(_ text: String, name: String = "data.csv") throws {
    try self.init(Array(text.utf8), name: name)
  }

  deinit {
    unlink(path)
    rmdir(directory)
  }

  struct FileError: Error {
    var code: Int32
  }
}
