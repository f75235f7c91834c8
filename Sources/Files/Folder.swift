import Platform

/// A folder that outputs go to, or that holds files to be read.
package enum Folder {
  /// Makes the folder `path` unless there is one; `false` when there can be none.
  package static func make(_ path: String) -> Bool {
    guard let systemPath = try? path.systemPath() else { return false }
    if mkdir(systemPath, 0o777) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex else {
      return false
    }
    return make(String(path[..<slash])) && (mkdir(systemPath, 0o777) == 0 || errno == EEXIST)
  }

  /// The names in the folder `path`, in no order.
  ///
  /// - Throws: `Failure` (input/output) where it is none, or cannot be read.
  package static func names(in path: String) throws(Failure) -> [String] {
    do throws(SystemError) {
      let systemPath = try path.systemPath()
      guard let stream = opendir(systemPath) else { throw SystemError(code: errno) }
      defer { closedir(stream) }
      var names: [String] = []
      while let entry = readdir(stream) {
        names.append(
          withUnsafePointer(to: &entry.pointee.d_name) { field in
            field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
              SystemPath.text(of: UnsafeRawBufferPointer(start: $0, count: strlen($0)).map { $0 })
            }
          })
      }
      return names
    } catch {
      throw Failure(.inputOutput, at: Failure.Place(file: path), "cannot read the folder: \(error.words)")
    }
  }
}
