import TestSupport
import Testing

@Suite("--sort")
struct SortTests {
  /// A way to write the times of rows.
  struct Form: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var column = "ds"
    /// Whether numbers in no order are no times at all without the option.
    var isTimeInOrderOnly = false
    var text: @Sendable (Int) -> String
  }

  static let forms = [
    Form(testDescription: "days") { "2024-01-\($0 < 9 ? "0" : "")\($0 + 1)" },
    Form(testDescription: "days first") { "\($0 + 1)/01/2024" },
    Form(testDescription: "seconds since 1970") { "\(1_704_067_200 + 3_600 * $0)" },
    Form(testDescription: "digits of dates", column: "date") { "202401\($0 < 9 ? "0" : "")\($0 + 1)" },
    Form(testDescription: "elapsed seconds", column: "time_s", isTimeInOrderOnly: true) { "\(60 * $0)" },
    Form(testDescription: "offsets") { "2024-01-01T\($0 < 10 ? "0" : "")\($0 % 24):00:00+02:00" },
    Form(testDescription: "names of months") { "\($0 + 1) Jan 2024" },
  ]

  private func lines(_ form: Form) -> [String] {
    ["b", "a", "c"].enumerated().flatMap { place, series in
      (0..<20).map { "\(series),\(form.text($0)),\((7 * $0 + 5 * place) % 13)\n" }
    }
  }

  @Test("reads a shuffled file as the file in order, but for the order of series", arguments: forms)
  func shuffled(_ form: Form) throws {
    let folder = try TemporaryDirectory()
    let lines = lines(form)
    let header = "unique_id,\(form.column),y\n"
    // A multiplication modulo a prime, so that each row comes once.
    let places: [Int] = (1...60).map { $0 * 23 % 61 - 1 }
    let shuffle = places.map { lines[$0] }
    try folder.write(header + lines.joined(), to: "a.csv")
    try folder.write(header + shuffle.joined(), to: "b.csv")
    let command = ["--model", "seasonal-naive,ets", "--horizon", "2", "--quiet"]
    let ordered = try foresee(["forecast", "a.csv"] + command, in: folder)
    try #require(ordered.status == 0, "\(ordered.errors)")
    let refused = try foresee(["forecast", "b.csv"] + command, in: folder)
    #expect(refused.errors.contains("--sort") != form.isTimeInOrderOnly, "\(refused.errors)")
    let found = try foresee(["forecast", "b.csv", "--sort"] + command, in: folder)
    #expect(found.output.split(separator: "\n").sorted() == ordered.output.split(separator: "\n").sorted())
    var seen: [Substring] = []
    for name in shuffle.compactMap({ $0.split(separator: ",").first }) where !seen.contains(name) {
      seen.append(name)
    }
    var written: [Substring] = []
    for line in found.output.split(separator: "\n").dropFirst() {
      let name = line.split(separator: ",")[0]
      if written.last != name { written.append(name) }
    }
    #expect(written == seen)
  }

  @Test("finds times that come twice, and says so where sorting alone would not help")
  func repeated() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "id,time,y\na,2024-01-01,1\na,2024-01-03,2\na,2024-01-02,3\nb,2024-01-02,1\nb,2024-01-01,2\nb,2024-01-02,3\n",
      to: "a.csv")
    let command = ["forecast", "a.csv", "--model", "naive", "--horizon", "1"]
    let refused = try foresee(command, in: folder)
    #expect(refused.errors.contains("fix: --duplicates first keeps the first row of each time, with --sort"))
    let sorted = try foresee(command + ["--sort"], in: folder)
    #expect(sorted.errors.contains("a.csv:7:1: the time 2024-01-02 is also that of line 5 in series \"b\""))
    #expect(try foresee(command + ["--sort", "--duplicates", "first"], in: folder).status == 0)
  }

  @Test("is refused where rows have no times")
  func steps() throws {
    let folder = try TemporaryDirectory()
    try folder.write("y\n1\n2\n3\n", to: "a.csv")
    let refused = try foresee(
      ["forecast", "a.csv", "--model", "naive", "--horizon", "1", "--sort"], in: folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("fix: name the column of times with --time"))
  }
}
