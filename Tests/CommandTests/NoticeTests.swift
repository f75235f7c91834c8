import TestSupport
import Testing

@Suite("Notices and arguments")
struct NoticeTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let rows = (1...20).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0 * $0 % 7),-\n" }
    try folder.write("ds,y,z\n" + rows.joined(), to: "a.csv")
    return folder
  }

  @Test("are at most ten lines, all, or none")
  func count() throws {
    let folder = try folder()
    let command = [
      "forecast", "a.csv", "--target", "y", "--horizon", "1", "--model", "blend", "--max-steps", "2",
    ]
    func notices(_ options: [String]) throws -> [Substring] {
      let outcome = try foresee(command + options, in: folder)
      #expect(outcome.status == 0)
      return outcome.errors.split(separator: "\n")
    }
    let all = try notices(["--explain-choices"])
    let usual = try notices([])
    #expect(usual.count == min(10, all.count))
    #expect(usual.prefix(9) == all.prefix(9))
    if all.count > 10 {
      #expect(usual[9] == "foresee: note: \(all.count - 9) more notices: --explain-choices prints them")
    }
    #expect(try notices(["--quiet"]).isEmpty)
  }

  @Test("take values that begin with a dash", arguments: ["-", "--", "-999"])
  func dashes(value: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write("ds,y\n2024-01-01,1\n2024-01-02,\(value)\n2024-01-03,3\n", to: "a.csv")
    let outcome = try foresee(
      ["forecast", "a.csv", "--target", "y", "--horizon", "1", "--model", "mean", "--na", value], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("2024-01-04,2024-01-03,1,2\n"))
  }

  @Test(
    "of prediction intervals of other programs are told the option here",
    arguments: ["--levels", "--quantile=0.1", "--alpha"])
  func intervals(option: String) throws {
    let outcome = try foresee(["forecast", "a.csv", "--horizon", "1", option, "80"], in: try folder())
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--level 80,95"))
    #expect(!outcome.errors.contains("--model"))
  }

  @Test("say which covariates a model passes over", arguments: ["naive", "linear", "ets"])
  func covariates(model: String) throws {
    let folder = try TemporaryDirectory()
    let rows = (1...20).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0 * $0 % 7),\($0 % 2)\n" }
    try folder.write("ds,y,z\n" + rows.joined() + "2024-01-21,,1\n", to: "a.csv")
    let outcome = try foresee(
      ["forecast", "a.csv", "--horizon", "1", "--target", "y", "--future", "z", "--model", model], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("without effect on \(model): --future"))
  }

  @Test("of forecasts below zero name the option that keeps them from it", arguments: ["drift", "linear"])
  func floor(model: String) throws {
    let folder = try TemporaryDirectory()
    let rows = (0..<40).map { "\($0),\(max(0, 62 - 2 * $0))\n" }
    try folder.write("step,y\n" + rows.joined(), to: "a.csv")
    let command = ["forecast", "a.csv", "--target", "y", "--horizon", "9", "--model", model]
    let bounded = try foresee(command + ["--bounds", "0.."], in: folder)
    #expect(bounded.status == 0, "\(bounded.errors)")
    #expect(!bounded.output.contains(",-"))
    if model == "drift" { #expect(try foresee(command, in: folder).errors.contains("--bounds 0..")) }
  }

  private static func days(_ count: Int, _ row: (Int) -> String) -> String {
    (0..<count).map { "2024-0\($0 / 28 + 1)-\($0 % 28 < 9 ? "0" : "")\($0 % 28 + 1),\(row($0))\n" }.joined()
  }

  /// Data beside those that a model was trained on, which go from 0 to 6, and what is said of them.
  static let others: [(name: String, row: @Sendable (Int) -> String, says: [String])] = [
    ("alike", { "\($0 % 7),\($0 % 3)" }, []),
    ("twice as large", { "\($0 % 7 * 2),\($0 % 3)" }, []),
    ("a thousand times as large", { "\($0 % 7 * 1000),\($0 % 3)" }, ["\"y\" are from 0 to 6000"]),
    ("a thousandth", { "0.00\($0 % 7),\($0 % 3)" }, ["\"y\" are from 0 to 0.006"]),
    ("far below", { "\($0 % 7 - 100),\($0 % 3)" }, ["\"y\" are from -100 to -94"]),
    ("one far value", { "\($0 == 30 ? 500 : $0 % 7),\($0 % 3)" }, ["\"y\" are from 0 to 500"]),
    ("a covariate far away", { "\($0 % 7),\($0 % 3 + 50)" }, ["\"p\" are from 50 to 52"]),
    ("a covariate that is missing in part", { "\($0 % 7),\($0 % 2 == 0 ? "" : "1")" }, []),
  ]

  @Test(
    "of values far from those that a model learnt from name the column and both ranges",
    arguments: others.indices)
  func ranges(_ index: Int) throws {
    let folder = try TemporaryDirectory()
    try folder.write("ds,y,p\n" + Self.days(56) { "\($0 % 7),\($0 % 3)" }, to: "a.csv")
    let item = Self.others[index]
    try folder.write("ds,y,p\n" + Self.days(56, item.row), to: "b.csv")
    for model in ["gru", "linear", "naive"] {
      let fit = try foresee(
        [
          "fit", "a.csv", "--target", "y", "--past", "p", "--horizon", "1", "--lookback", "4", "--model",
          model, "--max-steps",
          "2", "-o", "m.foresee",
        ], in: folder)
      #expect(fit.status == 0, "\(fit.errors)")
      let outcome = try foresee(["forecast", "b.csv", "--model", "m.foresee"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let said = outcome.errors.split(separator: "\n").filter { $0.contains("it learnt from") }
      #expect(said.count == item.says.count, "\(item.name), \(model): \(said)")
      for (text, line) in zip(item.says, said) { #expect(line.contains(text), "\(item.name): \(line)") }
    }
  }

  @Test(
    "of series that a model has not learnt name one, where it tells series apart", arguments: [true, false])
  func newSeries(tellsApart: Bool) throws {
    let folder = try TemporaryDirectory()
    func rows(_ names: [String]) -> String {
      "id,ds,y\n"
        + names.flatMap { name in
          Self.days(56) { "\($0 % 7)" }.split(separator: "\n").map { "\(name),\($0)\n" }
        }.joined()
    }
    try folder.write(rows(["a", "b"]), to: "a.csv")
    let apart = tellsApart ? "--series-embedding" : "--no-series-embedding"
    let fit = try foresee(
      [
        "fit", "a.csv", "--horizon", "1", "--lookback", "8", "--model", "segment-gru", apart, "--max-steps",
        "2", "-o", "m.foresee",
      ],
      in: folder)
    #expect(fit.status == 0, "\(fit.errors)")
    for (names, says) in [
      (["a"], nil), (["b", "a"], nil), (["a", "z"], "1 of 2 series was not learnt, first \"z\""),
      (["x", "y", "a"], "2 of 3 series were not learnt, first \"x\""),
    ] as [([String], String?)] {
      try folder.write(rows(names), to: "b.csv")
      let outcome = try foresee(["forecast", "b.csv", "--model", "m.foresee"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("not learnt") == (tellsApart && says != nil))
      if tellsApart, let says { #expect(outcome.errors.contains(says), "\(outcome.errors)") }
    }
  }

  @Test("of all folds say how many the rows have room for")
  func allFolds() throws {
    let outcome = try foresee(
      ["backtest", "a.csv", "--target", "y", "--horizon", "2", "--folds", "all", "--model", "naive"],
      in: try folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("room for: 5"))
    #expect(outcome.output.hasPrefix("5 folds of horizon 2"))
  }
}
