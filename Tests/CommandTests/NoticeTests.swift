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
