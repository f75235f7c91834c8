import ArgumentParser
import Backtesting
import Files
import Forecasting
import Registry
import TestSupport
import Testing
import TimeSeries
import Training
import Tuning

@testable import foresee

@Suite("A configuration file")
struct ConfigurationTests {
  @Test(
    "that cannot be used ends the command with exit code 2, naming line, column and key",
    arguments: [
      ("", "config.json:1:1: the file is empty, expected JSON\n"),
      ("[]", "config.json:1:1: found an array, expected an object such as {\"hidden\": 32}\n"),
      (
        "{\n \"hiden\": 3\n}",
        "config.json:2:11: there is no setting \"hiden\"\nfix: did you mean \"hidden\"?\n"
      ),
      ("{\"clip\": 1, \"clip\": 1}", "config.json:1:13: the name \"clip\" appears twice\n"),
      ("{\"clip\": 1,}", "config.json:1:12: found '}', expected a name in quotes\n"),
      ("{\"clip\": 1e999}", "config.json:1:10: the number 1e999 is too large\n"),
      (
        "{\"dropout\": 1}",
        "config.json:1:13: \"dropout\" is 1.0, expected a number from 0 up to, but not, 1\n"
      ),
      ("{\"dropout\": \"x\"}", "config.json:1:13: \"dropout\" is \"x\", expected a number\n"),
      ("{\"batch\": 1.5}", "config.json:1:11: \"batch\" is 1.5, expected a whole number\n"),
      (
        "{\"seed\": -1}",
        "config.json:1:10: \"seed\" is -1, expected a whole number from 0 to 18446744073709551615\n"
      ),
      (
        "{\"loss\": \"mad\"}",
        "config.json:1:10: \"loss\" is \"mad\", expected one of \"mse\", \"mae\", \"huber\", \"quantile\"\n"
      ),
      ("{\"calendar\": 1}", "config.json:1:14: \"calendar\" is 1, expected true or false\n"),
      ("{\"layers\": []}", "config.json:1:12: \"layers\" is an array, expected at least one layer\n"),
      (
        "{\"layers\": [{\"unit\": 3}]}",
        "config.json:1:13: \"layers\" is an object, expected layers such as {\"units\": 128, \"dropout\": 0.3}\n"
      ),
      (
        "{\"layers\": [{\"units\": 3, \"d\": 1}]}",
        "config.json:1:31: a layer has no setting \"d\"\nfix: the settings of a layer are units and dropout\n"
      ),
      (
        "{\"layers\": [{\"units\": 3}], \"hidden\": 3}",
        "config.json:1:12: \"layers\" is a list of layers, which says their sizes\n"
          + "fix: leave out hidden and dropout, or give --layers with their number\n"
      ),
      ("{\"head\": [0]}", "config.json:1:11: \"head\" is 0, expected a whole number from 1 to 16384\n"),
    ])
  func refused(text: String, message: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "config.json")
    let outcome = try foresee(
      ["fit", "a.csv", "--horizon", "1", "--config", "config.json", "-o", "m"], in: folder)
    #expect(outcome == .init(status: 2, output: "", errors: "foresee: error: " + message))
    #expect(folder.results == ["config.json"])
  }

  /// The job of a command line, with a configuration file beside it.
  private func job(_ text: String, _ arguments: [String] = []) throws -> Job {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "config.json")
    let command = try BacktestCommand.parse(["a.csv", "--config", folder.file("config.json")] + arguments)
    return try Job(
      command.forecast, model: command.models, training: command.training, reading: command.reading)
  }

  @Test("can stack layers of different sizes, each with a dropout, under a head of several")
  func layers() throws {
    let job = try job(
      """
      {"model": "lstm", "horizon": 1, "layers": [{"units": 128, "dropout": 0.3}, {"units": 64}],
       "head": [32], "optimizer": "adam", "learning-rate": 0.001, "patience": 10}
      """)
    #expect(job.options.network.layers == [.init(units: 128, dropout: 0.3), .init(units: 64)])
    #expect(job.options.network.head == [32])
    #expect(job.options.horizon == 1)
  }

  @Test("has one dropout for between the layers, or a list with that after each of them, the last one too")
  func dropout() throws {
    func dropouts(_ text: String, _ arguments: [String] = []) throws -> [Double] {
      try job(text, ["--horizon", "1"] + arguments).options.network.layers.map(\.dropout)
    }
    #expect(try dropouts("{\"dropout\": 0.5, \"layers\": 3}") == [0.5, 0.5, 0])
    #expect(try dropouts("{}", ["--dropout", "0.5"]) == [0.5, 0])
    #expect(try dropouts("{}", ["--dropout", "0.5", "--layers", "1"]) == [0])
    #expect(try dropouts("{\"layers\": [{\"units\": 4, \"dropout\": 0.3}]}") == [0.3])
  }

  @Test("gives way to the command line, setting by setting")
  func precedence() throws {
    let text = "{\"horizon\": 3, \"batch\": 8, \"layers\": [{\"units\": 9}], \"head\": [], \"seed\": 7}"
    let job = try job(text, ["--horizon", "4", "--layers", "3", "--hidden", "5"])
    #expect(job.options.horizon == 4)
    #expect(job.options.training.batch == 8)
    #expect(job.options.training.seed == 7)
    #expect(job.options.network.layers == Array(repeating: .init(units: 5), count: 3))
    #expect(job.options.network.head == [])
  }

  @Test("that tuning wrote stands for the options that were tuned", arguments: ["lstm-attention", "blend"])
  func tuned(_ model: String) throws {
    let series = Series(
      id: "s", times: (0..<300).map { Instant(seconds: $0) }, target: (0..<300).map { Double($0 % 7) })
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 7)
    let tuning = try Tuning(
      ModelRegistry.entry(named: model), options: .init(horizon: 5), backtest: Backtest(horizon: 5), on: panel
    )
    for candidate in 0...30 {
      #expect(
        try job(tuning.configuration(of: candidate).compactText).options == tuning.options(of: candidate))
    }
  }

  @Test("need not be: the options are then those of the library")
  func defaults() throws {
    let command = try BacktestCommand.parse(["a.csv", "--horizon", "5"])
    let job = try Job(
      command.forecast, model: command.models, training: command.training, reading: command.reading)
    #expect(job.options == .init(horizon: 5))
    #expect(job.models.count == 1)
  }
}
