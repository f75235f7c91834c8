import TestSupport
import Testing

@Suite("--shard refuses")
struct ShardRefusalTests {
  private static let ets = ["--model", "ets"]

  @Test(
    "what would not be the forecasts of one process",
    arguments: [
      (["forecast", "--model", "gru"], 2, "--model gru.foresee"),
      (["forecast"], 2, "fit panel.csv --model blend --horizon 3"),
      (["forecast", "--model", "ets,linear"], 2, "linear learns from all series together"),
      (["forecast", "--level", "80,95"] + ets, 2, "--horizon 3 --level 80,95 -o ets.foresee"),
      (["forecast", "--quantiles", "0.1"] + ets, 2, "--quantiles 0.1 -o ets.foresee"),
      (["forecast", "--event", "sold>5"] + ets, 2, "--event 'sold>5' -o ets.foresee"),
      (["backtest", "--model", "lstm"], 2, "--model lstm.foresee"),
      (["backtest", "--split-by", "id"] + ets, 2, "--split-by is of all series"),
      (["backtest", "--metrics", "m.csv"] + ets, 2, "score them with foresee compare"),
      (["forecast", "--deidentify", "key"] + ets, 2, "--deidentify hides the names"),
      (["forecast", "--on-error", "skip"] + ets, 2, "leave --on-error skip out"),
      (["backtest", "--on-error", "skip", "--left-out", "l.csv"] + ets, 2, "without --shard"),
      (["forecast", "--left-out", "l.csv"] + ets, 2, "leave --left-out out"),
      (["backtest", "--allow-empty"] + ets, 2, "leave --allow-empty out"),
      (["backtest", "--explain"] + ets, 2, "--explain is of all series"),
      (["backtest", "--report", "r.html"] + ets, 2, "--report is of all series"),
      (["forecast", "--svg", "a.svg"] + ets, 2, "--svg is of all series"),
      (["forecast", "--plot"] + ets, 2, "--plot is of"),
      (["forecast", "--log", "l.csv"] + ets, 2, "leave --log out"),
      (["tune", "--model", "gru"], 2, "--shard"),
      (["fit", "--model", "ets"], 2, "--shard"), (["inspect"], 2, "--shard"),
    ] as [([String], Int32, String)])
  func models(_ command: [String], _ status: Int32, _ message: String) throws {
    let panel = try ShardedPanel()
    let reading = command[0] == "inspect" ? [] : ShardedPanel.reading
    let outcome = try panel.run(
      [command[0], "panel.csv"] + command.dropFirst() + reading + ["--shard", "1/2", "-o", "parts"])
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(panel.folder.results == ["panel.csv"])
  }

  @Test("and a fix that it names works")
  func fix() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv", "--model", "ses", "--level", "80"] + ShardedPanel.reading
    let errors = try panel.run(command + ["--shard", "1/2", "-o", "parts"]).errors
    let fix = try #require(errors.split(separator: "\n").first { $0.hasPrefix("fix: foresee ") })
    let words = fix.dropFirst("fix: foresee ".count).prefix { $0 != "," }.split(separator: " ").prefix {
      $0 != "once"
    }
    try panel.succeed(words.map(String.init) + ["--id", "store", "--target", "sold"])
    try panel.succeed(command + ["-o", "whole.csv"])
    try panel.shard(
      ["forecast", "panel.csv", "--model", "ses.foresee", "--level", "80"], into: 2, folder: "parts")
    #expect(try panel.succeed(["merge", "parts"]).output == panel.folder.text(of: "whole.csv"))
  }

  @Test(
    "an output that is no folder, and an input that cannot be read again",
    arguments: [
      (["panel.csv", "--shard", "1/2"], 2, "-o names the folder"),
      (["panel.csv", "--shard", "1/2", "-o", "-"], 2, "-o names the folder"),
      (["panel.csv", "--shard", "1/2", "-o", "panel.csv"], 5, "cannot read the folder: Not a directory"),
      (["panel.csv", "--shard", "1/2", "-o", "panel.csv/folder"], 5, "cannot make the folder"),
      (["-", "--shard", "1/2", "-o", "parts"], 2, "standard input is none"),
      (["panel.csv", "--shard", "3/2", "-o", "parts"], 2, "--shard 2/2"),
      (["panel.csv", "--shard", "auto", "-o", "parts"], 2, "no variable says"),
      (["nothing.csv", "--shard", "1/2", "-o", "parts"], 5, "nothing.csv: cannot open it"),
    ] as [([String], Int32, String)])
  func outputs(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let panel = try ShardedPanel()
    let outcome = try panel.run(["forecast", "--model", "naive"] + ShardedPanel.reading + arguments)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!panel.folder.names.contains { $0.hasSuffix(".foresee-tmp") })
  }

  @Test("a folder with parts of another count, as when some tasks of an array are started again as an array")
  func otherCount() throws {
    let panel = try ShardedPanel()
    let command = ["forecast", "panel.csv", "--model", "naive", "-o", "parts"] + ShardedPanel.reading
    try panel.succeed(command + ["--shard", "3/16"])
    let variables = ["ID=3", "MIN=3", "MAX=3", "STEP=1", "COUNT=1"].map { "SLURM_ARRAY_TASK_" + $0 }
    let outcome = try panel.run(command + ["--shard", "auto"], variables)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("parts holds shard 3 of 16, and this is shard 1 of 1"), "\(outcome.errors)")
    try panel.succeed(command + ["--shard", "3/16"], variables)
  }
}

@Suite("fit --sample-series")
struct SampleSeriesTests {
  @Test("learns from the same series in any order, and says which")
  func sample() throws {
    let panel = try ShardedPanel()
    let command = ["--model", "linear", "--lookback", "7", "--sample-series", "3"] + ShardedPanel.reading
    let outcome = try panel.succeed(["fit", "panel.csv", "-o", "m.foresee"] + command)
    #expect(
      outcome.errors.contains("learnt from 3 of 11 series, those whose names have the least fnv1a64-fmix64: ")
    )
    #expect(outcome.output.contains("of 3 series"))
    let text = try #require(panel.folder.text(of: "panel.csv"))
    let chosen = try #require(outcome.errors.split(separator: "fmix64: ").last?.prefix { $0 != "\n" })
    // Without the others, the same is learnt.
    let rows = text.split(separator: "\n").filter { line in
      guard let date = line.firstRange(of: ",2024-") else { return false }
      let name = line[..<date.lowerBound].filter { $0 != "\"" }
      return ", \(chosen), ".contains(", \(name), ")
    }
    #expect(rows.count > 100)
    try panel.folder.write((["store,day,sold,price"] + rows).joined(separator: "\n") + "\n", to: "some.csv")
    try panel.succeed(["fit", "some.csv", "-o", "some.foresee"] + command)
    let whole = panel.folder.text(of: "m.foresee")
    #expect(whole != nil && panel.folder.text(of: "some.foresee") == whole)
  }

  @Test(
    "takes all where there are no more, and no number below 1",
    arguments: [
      ("11", 0, "all are learnt from"), ("50", 0, "there are 11 series"), ("0", 2, "--sample-series is 0"),
    ]
      as [(String, Int32, String)])
  func bounds(_ count: String, _ status: Int32, _ message: String) throws {
    let panel = try ShardedPanel()
    let outcome = try panel.run(
      ["fit", "panel.csv", "--model", "ets", "-o", "m.foresee", "--sample-series", count]
        + ShardedPanel.reading)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
