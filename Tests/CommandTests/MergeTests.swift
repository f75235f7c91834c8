import Platform
import TestSupport
import Testing

@Suite("merge refuses")
struct MergeTests {
  /// What is done to a folder with the three parts of a forecast, and what the message is to say.
  struct Damage: Sendable, CustomTestStringConvertible {
    var name: String
    /// Shards that are done again, with other options.
    var again: [[String]] = []
    /// Files that are copied over others or under other names.
    var copies: [(from: String, to: String)] = []
    var removed: [String] = []
    /// Texts of files that are replaced by others.
    var edits: [(file: String, old: String, new: String)] = []
    var messages: [String]

    var testDescription: String { name }
  }

  private static let naive = ["--model", "naive"]
  private static let again =
    "fix: foresee forecast panel.csv --model naive --id store --target sold --horizon 3 --shard"

  private static let damages: [Damage] = [
    Damage(
      name: "a part that is missing", removed: ["part-2-of-3.csv", "part-2-of-3.json"],
      messages: ["parts: part-2-of-3.csv is missing", again + " 2/3 -o parts"]),
    Damage(
      name: "all parts but one",
      removed: ["part-1-of-3.csv", "part-1-of-3.json", "part-3-of-3.csv", "part-3-of-3.json"],
      messages: [
        "2 of 3 parts are missing: 1, 3",
        again.replacing("fix: ", with: "fix: for k in 1 3; do ") + " $k/3 -o parts; done",
      ]),
    Damage(
      name: "a part without a manifest", removed: ["part-1-of-3.json"],
      messages: [
        "parts/part-1-of-3.csv: it has no manifest part-1-of-3.json: shard 1 of 3 was not finished",
        again + " 1/3",
      ]),
    Damage(
      name: "a manifest without its part", removed: ["part-3-of-3.csv"],
      messages: ["parts/part-3-of-3.json: its rows part-3-of-3.csv are missing", again + " 3/3"]),
    Damage(
      name: "nothing", removed: (1...3).flatMap { ["part-\($0)-of-3.csv", "part-\($0)-of-3.json"] },
      messages: ["parts: it holds no part", "with --shard"]),
    Damage(
      name: "parts of another division",
      copies: [("part-1-of-3.csv", "part-1-of-4.csv"), ("part-1-of-3.json", "part-1-of-4.json")],
      messages: [
        "part-1-of-3.csv and part-1-of-4.csv are of different divisions", "remove the files of part-*-of-4",
      ]),
    Damage(
      name: "one part twice",
      copies: [("part-1-of-3.csv", "part-2-of-3.csv"), ("part-1-of-3.json", "part-2-of-3.json")],
      messages: ["parts/part-2-of-3.json: it is the manifest of shard 1 of 3", "a part is there twice"]),
    Damage(
      name: "the rows of another part", copies: [("part-1-of-3.csv", "part-2-of-3.csv")],
      messages: ["parts/part-2-of-3.csv: it is damaged", again + " 2/3"]),
    Damage(
      name: "a changed digit", edits: [("part-2-of-3.csv", ",1,", ",7,")],
      messages: [
        "parts/part-2-of-3.csv: it is damaged: its bytes are not those that were written", again + " 2/3",
      ]),
    Damage(
      name: "a line that is gone", edits: [("part-3-of-3.csv", "unique_id,ds,cutoff,lead,naive\n", "")],
      messages: ["parts/part-3-of-3.csv: it is damaged: it has ", " were written"]),
    Damage(
      name: "a manifest that is not whole", edits: [("part-2-of-3.json", "\"version\":", "")],
      messages: ["parts/part-2-of-3.json: it is not the manifest of a part, or not whole", "--shard 2/3"]),
    Damage(
      name: "numbers of a manifest that cannot be",
      edits: [("part-2-of-3.json", "\"ordinal\":", "\"ordinal\":-")],
      messages: ["parts/part-2-of-3.json: it is not the manifest of a part, or not whole"]),
    Damage(
      name: "bytes of series that are not those of the part",
      edits: [("part-2-of-3.json", "\"bytes\":", "\"bytes\":9")],
      messages: ["parts/part-2-of-3."]),
    Damage(
      name: "a series of another part",
      edits: [
        ("part-1-of-3.json", "\"id\":\"a\"", "\"id\":\"b\""),
        ("part-2-of-3.json", "\"id\":\"a\"", "\"id\":\"b\""),
        ("part-3-of-3.json", "\"id\":\"a\"", "\"id\":\"b\""),
      ],
      messages: ["the series \"b\""]),
    Damage(
      name: "a place that is taken",
      edits: (1...3).map { ("part-\($0)-of-3.json", "\"ordinal\":2,", "\"ordinal\":1,") },
      messages: ["is said to be number 1 of the 11 of the input, which is another"]),
    Damage(
      name: "another horizon", again: [["--shard", "2/3", "--horizon", "4"] + naive],
      messages: [
        "parts/part-2-of-3.csv: it is not of one output with", "with other options: horizon is 4, and not 3",
        again + " 2/3",
      ]),
    Damage(
      name: "another model", again: [["--shard", "1/3", "--horizon", "3", "--model", "drift"]],
      messages: ["parts/part-1-of-3.csv: it is not", "with --model drift, and not naive", again + " 1/3"]),
    Damage(
      name: "another season", again: [["--shard", "3/3", "--horizon", "3", "--season", "5"] + naive],
      messages: ["parts/part-3-of-3.csv: it is not", "reading.season is 5, and not not given"]),
    Damage(
      name: "another name", again: [["--shard", "3/3", "--horizon", "3", "--name", "n"] + naive],
      messages: ["parts/part-3-of-3.csv: it is not", "name is n"]),
    Damage(
      name: "another input", again: [["--shard", "2/3", "--horizon", "3"] + naive],
      edits: [("panel.csv", "2024-01-01", "2024-01-01 ")],
      messages: ["parts/part-2-of-3.csv: it is not", "from another \"panel.csv\""]),
    Damage(
      name: "another version", edits: [("part-3-of-3.json", "\"version\":\"0", "\"version\":\"9")],
      messages: ["parts/part-3-of-3.csv: it is not", "by version 9.1.0 of foresee, and not by 0.1.0"]),
    Damage(
      name: "another command",
      edits: [("part-1-of-3.json", "\"command\":\"forecast\"", "\"command\":\"backtest\"")],
      messages: ["parts/part-1-of-3.csv: it is not", "by foresee backtest, and not by foresee forecast"]),
  ]

