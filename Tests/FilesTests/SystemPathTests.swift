import TestSupport
import Testing

@testable import Files

@Suite("Paths")
struct SystemPathTests {
  /// Bytes that are UTF-8, or begin like it, or are none at all.
  static let paths: [[UInt8]] = [
    Array("plain.csv".utf8), Array("Größe/日本.csv".utf8), [0x6E, 0xFF, 0x2E], [0x80], [0xC3], [0xC3, 0x28],
    [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF5, 0x80, 0x80, 0x80], [0xFE, 0xFF, 0x00 + 1],
    Array("\u{10FFFF}\u{10FF80}\u{10FF7F}".utf8), [0xC0, 0xAF], Array("e\u{301}\u{FFFD}".utf8),
  ]

  @Test("come back byte for byte, in whatever encoding", arguments: paths)
  func roundTrip(_ bytes: [UInt8]) { #expect(SystemPath.bytes(of: SystemPath.text(of: bytes)) == bytes) }

  @Test("that hold a 0 lead nowhere, not to what is before it")
  func zero() throws {
    let directory = try TemporaryDirectory()
    try directory.write("1", to: "in.csv")
    #expect(throws: Failure.self) { try InputFile(path: directory.file("in.csv\0")) }
    #expect(throws: Failure.self) { try OutputFile(replacing: directory.file("in.csv\0.txt")) }
    #expect(directory.names == ["in.csv"])
  }

  @Test("of any bytes are read and written under their names")
  func files() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file(SystemPath.text(of: [0x6F, 0xFF, 0xE2]))
    let output = try OutputFile(replacing: path)
    try output.write("1")
    try output.commit()
    #expect(try InputFile.contents(of: path, limit: 9) == [0x31])
    #expect(directory.names.map { Array($0.utf8) } == [Array("o\u{FFFD}\u{FFFD}".utf8)])
    try OperatingSystem.remove(path)
  }
}
