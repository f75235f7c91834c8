import Files
import Glibc
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

  @Test("is refused when it is rewritten at the same size while it is read, and not when it grows")
  func rewritten() throws {
    let directory = try TemporaryDirectory()
    for (text, isRefused) in [("abcd", true), ("01234", false)] {
      try directory.write("0123", to: "in.csv")
      // The clock of the file system goes in ticks.
      usleep(20_000)
      let file = try InputFile(path: directory.file("in.csv"))
      #expect(try file.bytes(2) == Array("01".utf8))
      try directory.write(text, to: "in.csv")
      do throws(Failure) {
        #expect(try file.bytes(9) == Array("23".utf8))
        #expect(!isRefused)
      } catch {
        #expect(isRefused && error.cause == .changed)
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
