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
}
