import Platform
import TestSupport
import Testing

@testable import Files

@Suite("Outputs of one command")
struct ReplacementTests {
  private func outputs(_ names: [String], in directory: TemporaryDirectory) throws -> [OutputFile] {
    try names.map { name in
      let output = try OutputFile(replacing: directory.file(name))
      try output.write("new")
      return output
    }
  }

  @Test("are put in place together, old ones and new ones")
  func together() throws {
    let directory = try TemporaryDirectory()
    try directory.write("old", to: "a")
    try OutputFile.commit(try outputs(["a", "b", "c"], in: directory))
    #expect(directory.names == ["a", "b", "c"])
    #expect(["a", "b", "c"].map { directory.text(of: $0) } == ["new", "new", "new"])
  }

  @Test("are none of them put in place when one cannot be", arguments: [0, 1, 2])
  func none(_ broken: Int) throws {
    let directory = try TemporaryDirectory()
    let names = ["a", "b", "c"]
    try directory.write("old", to: names[(broken + 1) % 3])
    let before = directory.names
    let outputs = try outputs(names, in: directory)
    // What was to be a file is a folder meanwhile.
    #expect(mkdir(directory.file(names[broken]), 0o700) == 0)
    let failure = #expect(throws: Failure.self) { try OutputFile.commit(outputs) }
    #expect(failure?.cause == .inputOutput && failure?.place?.file == directory.file(names[broken]))
    #expect(directory.names == (before + [names[broken]]).sorted())
    #expect(directory.text(of: before[0]) == "old")
  }

  @Test("keep permissions, but not those to run as another user, and are refused where nobody may write")
  func permissions() throws {
    let directory = try TemporaryDirectory()
    try directory.write("old", to: "a")
    chmod(directory.file("a"), 0o4755)
    try OutputFile.commit(try outputs(["a"], in: directory))
    var status = stat()
    stat(directory.file("a"), &status)
    #expect(status.st_mode & 0o7777 == 0o755)
    chmod(directory.file("a"), 0o444)
    let failure = #expect(throws: Failure.self) { try OutputFile(replacing: directory.file("a")) }
    #expect(failure?.cause == .inputOutput)
    #expect(directory.names == ["a"])
  }

  @Test("are the same file by every name it has")
  func destinations() throws {
    let directory = try TemporaryDirectory()
    try directory.write("old", to: "a")
    symlink("a", directory.file("link"))
    link(directory.file("a"), directory.file("other"))
    let path = directory.path
    for (one, two) in [
      ("\(path)/a", "\(path)/./a"), ("\(path)/a", "\(path)/link"), ("\(path)/a", "\(path)/other"),
      ("\(path)/new", "\(path)//new"), ("\(path)/new", "\(path)/./new"), ("/dev/stdout", "-"),
      ("/dev/fd/1", "/proc/self/fd/1"),
    ] { #expect(Destination(of: one) == Destination(of: two), "\(one) and \(two)") }
    #expect(Destination(of: "\(path)/a") != Destination(of: "\(path)/new"))
    #expect(Destination(of: "/dev/null") == nil)
  }
}
