import Files
import Platform
import TestSupport
import Testing

@Suite("Input files")
struct InputFileTests {
  @Test("are refused when they are missing or cannot be read from start to end")
  func refused() throws {
    let directory = try TemporaryDirectory()
    let missing = #expect(throws: Failure.self) { try InputFile(path: directory.file("no.csv")) }
    #expect(missing?.cause == .inputOutput)
    #expect(missing?.message == "cannot open it: No such file or directory")
    let folder = #expect(throws: Failure.self) { try InputFile(path: directory.path) }
    #expect(folder?.cause == .inputOutput)
    #expect(folder?.message == "it is a directory, not a file of text")
  }

  @Test("are read whole, and refused beyond a limit")
  func contents() throws {
    let directory = try TemporaryDirectory()
    try directory.write("0123456789", to: "in.csv")
    #expect(try InputFile.contents(of: directory.file("in.csv"), limit: 10) == Array("0123456789".utf8))
    let failure = #expect(throws: Failure.self) {
      try InputFile.contents(of: directory.file("in.csv"), limit: 9)
    }
    #expect(failure?.cause == .limit)
  }

  @Test("made by the kernel on demand are read to their end")
  func kernelFile() throws {
    #expect(try !InputFile.contents(of: "/proc/self/status", limit: 1 << 20).isEmpty)
  }

  @Test("that grow are read up to where they ended when they were opened")
  func growing() throws {
    let directory = try TemporaryDirectory()
    try directory.write("12345", to: "in.csv")
    let file = try InputFile(path: directory.file("in.csv"))
    try directory.write("1234567890", to: "in.csv")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try file.read(into: buffer) == 5)
    #expect(try file.read(into: buffer) == 0)
    #expect(file.hasGrown)
  }

  @Test("that are cut short while they are read are refused")
  func shrinking() throws {
    let directory = try TemporaryDirectory()
    try directory.write("1234567890", to: "in.csv")
    let file = try InputFile(path: directory.file("in.csv"))
    try directory.write("123", to: "in.csv")
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try file.read(into: buffer) == 3)
    let failure = #expect(throws: Failure.self) { _ = try file.read(into: buffer) }
    #expect(failure?.cause == .changed)
  }

  /// What happens to a file of which two bytes of "0123" were read, and whether it is refused then.
  static let changes:
    [(name: String, isRefused: Bool, change: @Sendable (TemporaryDirectory) throws -> Void)] = [
      ("nothing", false, { _ in }),
      ("the same size", true, { try $0.write("abcd", to: "in.csv") }),
      ("a byte that was read", true, { try $0.write("0x23", to: "in.csv") }),
      ("the bytes it had", false, { try $0.write("0123", to: "in.csv") }),
      ("more at its end", false, { try $0.write("01234", to: "in.csv") }),
      ("more, and others before", true, { try $0.write("abcde", to: "in.csv") }),
      ("less", true, { try $0.write("01", to: "in.csv") }),
      ("its time alone", false, { utimes($0.file("in.csv"), nil) }),
      ("its permissions", false, { chmod($0.file("in.csv"), 0o600) }),
      ("another name", false, { rename($0.file("in.csv"), $0.file("old.csv")) }),
      ("no name", false, { unlink($0.file("in.csv")) }),
      (
        "another file in its place", false,
        {
          try $0.write("abcd", to: "new.csv")
          rename($0.file("new.csv"), $0.file("in.csv"))
        }
      ),
      (
        "the same size, and its time set back", true,
        {
          var status = stat()
          stat($0.file("in.csv"), &status)
          try $0.write("abcd", to: "in.csv")
          let time = timeval(tv_sec: status.st_mtim.tv_sec, tv_usec: status.st_mtim.tv_nsec / 1_000)
          utimes($0.file("in.csv"), [time, time])
        }
      ),
    ]

  @Test(
    "are refused when other bytes were read than they have at the end, however they are touched",
    arguments: changes.indices)
  func rewritten(_ index: Int) throws {
    let item = Self.changes[index]
    // Written just now, or long ago.
    for age in [0, 3_600] {
      let directory = try TemporaryDirectory()
      try directory.write("0123", to: "in.csv")
      let then = timeval(tv_sec: time(nil) - age, tv_usec: 0)
      utimes(directory.file("in.csv"), [then, then])
      let file = try InputFile(path: directory.file("in.csv"))
      #expect(try file.bytes(2) == Array("01".utf8))
      try item.change(directory)
      do throws(Failure) {
        _ = try file.bytes(9)
        #expect(!item.isRefused, "\(item.name)")
      } catch {
        #expect(item.isRefused && error.cause == .changed, "\(item.name): \(error)")
      }
    }
  }

  @Test("that is a pipe is read while somebody writes to it, and refused when nobody does")
  func pipes() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let failure = #expect(throws: Failure.self) { try InputFile(path: path, awaitsWriter: false) }
    #expect(failure?.message == "it is a pipe, and nobody writes to it")
    let writer = open(path, O_RDWR | O_CLOEXEC)
    defer { close(writer) }
    #expect(write(writer, "abc", 3) == 3)
    let file = try InputFile(path: path, awaitsWriter: false)
    #expect(try file.bytes(3) == Array("abc".utf8))
  }
}
