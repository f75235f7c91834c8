import Platform

/// A directory for one test, removed with everything in it at the end.
package final class TemporaryDirectory {
  /// Where it is.
  package let path: String

  /// Makes an empty directory.
  package init() throws {
    var template = Array("/tmp/foresee-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXFailure(code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// Removes a directory with everything in it.
  private static func remove(_ path: String) {
    for name in names(in: path) where unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
    rmdir(path)
  }

  /// The names in the directory, sorted.
  package var names: [String] { Self.names(in: path) }

  private static func names(in path: String) -> [String] {
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
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file without any of the code under test.
  package func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes bytes without any of the code under test.
  package func write(_ bytes: [UInt8], to name: String) throws {
    guard let stream = fopen(file(name), "w") else { throw POSIXFailure(code: errno) }
    defer { fclose(stream) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw POSIXFailure(code: errno) }
  }

  /// The text of a file, read without any of the code under test; `nil` without one.
  package func text(of name: String) -> String? {
    guard let stream = fopen(file(name), "r") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, stream)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}

/// A call to the operating system that failed.
package struct POSIXFailure: Error {
  /// The value of `errno`.
  package var code: Int32

  /// Creates a failure.
  package init(code: Int32) { self.code = code }
}
