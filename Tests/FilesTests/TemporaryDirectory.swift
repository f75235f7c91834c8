import Glibc

/// A directory for one test, removed with everything in it at the end.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/foresee-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw POSIXFailure(code: errno) }
    path = made
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// The names in the directory, sorted.
  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The path of `name` in the directory.
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file without any of the code under test.
  func write(_ text: String, to name: String) throws {
    guard let stream = fopen(file(name), "w") else { throw POSIXFailure(code: errno) }
    defer { fclose(stream) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw POSIXFailure(code: errno) }
  }
}

struct POSIXFailure: Error {
  var code: Int32
}
