import Files
import TestSupport
import Testing

@Suite("Shards merged are the bytes of one process")
struct ShardCommandTests {
  @Test(
    "for models of one series each",
    arguments: [
      ["naive"], ["ets"], ["theta"], ["naive,ets,seasonal-median"], ["ets", "--bounds", "0.."],
      ["ses", "--name", "own"],
      ["drift", "--spreadsheet-safe"], ["holt", "--season", "5"],
    ])
  func perSeries(_ model: [String]) throws {
    try ShardedPanel().requireExact(["forecast", "panel.csv", "--model"] + model + ShardedPanel.reading)
  }

  /// Networks as small as they can be.
  private static let small = [
    "--hidden", "4", "--layers", "1", "--head", "4", "--max-steps", "5", "--lookback", "8",
  ]

  @Test(
    "for a file of a fitted model, with intervals and events",
    arguments: [
      ["gru"] + small, ["blend", "--segment-units", "4", "--max-steps", "5", "--lookback", "8"], ["ets"],
      ["theta"],
      ["linear", "--lookback", "7"], ["naive", "--intervals", "adaptive"],
      ["gru", "--loss", "quantile"] + small,
    ])
  func fitted(_ model: [String]) throws {
    let panel = try ShardedPanel()
    let spread = ["--level", "50,80", "--event", "sold>100"]
    try panel.succeed(
      ["fit", "panel.csv", "--model"] + model + ShardedPanel.reading + spread + ["-o", "m.foresee"])
    try panel.requireExact(["forecast", "panel.csv", "--model", "m.foresee"] + spread)
  }

  /// A file, and how it is read.
  struct Reading: Sendable, CustomTestStringConvertible {
    var name: String
    var options: [String]
    var text: String

    var testDescription: String { name }
  }

  private static func rows(_ header: String, _ names: [String], _ row: (Int, Int) -> String) -> String {
    header + "\n"
      + names.enumerated().flatMap { index, name in (0..<30).map { "\(name),\(row(index, $0))\n" } }.joined()
  }

  private static func value(_ series: Int, _ row: Int) -> Int { 10 * series + (row * row + series) % 13 }

  private static let names = ["a", "b", "c", "d", "e"]

  @Test(
    "however the input is read",
    arguments: [
      // One series alone has a time of day, or a fraction of a second, and so all times of the output have.
      Reading(
        name: "a time of day in one series", options: ["--target", "y", "--id", "id"],
        text: rows("id,t,y", names) {
          "\(ShardedPanel.date($1))\($0 == 3 ? " 06:30:00" : " 00:00:00"),\(value($0, $1))"
        }),
      Reading(
        name: "fractions in one series", options: ["--target", "y", "--id", "id"],
        text: rows("id,t,y", names) {
          "2024-01-01T00:00:\($1 + 10)\($0 == 1 ? ".250" : "")Z,\(value($0, $1))"
        }),
      Reading(
        name: "newest first, and series without a value", options: ["--target", "y", "--id", "id"],
        text: rows("id,t,y", names) {
          "\(ShardedPanel.date(29 - $1)),\($0 % 2 == 1 ? "" : "\(value($0, $1))")"
        }),
      Reading(
        name: "two targets", options: ["--target", "y,z", "--id", "id"],
        text: rows("id,t,y,z", names) { "\(ShardedPanel.date($1)),\(value($0, $1)),\(value($0 + 1, $1))" }),
      Reading(
        name: "several columns of names", options: ["--target", "y", "--id", "id,kind"],
        text: rows("id,kind,t,y", names) { "\($0 % 2),\(ShardedPanel.date($1)),\(value($0, $1))" }),
      Reading(
        name: "a regular grid", options: ["--target", "y", "--id", "id", "--every", "1d"],
        text: rows("id,t,y", names) { "\(ShardedPanel.date($1 + ($1 > 20 + $0 ? 3 : 0))),\(value($0, $1))" }),
      Reading(
        name: "values that are not plausible",
        options: ["--target", "y", "--id", "id", "--plausible", "y=0..45"],
        text: rows("id,t,y", names) { "\(ShardedPanel.date($1)),\(value($0, $1))" }),
      Reading(
        name: "elapsed time", options: ["--target", "y", "--id", "id", "--time-unit", "s"],
        text: rows("id,t,y", names) { "\($1 * 5 + $0)\($0 == 2 ? ".5" : ""),\(value($0, $1))" }),
      Reading(
        name: "steps, in the order of time", options: ["--target", "y", "--id", "id", "--steps"],
        text: "id,y\n"
          + (0..<30).flatMap { row in names.enumerated().map { "\($1),\(value($0, row))\n" } }.joined()),
      Reading(
        name: "a column a series", options: ["--layout", "wide", "--target", "a,b,c,d,e"],
        text: "t,a,b,c,d,e\n"
          + (0..<30).map { row in
            ShardedPanel.date(row) + (0..<5).map { ",\(value($0, row))" }.joined() + "\n"
          }.joined()),
      Reading(
        name: "a row a series", options: ["--layout", "rows"],
        text: "id," + (0..<30).map { ShardedPanel.date($0) }.joined(separator: ",") + "\n"
          + names.enumerated().map { index, name in
            name + (0..<30).map { ",\(value(index, $0))" }.joined() + "\n"
          }.joined()),
    ])
  func readings(_ reading: Reading) throws {
    let panel = try ShardedPanel()
    try panel.folder.write(reading.text, to: "other.csv")
    try panel.requireExact(
      ["forecast", "other.csv", "--model", "naive,theta", "--horizon", "4"] + reading.options, counts: [3])
  }

