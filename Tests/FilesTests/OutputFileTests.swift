import Files
import Platform
import TestSupport
import Testing

@Suite("Output files")
struct OutputFileTests {
  @Test("appear only when they are committed")
  func commit() throws {
    let directory = try TemporaryDirectory()
    let output = try OutputFile(replacing: directory.file("out.csv"))
    try output.write("a,b\n")
    try output.write([0x31, 0x2c, 0x32, 0x0a])
    #expect(!directory.names.contains("out.csv"))
    try output.commit()
    #expect(directory.names == ["out.csv"])
    #expect(try InputFile.contents(of: directory.file("out.csv"), limit: 100) == Array("a,b\n1,2\n".utf8))
  }

  @Test("leave the old file and nothing else when they are not committed")
  func noCommit() throws {
    let directory = try TemporaryDirectory()
    try directory.write("old", to: "out.csv")
    do {
      let output = try OutputFile(replacing: directory.file("out.csv"))
      try output.write(String(repeating: "new", count: 100_000))
      #expect(directory.names.count == 2)
    }
    #expect(directory.names == ["out.csv"])
    #expect(try InputFile.contents(of: directory.file("out.csv"), limit: 100) == Array("old".utf8))
  }

  @Test("keep the permissions of the file they replace")
  func permissions() throws {
    let directory = try TemporaryDirectory()
    try directory.write("old", to: "out.csv")
    chmod(directory.file("out.csv"), 0o640)
    let output = try OutputFile(replacing: directory.file("out.csv"))
    try output.write("new")
    try output.commit()
    var status = stat()
    stat(directory.file("out.csv"), &status)
    #expect(status.st_mode & 0o7777 == 0o640)
  }

  @Test("are refused before any work when their directory is missing")
  func missingDirectory() {
    let failure = #expect(throws: Failure.self) {
      try OutputFile(replacing: "/nonexistent-directory/out.csv")
    }
    #expect(failure?.cause == .inputOutput)
    #expect(
      failure?.description == "/nonexistent-directory/out.csv: cannot write it: No such file or directory")
  }

  @Test("are refused when they are a directory or their name is too long")
  func impossibleNames() throws {
    let directory = try TemporaryDirectory()
    #expect(throws: Failure.self) { try OutputFile(replacing: directory.path) }
    let name = String(repeating: "n", count: 256)
    let failure = #expect(throws: Failure.self) {
      let output = try OutputFile(replacing: directory.file(name))
      try output.commit()
    }
    #expect(failure?.cause == .inputOutput)
    #expect(directory.names == [])
  }

  @Test("say that a device is full")
  func fullDevice() throws {
    let output = try OutputFile(replacing: "/dev/full")
    try output.write("text")
    let failure = #expect(throws: Failure.self) { try output.commit() }
    #expect(failure?.cause == .inputOutput)
    #expect(failure?.message == "cannot write it: No space left on device")
  }

  @Test("remove what a dead process left, and nothing else")
  func abandoned() throws {
    let directory = try TemporaryDirectory()
    // Process numbers stay far below this one (/proc/sys/kernel/pid_max is at most 2²²).
    try directory.write("half", to: ".out.csv.99999999.foresee-tmp")
    try directory.write("half", to: ".out.csv.1.foresee-tmp")
    try directory.write("half", to: ".other.csv.99999999.foresee-tmp")
    let output = try OutputFile(replacing: directory.file("out.csv"))
    try output.commit()
    #expect(directory.names == [".other.csv.99999999.foresee-tmp", ".out.csv.1.foresee-tmp", "out.csv"])
  }

  @Test("replace a temporary file of an earlier process with the same number")
  func reusedNumber() throws {
    let directory = try TemporaryDirectory()
    try directory.write("half", to: ".out.csv.\(getpid()).foresee-tmp")
    let output = try OutputFile(replacing: directory.file("out.csv"))
    try output.commit()
    #expect(directory.names == ["out.csv"])
  }

  @Test("may not be one of the inputs, under any name")
  func sameAsInput() throws {
    let directory = try TemporaryDirectory()
    try directory.write("a", to: "in.csv")
    symlink(directory.file("in.csv"), directory.file("link.csv"))
    let failure = #expect(throws: Failure.self) {
      try FileIdentity.refuse(
        output: directory.file("link.csv"), amongInputs: ["-", directory.file("in.csv")])
    }
    #expect(failure?.cause == .arguments)
    try FileIdentity.refuse(output: directory.file("new.csv"), amongInputs: [directory.file("in.csv")])
    try FileIdentity.refuse(output: nil, amongInputs: [directory.file("in.csv")])
  }
}
