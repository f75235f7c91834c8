import TestSupport
import Testing

@Suite("What the command says of the options of a model")
struct HeededOptionsTests {
  @Test("tells the sizes of networks of patches, as asked for on the command line or in a file")
  func sizesOfPatches() throws {
    let folder = try SmallRun.folder()
    try folder.write(#"{"segment": 3, "segment-units": 5}"#, to: "sizes.json")
    for sizes in [["--segment", "3", "--segment-units", "5"], ["--config", "sizes.json"]] {
      let outcome = try foresee(
        [
          "forecast", "a.csv", "--horizon", "2", "--lookback", "6", "--model", "segment-gru", "--max-steps",
          "2",
        ]
          + sizes, in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.contains("segment-gru: patches: 3 of 6 steps, read by networks of 5 units"))
    }
  }

  @Test("is a note of options that no model heeds")
  func optionsWithoutUse() throws {
    let folder = try SmallRun.folder()
    func notes(_ command: String, _ arguments: [String]) throws -> String {
      let outcome = try foresee([command, "a.csv", "--horizon", "2"] + arguments, in: folder)
      #expect(outcome.status == 0)
      return outcome.errors.split(separator: "\n").filter { $0.contains("without effect") }
        .joined(separator: "\n")
    }
    let options = ["--max-steps", "2", "--learning-rate", "0.1", "--hidden", "4"]
    #expect(try notes("forecast", ["--model", "gru"] + options).isEmpty)
    #expect(
      try notes("forecast", ["--model", "segment-gru"] + options)
        == "foresee: note: without effect on segment-gru: --hidden, --learning-rate")
    #expect(
      try notes("forecast", ["--model", "gru,naive", "--rounding", "--seed", "2"] + options)
        == """
        foresee: note: without effect on gru, naive: --rounding
        foresee: note: without effect on naive: --hidden, --max-steps, --learning-rate, --seed
        """)
    #expect(
      try notes("forecast", ["--model", "gru", "--activation", "relu", "--attention-heads", "2"] + options)
        == "foresee: note: without effect on gru: --activation, --attention-heads")
    #expect(
      try notes(
        "forecast", ["--model", "rnn-attention", "--activation", "relu", "--attention-heads", "2"] + options
      )
      .isEmpty)
    #expect(
      try notes(
        "forecast", ["--model", "linear-gru", "--season-lag", "3", "--anchor", "last", "--max-steps", "2"])
        == "foresee: note: without effect on linear-gru: --season-lag")
    #expect(
      try notes("forecast", ["--model", "gru", "--layers", "1", "--dropout", "0.5"] + options)
        == "foresee: note: without effect on gru: --dropout")
    let folds = ["--folds", "2", "--lookback", "4", "--warm-start", "--refit"]
    #expect(try notes("backtest", ["--model", "gru"] + folds + ["every-fold"] + options).isEmpty)
    #expect(
      try notes(
        "backtest", ["--model", "linear-gru,segment-gru", "--max-steps", "2"] + folds + ["every-fold"])
        == "foresee: note: without effect on linear-gru, segment-gru: --warm-start")
    #expect(
      try notes("backtest", ["--model", "blend,theta", "--max-steps", "2"] + folds + ["every-fold"])
        == """
        foresee: note: without effect on theta: --max-steps
        foresee: note: without effect on blend, theta: --warm-start
        """)
    #expect(
      try notes("backtest", ["--model", "gru"] + folds + ["never"] + options)
        == "foresee: note: without effect with --refit never: --warm-start")
    // A backtest has linear beside.
    #expect(try notes("backtest", ["--model", "naive", "--lookback", "6"]).isEmpty)
    #expect(
      try notes("forecast", ["--model", "naive", "--lookback", "6"])
        == "foresee: note: without effect on naive: --lookback")
    #expect(
      try notes("forecast", ["--model", "drift", "--objective", "mse"])
        == "foresee: note: without effect on drift: --objective")
    #expect(try notes("forecast", ["--model", "drift", "--objective", "qlike"]).isEmpty)
  }

  @Test("is of recordings with clocks of their own, where a model that can learn of them so is told")
  func ownClocks() throws {
    let folder = try TemporaryDirectory()
    let rows = (0..<4).flatMap { series in
      (0..<240).map { "p\(series),\(1 + $0 % 12)/1/\(1900 + series * 25 + $0 / 12),\($0 * $0 % 13)\n" }
    }
    try folder.write("id,ds,y\n" + rows.joined(), to: "a.csv")
    let arguments = ["a.csv", "--time-format", "%m/%d/%Y", "--horizon", "2", "--lookback", "6"]
    func notes(_ command: [String]) throws -> String {
      let outcome = try foresee(command + arguments, in: folder)
      #expect(outcome.status == 0)
      return outcome.errors
    }
    let segments = ["--model", "segment-gru", "--max-steps", "2"]
    let own = "an embedding of each series: no, each has a clock of its own"
    for command in [["fit", "-o", "m.foresee"], ["forecast", "-o", "f.csv"]] {
      #expect(try notes(command + segments + ["--clock", "own"]).contains(own))
      #expect(
        try notes(command + ["--model", "naive", "--clock", "own"])
          .contains("without effect on naive: --lookback, --clock\n"))
    }
    #expect(try notes(["fit", "-o", "m.foresee"] + segments).contains("an embedding of each series: yes"))
    let folds = ["backtest", "--folds", "3", "--clock", "own"]
    #expect(try notes(folds + segments).contains(own))
    #expect(try !notes(folds + ["--model", "naive"]).contains("without effect"))
    try folder.write(#"{"clock": "own"}"#, to: "c.json")
    #expect(try notes(["fit", "-o", "m.foresee", "--config", "c.json"] + segments).contains(own))
  }
}