  @Test("of several files, each a series of its own")
  func files() throws {
    let panel = try ShardedPanel()
    for (index, name) in Self.names.enumerated() {
      let rows = (0..<30).map { "\(ShardedPanel.date($0 + index)),\(Self.value(index, $0))\n" }.joined()
      try panel.folder.write("t,y\n" + rows, to: name + ".csv")
    }
    try panel.requireExact(
      ["forecast"] + Self.names.map { $0 + ".csv" } + ["--model", "ets", "--horizon", "2", "--target", "y"],
      counts: [3])
  }

  @Test("with the rows of another file that are known ahead")
  func future() throws {
    let panel = try ShardedPanel()
    let fit = ["--model", "linear", "--lookback", "7", "--future", "price"] + ShardedPanel.reading
    let rows = ["a", "b", "k"].flatMap { name in
      (60..<64).map { "\(name),\(ShardedPanel.date($0)),\($0 % 5).5\n" }
    }
    let known = ["a", "b", "k"].flatMap { name in
      (0..<60).map { "\(name),\(ShardedPanel.date($0)),\(($0 * 7) % 11),\($0 % 5).5\n" }
    }
    try panel.folder.write("store,day,sold,price\n" + known.joined(), to: "known.csv")
    try panel.folder.write("store,day,price\n" + rows.joined(), to: "ahead.csv")
    try panel.succeed(["fit", "known.csv", "-o", "m.foresee"] + fit)
    try panel.requireExact(
      ["forecast", "known.csv", "--future-file", "ahead.csv", "--model", "m.foresee"], counts: [3])
  }

  @Test(
    "for a backtest, with what was observed",
    arguments: [
      ["ets,theta"], ["ses", "--level", "50"], ["naive", "--refit", "every-fold", "--clock", "own"],
      ["ets", "--cutoffs-at", "close", "--step-is-none"],
      ["linear,ets", "--gap", "1", "--train-window", "30"],
    ])
  func backtests(_ model: [String]) throws {
    let panel = try ShardedPanel()
    let model = model.filter { $0 != "--step-is-none" }
    try panel.requireExact(
      ["backtest", "panel.csv", "--folds", "3", "--model"] + model + ShardedPanel.reading, counts: [1, 4])
  }

  @Test("for a backtest of a fitted model, whose metrics are those of compare")
  func metrics() throws {
    let panel = try ShardedPanel()
    let spread = ["--level", "50"]
    try panel.succeed(
      ["fit", "panel.csv", "--model", "gru", "-o", "m.foresee"] + Self.small + ShardedPanel.reading + spread)
    let command = ["backtest", "panel.csv", "--folds", "3", "--model", "m.foresee,ets"] + spread
    try panel.requireExact(command, counts: [2])
    try panel.succeed(command + ["--metrics", "whole-metrics.csv"])
    try panel.succeed(
      [
        "compare", "merged.csv", "--truth", "panel.csv", "--id", "store", "--target", "sold", "--metrics",
        "metrics.csv",
      ])
    let whole = panel.folder.text(of: "whole-metrics.csv")
    #expect(whole != nil && panel.folder.text(of: "metrics.csv") == whole)
  }

