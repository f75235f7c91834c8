import Testing

@Suite("A command line that cannot be used")
struct ArgumentErrorTests {
  @Test(
    "ends with exit code 2 and says what to change",
    arguments: [
      (
        ["backtset"], "there is no command \"backtset\"; did you mean backtest?",
        "foresee --help lists the commands"
      ),
      (["xyz"], "there is no command \"xyz\"", "foresee --help lists the commands"),
      (
        ["fit", "a.csv"], "Missing expected argument '--output <file>'",
        "foresee fit --help lists the options"
      ),
      (["backtest"], "Missing expected argument '<file> ...'", "foresee backtest --help lists the options"),
      (
        ["backtest", "a.csv", "--tagret", "x"], "Unknown option '--tagret'. Did you mean '--target'?",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--horizon"], "Missing value for '--horizon <steps>'",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1.5"], "The value '1.5' is invalid for '--horizon <steps>'",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--horizon", "99999999999999999999"],
        "The value '99999999999999999999' is invalid for '--horizon <steps>'",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--refit", "every-0"], "The value 'every-0' is invalid for '--refit <when>'",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--loss", "mad"],
        "The value 'mad' is invalid for '--loss <loss>'. Please provide one of 'mse', 'mae', 'huber' or 'quantile'.",
        "foresee backtest --help lists the options"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "--horizon=2"], "the option --horizon is given twice",
        "give --horizon once"
      ),
      (
        ["backtest", "a.csv"], "nothing says how many steps to forecast",
        "add --horizon, for instance --horizon 5"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "--appendix"],
        "--appendix is about a report, and none is written", "add --report with a file"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "--cost-bps", "3"],
        "--cost-bps is about a report, and none is written", "add --report with a file"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "--model", "gruu"],
        "there is no model \"gruu\"; did you mean gru?",
        "--model with one of naive, seasonal-naive, drift, mean, seasonal-median, ses, holt, theta, ets, "
          + "responsive-ets, log-har, ewma, garch, linear, rnn, lstm, gru, rnn-attention, lstm-attention, gru-attention, segment-gru, linear-gru, blend"
      ),
      (
        ["fit", "a.csv", "--horizon", "1", "--model", "gru,lstm", "-o", "m"],
        "fit trains one model by its name", "for instance --model gru"
      ),
      (
        ["forecast", "a.csv", "--horizon", "1", "--model", "naive,mean", "--name", "x"],
        "--name names one model, and there are 2", "one --model"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "-o", "x", "--metrics", "x"], "two outputs go to x",
        "give each a file of its own"
      ),
      (
        ["backtest", "a.csv", "--horizon", "1", "-o", "-", "--log", "-"], "two outputs go to standard output",
        "give each a file of its own"
      ),
    ])
  func message(arguments: [String], message: String, fix: String) throws {
    let outcome = try foresee(arguments)
    #expect(outcome == .init(status: 2, output: "", errors: "foresee: error: \(message)\nfix: \(fix)\n"))
  }

  @Test(
    "names the range of a number outside it",
    arguments: [
      (["--horizon", "0"], "--horizon is 0, expected a whole number from 1 to 1000000"),
      (["--horizon=-1"], "--horizon is -1, expected a whole number from 1 to 1000000"),
      (
        ["--horizon", "1", "--hidden", "10000000"],
        "--hidden is 10000000, expected a whole number from 1 to 16384"
      ),
      (
        ["--horizon", "1", "--max-epochs=-1"],
        "--max-epochs is -1, expected a whole number from 1 to 1000000000"
      ),
      (["--horizon", "1", "--dropout", "1"], "--dropout is 1.0, expected a number from 0 up to, but not, 1"),
      (["--horizon", "1", "--learning-rate", "nan"], "--learning-rate is nan, expected a number above 0"),
      (["--horizon", "1", "--learning-rate", "1e400"], "--learning-rate is inf, expected a number above 0"),
      (["--horizon", "1", "--threads", "0"], "--threads is 0, expected a whole number from 1 to 1024"),
      (
        ["--horizon", "1", "--skip-rows=-1"],
        "--skip-rows is -1, expected a whole number from 0 to 2147483647"
      ),
    ])
  func bounds(arguments: [String], message: String) throws {
    let outcome = try foresee(["forecast", "a.csv"] + arguments)
    #expect(outcome == .init(status: 2, output: "", errors: "foresee: error: \(message)\n"))
  }

  @Test("that is empty gets the help on standard error")
  func nothing() throws {
    let help = try foresee(["--help"])
    let outcome = try foresee([])
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("OVERVIEW: Forecasts tickers, vitals"))
    #expect(help.status == 0)
    #expect(help.errors == "")
  }
}
