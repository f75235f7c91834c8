import Platform
import TestSupport
import Testing

@Suite("A command that fails")
struct FailureTests {
  private let naive = ["--horizon", "1", "--model", "naive"]

  @Test(
    "has an exit code for the cause, one message, and leaves every output as it was",
    arguments: [
      (["forecast", "none.csv"], 5, "none.csv: cannot open it: No such file or directory\n"),
      (["forecast", "."], 5, ".: it is a directory, not a file of text\n"),
      (["forecast", "empty.csv"], 3, "empty.csv:1:1: the file is empty\n"),
      (
        ["forecast", "bad.csv", "--target", "v"], 3,
        "bad.csv:3:12: column 2 \"v\": cannot read \"x\" as a number\n"
      ),
      (
        ["forecast", "bad.csv", "--model", "bad.foresee"], 4,
        "bad.foresee: the file has 1 bytes, too few for a model\n"
      ),
    ])
  func causes(arguments: [String], status: Int32, message: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "empty.csv")
    try folder.write("date,v\n2024-01-01,1\n2024-01-02,x\n", to: "bad.csv")
    try folder.write("x", to: "bad.foresee")
    try folder.write("old", to: "out.csv")
    let isModel = arguments.contains("--model")
    let outcome = try foresee(arguments + (isModel ? [] : naive) + ["-o", "out.csv"], in: folder)
    #expect(outcome.status == status)
    #expect(outcome.output == "")
    let error = outcome.errors.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("foresee: note: ") && !$0.hasPrefix("fix: ") }.joined(separator: "\n")
    #expect(error == "foresee: error: " + message)
    #expect(folder.text(of: "out.csv") == "old")
    #expect(folder.results == ["bad.csv", "bad.foresee", "empty.csv", "out.csv"])
  }

  @Test("says of demo which file its folder lacks, and how it does without, before it writes anything")
  func demoWithoutData() throws {
    let folder = try TemporaryDirectory()
    try folder.write("ds,y\n", to: "ticker.csv")
    for (data, missing) in [(".", "./vitals.csv"), ("none", "none/ticker.csv"), ("", "/ticker.csv")] {
      let outcome = try foresee(["demo", "--data", data], in: folder)
      #expect(outcome.status == 5 && outcome.output == "")
      #expect(
        outcome.errors == "foresee: error: \(missing): there is no such file\n"
          + "fix: leave --data out to have such data made up\n")
      #expect(folder.results == ["ticker.csv"])
    }
  }

  @Test("names the empty cell of a covariate known ahead before anything is trained")
  func emptyCovariate() throws {
    let folder = try TemporaryDirectory()
    let known = (1...28).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0 % 5),\($0 % 3)\n" }.joined()
    try folder.write("ds,y,promo\n\(known)2024-01-29,,0\n2024-01-30,,\n2024-01-31,,1\n", to: "a.csv")
    let arguments = ["forecast", "a.csv", "--target", "y", "--future", "promo", "--lookback", "4"]
    let outcome = try foresee(
      arguments + ["--model", "gru", "--horizon", "3", "--max-steps", "2", "--log", "l.csv"], in: folder)
    #expect(outcome.status == 3 && outcome.output == "")
    #expect(
      outcome.errors.hasSuffix(
        "foresee: error: the covariate known ahead \"promo\" is empty for series y at 2024-01-30, lead 2\n"
          + "fix: fill the cell in, or leave \"promo\" out of --future and train again\n"))
    // One lead does not need it, and a model that does not read it needs none.
    #expect(
      try foresee(arguments + ["--model", "gru", "--horizon", "1", "--max-steps", "2"], in: folder).status
        == 0)
    #expect(try foresee(arguments + ["--model", "theta", "--horizon", "3"], in: folder).status == 0)
  }

  @Test(
    "refuses an output that is the input, by a link too, and one whose folder is missing",
    arguments: [
      ("a.csv", 2, "the output a.csv is the input a.csv\nfix: write to another file with -o\n"),
      ("link.csv", 2, "the output link.csv is the input a.csv\nfix: write to another file with -o\n"),
      ("no/out.csv", 5, "no/out.csv: cannot write it: No such file or directory\n"),
    ])
  func outputs(output: String, status: Int32, message: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("v\n1\n2\n", to: "a.csv")
    #expect(symlink("a.csv", folder.file("link.csv")) == 0)
    let outcome = try foresee(["forecast", "a.csv", "-o", output] + naive, in: folder)
    #expect(outcome == .init(status: status, output: "", errors: "foresee: error: " + message))
    #expect(folder.text(of: "a.csv") == "v\n1\n2\n")
  }

  @Test("says nothing when the reader of its output is gone, and why when the disk is full")
  func standardOutput() throws {
    let models = ["models"]
    #expect(try foresee(models, output: .closedPipe) == .init(status: 141, output: "", errors: ""))
    let full = try foresee(models, output: .path("/dev/full"))
    #expect(full.status == 5)
    #expect(full.errors == "foresee: error: <stdout>: cannot write it: No space left on device\n")
  }

  @Test("leaves nothing behind when it is interrupted", arguments: [SIGINT, SIGTERM])
  func interruption(signal: Int32) throws {
    let folder = try TemporaryDirectory()
    try folder.write("old", to: "m.foresee")
    let rows = (0..<4000).map { "\($0 * 7 % 13)\n" }.joined()
    try folder.write("v\n" + rows, to: "a.csv")
    let process = try ForeseeProcess(
      ["fit", "a.csv", "--horizon", "5", "--max-epochs", "100000", "--patience", "0", "-o", "m.foresee"],
      in: folder)
    // The output is opened before the work starts: half a minute is far more than that takes.
    for _ in 0..<3000 where folder.results.count < 3 { usleep(10_000) }
    #expect(folder.results.count == 3)
    process.send(signal)
    let outcome = try process.outcome()
    #expect(outcome.status == 128 + signal)
    #expect(outcome.output == "")
    #expect(folder.results == ["a.csv", "m.foresee"])
    #expect(folder.text(of: "m.foresee") == "old")
  }
}