  @Test("when a shard has no series, and when one is done again")
  func emptyAndAgain() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv", "--model", "ets,naive"] + ShardedPanel.reading
    try panel.shard(command, into: 40, folder: "parts")
    let parts = (1...40).map { panel.folder.text(of: "parts/part-\($0)-of-40.csv") ?? "" }
    #expect(parts.contains("unique_id,ds,cutoff,lead,ets,naive\n"))
    let number = 1 + (parts.firstIndex { $0.contains("\na,") } ?? 0)
    // What was left of a process that was killed after some rows, and of one before.
    try panel.folder.write("unique_id,ds", to: "parts/.part-\(number)-of-40.csv.999999.foresee-tmp")
    try panel.folder.write(parts[number - 1] + "garbage", to: "parts/part-\(number)-of-40.csv")
    try panel.succeed(command + ["--shard", "\(number)/40", "-o", "parts"])
    #expect(panel.folder.text(of: "parts/part-\(number)-of-40.csv") == parts[number - 1])
    try panel.succeed(command + ["-o", "whole.csv"])
    try panel.succeed(["merge", "parts", "-o", "merged.csv"])
    #expect(panel.folder.text(of: "merged.csv") == panel.folder.text(of: "whole.csv"))
  }

  @Test("by the variables of arrays")
  func automatic() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv", "--model", "naive"] + ShardedPanel.reading
    for task in 0..<3 {
      try panel.succeed(
        command + ["--shard", "auto", "-o", "slurm"],
        [
          "SLURM_ARRAY_TASK_ID=\(4 * task)", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=8",
          "SLURM_ARRAY_TASK_STEP=4", "SLURM_ARRAY_TASK_COUNT=3",
        ])
      try panel.succeed(
        command + ["--shard", "auto/3", "-o", "kubernetes"], ["JOB_COMPLETION_INDEX=\(task)"])
    }
    try panel.succeed(command + ["-o", "whole.csv"])
    for folder in ["slurm", "kubernetes"] {
      #expect(try panel.succeed(["merge", folder]).output == panel.folder.text(of: "whole.csv"))
    }
  }

  @Test("and their manifests say what they are made of")
  func manifest() throws {
    let panel = try ShardedPanel()
    let command =
      ["forecast", "panel.csv", "--model", "ets", "--shard", "2/3", "-o", "parts"] + ShardedPanel.reading
    let outcome = try panel.succeed(command + ["--threads", "1"])
    #expect(outcome.output.hasPrefix("shard 2 of 3: "))
    #expect(panel.folder.results == ["panel.csv", "parts"])
    let text = try #require(panel.folder.text(of: "parts/part-2-of-3.json"))
    let manifest = try JSONParser.parse(Array(text.utf8), file: "manifest", cause: .data)
    let rows = try #require(panel.folder.text(of: "parts/part-2-of-3.csv"))
    #expect(manifest["shard"]?.integer == 2)
    #expect(manifest["sha256"]?.string == SHA256.hexadecimal(of: Array(rows.utf8)))
    #expect(manifest["bytes"]?.integer == rows.utf8.count)
    let origin = try #require(manifest["origin"])
    #expect(origin["shards"]?.integer == 3)
    #expect(origin["command"]?.string == "forecast")
    #expect(origin["series_of_input"]?.integer == 11)
    #expect(origin["options"]?["horizon"]?.string == "3")
    #expect(origin["options"]?["reading.targets.1"]?.string == "sold")
    #expect(
      origin["columns"]?.elements?.compactMap(\.string) == ["unique_id", "ds", "cutoff", "lead", "ets"])
    let input = try #require(panel.folder.text(of: "panel.csv"))
    #expect(origin["inputs"]?.elements?.first?["sha256"]?.string == SHA256.hexadecimal(of: Array(input.utf8)))
    #expect(manifest["series"]?.elements?.allSatisfy { $0["rows"]?.integer == 3 } == true)
    // Where and by how many threads it is done does not matter.
    let json = try panel.succeed(command + ["--json"]).output
    #expect(json.hasPrefix("{\"file\":\"parts/part-2-of-3.csv\","))
    #expect(panel.folder.text(of: "parts/part-2-of-3.csv") == rows)
  }
}
