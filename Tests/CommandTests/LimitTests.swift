import TestSupport
import Testing

/// Options that ask for more than there is.
@Suite("Limits")
struct LimitTests {
  private static let days = (0..<80).map { "2024-0\($0 / 28 + 1)-\($0 % 28 < 9 ? "0" : "")\($0 % 28 + 1)" }

  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(
      "time,y\n" + Self.days.map { "\($0),\($0.utf8.reduce(0) { ($0 * 31 + Int($1)) % 97 })\n" }.joined(),
      to: "a.csv")
    try folder.write(
      "id,time,y\n" + (0..<60).flatMap { id in Self.days[..<4].map { "\(id),\($0),\(id)\n" } }.joined(),
      to: "b.csv")
    try folder.write("time,y\n1600-01-01,1\n1800-01-01,2\n9000-01-01,3\n9999-01-01,4\n", to: "span.csv")
    return folder
  }

  @Test(
    "of memory are kept, or the command says how much it would take",
    arguments: [
      (["forecast", "span.csv", "--horizon", "2", "--model", "naive", "--every", "1h"], 6),
      (["forecast", "span.csv", "--horizon", "2", "--model", "naive", "--every", "52w"], 0),
      (["forecast", "b.csv", "--horizon", "1000000", "--model", "naive"], 6),
      (["fit", "a.csv", "--horizon", "1000000", "--model", "mean", "-o", "m"], 0),
      (["fit", "a.csv", "--horizon", "2", "--model", "linear", "--lookback", "1000000", "-o", "m"], 3),
      (["fit", "a.csv", "--horizon", "2", "--model", "linear", "--lookback", "160", "-o", "m"], 3),
      (
        [
          "fit", "a.csv", "--horizon", "2", "--model", "linear", "--lookback", "40", "--memory", "20", "-o",
          "m",
        ], 6
      ),
      (["fit", "a.csv", "--horizon", "2", "--model", "linear", "--lookback", "40", "-o", "m"], 0),
      (
        [
          "fit", "a.csv", "--horizon", "2", "--model", "linear-gru", "--lookback", "40", "--memory", "21",
          "-o", "m",
        ], 6
      ),
      (
        [
          "fit", "a.csv", "--horizon", "2", "--model", "gru", "--hidden", "16384", "--lookback", "9", "-o",
          "m",
        ], 6
      ),
    ] as [([String], Int32)])
  func memory(arguments: [String], status: Int32) throws {
    let folder = try folder()
    let outcome = try foresee(arguments, in: folder)
    #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
    if status == 6 { #expect(outcome.errors.contains(" MB, and ") && outcome.errors.contains("\nfix: ")) }
    #expect(folder.results.contains("m") == (status == 0 && arguments[0] == "fit"))
  }

  @Test("of length leave short series out, and count them", arguments: ["gru", "linear"])
  func shortSeries(_ model: String) throws {
    let folder = try folder()
    let rows = Self.days[..<40].map { "long,\($0),\($0.utf8.reduce(0) { ($0 * 31 + Int($1)) % 97 })\n" }
    try folder.write("id,time,y\n" + rows.joined() + "short,2024-01-01,1\nshort,2024-01-02,2\n", to: "c.csv")
    let outcome = try foresee(
      ["fit", "c.csv", "--horizon", "2", "--lookback", "6", "--model", model, "--skip-short", "-o", "m"]
        + (model == "gru" ? ["--max-steps", "2", "--hidden", "2"] : []), in: folder)
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains(
        "1 series is too short to learn from and left out, first \"short\" with 2 rows\n"))
    #expect(outcome.output.contains("trained on 40 rows of 1 series\n"))
  }

  @Test("of terminals: names from files are escaped, and formulas where asked for")
  func names() throws {
    let folder = try folder()
    let id = "\"=a\u{1B}[31m\nnext: rm\""
    try folder.write("id,time,y\n" + Self.days[..<9].map { "\(id),\($0),1\n" }.joined(), to: "d.csv")
    let arguments = ["forecast", "d.csv", "--horizon", "1", "--model", "naive"]
    let table = try foresee(arguments + ["-o", "o.csv", "--spreadsheet-safe"], in: folder)
    #expect(table.output.contains("=a<U+001B>[31m\\nnext: rm "))
    #expect(!(table.output + table.errors).contains("\u{1B}"))
    #expect(folder.text(of: "o.csv")?.contains("\n\"'=a\u{1B}[31m\nnext: rm\",") == true)
    // What programs read is as it is in the data.
    #expect(try foresee(arguments, in: folder).output.contains("\n\(id),"))
    try folder.write(
      "time,\"y\nnext: rm \u{1B}\"\n" + Self.days[..<9].map { "\($0),1\n" }.joined(), to: "e.csv")
    let inspected = try foresee(["inspect", "e.csv"], in: folder)
    #expect(!inspected.output.contains("\u{1B}"))
    #expect(inspected.output.split(separator: "\n").count { $0.hasPrefix("next: ") } == 1)
    #expect(inspected.output.contains("$'y\\nnext: rm \\x1b'"))
  }
}
