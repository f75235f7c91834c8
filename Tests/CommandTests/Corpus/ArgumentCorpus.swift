import Testing

/// Arguments, the exit code they end with, and what is said of them.
enum ArgumentCorpus {
  /// A command line.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var arguments: [String]
    var status: Int32
    var says: String

    init(_ name: String, _ arguments: [String], ends status: Int32, says: String = "") {
      testDescription = name
      self.arguments = arguments
      self.status = status
      self.says = says
    }
  }

  static let cases = [
    Case("no arguments", [], ends: 2),
    Case("an unknown option", ["forecast", "d.csv", "--horizn", "2"], ends: 2, says: "--horizon"),
    Case("an option without its value", ["forecast", "d.csv", "--horizon"], ends: 2, says: "--horizon"),
    Case(
      "a horizon of 0", ["forecast", "d.csv", "--model", "naive", "--horizon", "0"], ends: 2, says: "horizon"),
    Case(
      "a horizon of -1", ["forecast", "d.csv", "--model", "naive", "--horizon", "-1"], ends: 2,
      says: "horizon"),
    Case(
      "a horizon of 1.5", ["forecast", "d.csv", "--model", "naive", "--horizon", "1.5"], ends: 2,
      says: "horizon"),
    Case(
      "a horizon of 10x", ["forecast", "d.csv", "--model", "naive", "--horizon", "10x"], ends: 2,
      says: "horizon"),
    Case(
      "a horizon of 99999999999999999999",
      ["forecast", "d.csv", "--model", "naive", "--horizon", "99999999999999999999"], ends: 2, says: "horizon"
    ),
    Case(
      "a horizon of ", ["forecast", "d.csv", "--model", "naive", "--horizon", ""], ends: 2, says: "horizon"),
    Case(
      "an option twice", ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "--horizon", "2"],
      ends: 2, says: "horizon"),
    Case(
      "a missing input", ["forecast", "none.csv", "--model", "naive", "--horizon", "1"], ends: 5,
      says: "none.csv"),
    Case(
      "a folder as input", ["forecast", ".", "--model", "naive", "--horizon", "1"], ends: 5, says: "directory"
    ),
    Case(
      "a folder that is missing",
      ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "-o", "no/o.csv"], ends: 5, says: "no/o.csv"
    ),
    Case(
      "an output that is the input",
      ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "-o", "d.csv"], ends: 2, says: "d.csv"),
    Case(
      "a name of 256 bytes",
      ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "-o", String(repeating: "n", count: 256)],
      ends: 5, says: "too long"),
    Case(
      "an output without a name", ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "-o", ""],
      ends: 2, says: "no name"),
    Case(
      "a rate that is no number",
      ["forecast", "d.csv", "--model", "gru", "--horizon", "1", "--learning-rate", "nan"], ends: 2,
      says: "learning-rate"),
    Case(
      "a rate beyond numbers",
      ["forecast", "d.csv", "--model", "gru", "--horizon", "1", "--learning-rate", "1e400"], ends: 2,
      says: "learning-rate"),
    Case("an unknown command", ["forcast", "d.csv"], ends: 2, says: "forecast"),
    Case(
      "an unknown model", ["forecast", "d.csv", "--model", "gruu", "--horizon", "1"], ends: 2, says: "gru"),
    Case("the version", ["--version"], ends: 0),
    Case("help", ["forecast", "--help"], ends: 0),
    Case(
      "a second horizon by its other form",
      ["forecast", "d.csv", "--model", "naive", "--horizon=1", "--horizon", "2"], ends: 2, says: "horizon"),
    Case(
      "threads of none", ["forecast", "d.csv", "--model", "naive", "--horizon", "1", "--threads", "0"],
      ends: 2, says: "threads"),
    Case(
      "a budget of nothing", ["tune", "d.csv", "--horizon", "1", "--budget", "x", "-o", "b.json"], ends: 2,
      says: "budget"),
  ]
}