  @Test("parts that are not one output, and names the part and what to do", arguments: damages)
  func refused(_ damage: Damage) throws {
    let panel = try ShardedPanel()
    try panel.shard(["forecast", "panel.csv"] + Self.naive + ShardedPanel.reading, into: 3, folder: "parts")
    func path(_ name: String) -> String { name == "panel.csv" ? name : "parts/" + name }
    for copy in damage.copies {
      try panel.folder.write(#require(panel.folder.text(of: path(copy.from))), to: path(copy.to))
    }
    for name in damage.removed { #expect(unlink(panel.folder.file(path(name))) == 0) }
    for edit in damage.edits {
      var text = try #require(panel.folder.text(of: path(edit.file)))
      guard let place = text.firstRange(of: edit.old) else { continue }
      text.replaceSubrange(place, with: edit.new)
      try panel.folder.write(text, to: path(edit.file))
    }
    for options in damage.again {
      try panel.succeed(
        ["forecast", "panel.csv", "--id", "store", "--target", "sold", "-o", "parts"] + options)
    }
    try panel.folder.write("as it was", to: "merged.csv")
    let outcome = try panel.run(["merge", "parts", "-o", "merged.csv"])
    #expect(outcome.status == 3)
    #expect(outcome.errors.split(separator: "\n").count == 2, "\(outcome.errors)")
    for message in damage.messages { #expect(outcome.errors.contains(message), "\(outcome.errors)") }
    #expect(panel.folder.text(of: "merged.csv") == "as it was")
    #expect(panel.folder.results == ["merged.csv", "panel.csv", "parts"])
  }

  @Test("a folder that is none, and an output that is a part")
  func folders() throws {
    let panel = try ShardedPanel()
    try panel.shard(["forecast", "panel.csv"] + Self.naive + ShardedPanel.reading, into: 1, folder: "parts")
    #expect(try panel.run(["merge", "panel.csv"]).errors.contains("panel.csv: cannot read the folder"))
    #expect(try panel.run(["merge", "nothing"]).errors.contains("nothing: cannot read the folder"))
    let outcome = try panel.run(["merge", "parts", "-o", "parts/part-1-of-1.csv"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("is the input"))
    // Nor is a manifest, which would be lost.
    let other = try panel.run(["merge", "parts", "-o", "parts/part-1-of-1.json"])
    #expect(other.status == 2)
    #expect(other.errors.contains("is the input"))
    try panel.succeed(["merge", "parts/"])
  }

  @Test("parts of two kinds, before it says how those that are missing are made")
  func origins() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv", "--id", "store", "--target", "sold"] + Self.naive
    try panel.succeed(command + ["--horizon", "9", "--shard", "1/3", "-o", "parts"])
    try panel.succeed(command + ["--horizon", "3", "--shard", "3/3", "-o", "parts"])
    // One of each: either may be the wrong one.
    let tie = try panel.run(["merge", "parts"]).errors
    #expect(tie.contains("--horizon 9 --shard 3/3 -o parts; or, if the other is wrong, foresee"), "\(tie)")
    #expect(tie.contains("--horizon 3 --shard 1/3 -o parts"), "\(tie)")
    // What was meant is done: what is missing is made alike.
    try panel.succeed(command + ["--horizon", "3", "--shard", "1/3", "-o", "parts"])
    let missing = try panel.run(["merge", "parts"]).errors
    #expect(missing.contains("part-2-of-3.csv is missing"))
    #expect(missing.contains("--horizon 3 --shard 2/3 -o parts"), "\(missing)")
  }

  @Test("parts of an input that has changed, which no single shard mends")
  func changedInput() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv"] + Self.naive + ShardedPanel.reading
    try panel.shard(command, into: 3, folder: "parts")
    let text = try #require(panel.folder.text(of: "panel.csv"))
    try panel.folder.write(text + "k,2024-03-01,5,1.5\n", to: "panel.csv")
    try panel.succeed(command + ["--shard", "3/3", "-o", "parts"])
    let errors = try panel.run(["merge", "parts"]).errors
    #expect(errors.contains("from another \"panel.csv\""))
    #expect(errors.contains("do all 3 shards again, into an empty folder"), "\(errors)")
  }

  @Test("what is no file, and names the folder that it was given")
  func places() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv"] + Self.naive + ShardedPanel.reading
    try panel.shard(command, into: 2, folder: "new/parts")
    #expect(rename(panel.folder.file("new/parts"), panel.folder.file("moved")) == 0)
    #expect(unlink(panel.folder.file("moved/part-2-of-2.csv")) == 0)
    #expect(mkfifo(panel.folder.file("moved/part-2-of-2.csv"), 0o600) == 0)
    let pipe = try panel.run(["merge", "moved"])
    #expect(pipe.status == 3)
    #expect(pipe.errors.contains("moved/part-2-of-2.csv: it is no file"), "\(pipe.errors)")
    #expect(unlink(panel.folder.file("moved/part-2-of-2.csv")) == 0)
    let errors = try panel.run(["merge", "moved"]).errors
    #expect(errors.contains("--shard 2/2 -o moved"), "\(errors)")
  }

  @Test("and says what it joined")
  func summary() throws {
    let panel = try ShardedPanel()
    try panel.shard(["forecast", "panel.csv"] + Self.naive + ShardedPanel.reading, into: 2, folder: "parts")
    #expect(
      try panel.succeed(["merge", "parts", "-o", "m.csv"]).output
        == "2 parts of foresee forecast: 11 series, 33 rows\nwrote m.csv\n")
    #expect(
      try panel.succeed(["merge", "parts", "-o", "m.csv", "--json"]).output
        == "{\"command\":\"forecast\",\"file\":\"m.csv\",\"parts\":2,\"rows\":33,\"series\":11}\n")
  }
}
