import TestSupport
import Testing

@Suite("--on-error skip")
struct FaultCommandTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(FaultyFile.text(withBroken: true), to: "all.csv")
    try folder.write(FaultyFile.text(withBroken: false), to: "clean.csv")
    return folder
  }

  private let skip = ["--on-error", "skip", "--left-out", "left.csv"]

  @Test(
    "forecasts the others of forty series, seven of which are broken in seven ways, to the last byte",
    arguments: [
      ["forecast", "--model", "naive"], ["forecast", "--model", "ets,theta"],
      ["forecast", "--model", "linear", "--level", "80"],
      ["backtest", "--model", "ets", "--folds", "3"], ["backtest", "--model", "naive", "--folds", "2"],
    ])
  func sevenWays(_ command: [String]) throws {
    let folder = try folder()
    let words = command + ["--horizon", "3"]
    let clean = try foresee([words[0], "clean.csv"] + words.dropFirst() + ["-o", "clean.out"], in: folder)
    try #require(clean.status == 0, "\(clean.errors)")
    #expect(try foresee([words[0], "all.csv"] + words.dropFirst(), in: folder).status == 3)
    let found = try foresee(
      [words[0], "all.csv"] + words.dropFirst() + ["-o", "all.out"] + skip, in: folder)
    try #require(found.status == 0, "\(found.errors)")
    #expect(folder.text(of: "all.out") == folder.text(of: "clean.out"))
    #expect(found.output.replacing("all.", with: "clean.") == clean.output)
    let listed = try #require(folder.text(of: "left.csv")).split(separator: "\n")
    #expect(listed.first == "unique_id,line,reason")
    let places = zip(FaultyFile.broken, FaultyFile.lines).map { "\($0),\($1)," }
    try #require(listed.count == 8)
    for (line, place) in zip(listed.dropFirst(), places) {
      // A series without any value has no row of its own that is to blame.
      #expect(line.hasPrefix(place), "\(line)")
    }
    #expect(found.errors.contains("note: 7 of 40 series left out: \"s00\" (line 3: column 3 \"y\": "))
    #expect(found.errors.hasSuffix(" and 4 more\n"))
  }

  @Test("fits the same model, and says in JSON what is left out")
  func fit() throws {
    let folder = try folder()
    let words = ["--model", "linear", "--horizon", "3", "--lookback", "7", "--json", "-o"]
    #expect(try foresee(["fit", "clean.csv"] + words + ["clean.foresee"], in: folder).status == 0)
    let found = try foresee(["fit", "all.csv"] + words + ["all.foresee"] + skip, in: folder)
    #expect(found.status == 0)
    #expect(folder.text(of: "all.foresee") == folder.text(of: "clean.foresee"))
    #expect(found.output.contains("\"leftOut\":[{\"line\":3,\"reason\":\"column 3 \\\"y\\\": "))
    #expect(found.output.contains("\"series\":\"s39\""))
  }

  @Test("lists nothing but the header where nothing is left out, and no list without it")
  func nothing() throws {
    let folder = try folder()
    let command = ["forecast", "clean.csv", "--model", "naive", "--horizon", "1", "--json", "-o", "o.csv"]
    let found = try foresee(command + skip, in: folder)
    #expect(folder.text(of: "left.csv") == "unique_id,line,reason\n")
    #expect(found.output.contains("\"leftOut\":[]"))
    #expect(!found.errors.contains("left out"))
    #expect(!(try foresee(command, in: folder).output.contains("leftOut")))
    for words in [[], ["--on-error", "stop"]] {
      let refused = try foresee(command + words + ["--left-out", "l.csv"], in: folder)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("fix: add --on-error skip\n"))
    }
  }

  @Test("reads standard input as it does files")
  func standardInput() throws {
    let folder = try folder()
    let command = ["--model", "naive", "--horizon", "2", "--quiet"]
    let clean = try foresee(["forecast", "clean.csv"] + command, in: folder)
    let found = try foresee(
      ["forecast", "-"] + command + skip, in: folder, input: FaultyFile.text(withBroken: true))
    #expect(found.status == 0)
    #expect(found.output == clean.output)
    #expect(found.errors == "")
    #expect(folder.text(of: "left.csv")?.split(separator: "\n").count == 8)
  }

  @Test(
    "stops where a fault may be of others, or nothing would be left, and leaves outputs as they were",
    arguments: [
      ("no name", ",2024-01-05,1\n", "the name of the series is missing"),
      ("an open quote", "s01,2024-09-05,\"1\n", "never closed"),
      ("a name that nobody has, and no more", "nobody\n", "1 field, but the header"),
      ("a row without its name", "2024-09-05,1\n", "2 fields, but the header"),
      ("a second header", "unique_id,ds,y\n", "repeats the header"),
    ])
  func stops(_ name: String, _ line: String, _ says: String) throws {
    let folder = try folder()
    try folder.write("old", to: "left.csv")
    try folder.write(FaultyFile.text(withBroken: true) + line, to: "all.csv")
    let found = try foresee(
      ["forecast", "all.csv", "--model", "naive", "--horizon", "1", "-o", "o.csv"] + skip, in: folder)
    #expect(found.status == 3)
    #expect(found.errors.contains(says), "\(found.errors)")
    #expect(folder.text(of: "left.csv") == "old")
    #expect(folder.text(of: "o.csv") == nil)
  }

  @Test("is an error where all series have faults")
  func all() throws {
    let folder = try folder()
    try folder.write(
      "unique_id,ds,y\na,2024-01-01,x\na,2024-01-02,2\nb,2024-01-01,3\nb,2024,4\n", to: "all.csv")
    let found = try foresee(
      ["forecast", "all.csv", "--model", "naive", "--horizon", "1"] + skip, in: folder)
    #expect(found.status == 3)
    #expect(
      found.errors.contains("all.csv:2:14: no series is left: all 2 series have faults, the first \"a\": "))
  }
}
