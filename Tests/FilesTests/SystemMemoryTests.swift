import Platform
import TestSupport
import Testing

@testable import Files

@Suite("The memory that the system grants")
struct SystemMemoryTests {
  private func folder(_ limits: [String: String]) throws -> TemporaryDirectory {
    let root = try TemporaryDirectory()
    for (path, limit) in limits {
      let parts = path.split(separator: "/")
      for count in 1..<max(1, parts.count) {
        mkdir(root.file(parts[..<count].joined(separator: "/")), 0o700)
      }
      try root.write(limit + "\n", to: path)
    }
    return root
  }

  /// What the groups are, what their files say, and the limit.
  static let cases: [(groups: String, limits: [String: String], limit: Int?)] = [
    ("", [:], nil), ("0::/\n", [:], nil), ("0::/\n", ["memory.max": "max"], nil),
    ("0::/\n", ["memory.max": "1000"], 1_000), ("0::/a\n", ["a/memory.max": "1000"], 1_000),
    ("0::/a/b\n", ["a/memory.max": "1000", "a/b/memory.max": "2000"], 1_000),
    ("0::/a/b\n", ["a/memory.max": "max", "a/b/memory.max": "2000"], 2_000),
    ("0::/elsewhere/b\n", ["memory.max": "3000"], 3_000),
    ("4:memory:/a\n", ["memory/a/memory.limit_in_bytes": "1000"], 1_000),
    ("4:cpu,memory:/a\n0::/\n", ["memory/memory.limit_in_bytes": "9223372036854771712"], nil),
    ("4:cpu:/a\n", ["memory/a/memory.limit_in_bytes": "1000"], nil),
    ("nonsense\n::\n0::\n", ["memory.max": "5"], 5),
  ]

  @Test("is the least of the groups that the process is in", arguments: cases.indices)
  func limits(_ index: Int) throws {
    let item = Self.cases[index]
    let root = try folder(item.limits)
    #expect(SystemMemory.limit(groups: item.groups, root: root.path) == item.limit)
    for path in item.limits.keys { unlink(root.file(path)) }
    for path in item.limits.keys.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let parts = path.split(separator: "/")
      for count in (1..<max(1, parts.count)).reversed() {
        rmdir(root.file(parts[..<count].joined(separator: "/")))
      }
    }
  }
}
