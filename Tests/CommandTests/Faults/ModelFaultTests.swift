import TestSupport
import Testing

/// Faults of series that only models find.
@Suite("--on-error skip for models")
struct ModelFaultTests {
  /// One model's demand, which a series does not meet.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var command: [String]
    /// Rows of the series with the fault, days from 2024-01-01 on.
    var broken: @Sendable ([String]) -> [String]
    var says: String
    /// Whether the files have a covariate, which is known ahead for three rows.
    var hasFuture = false

    init(
      _ name: String, _ command: [String], says: String, hasFuture: Bool = false,
      _ broken: @escaping @Sendable ([String]) -> [String]
    ) {
      testDescription = name
      self.command = command
      self.says = says
      self.hasFuture = hasFuture
      self.broken = broken
    }
  }

  private static let network = ["--lookback", "6", "--hidden", "2", "--max-steps", "2", "--threads", "1"]

  static let cases = [
    Case(
      "a negative value under --transform log", ["forecast", "--model", "linear", "--transform", "log"],
      says: "logarithm"
    ) {
      $0.replacing(9, with: "bad,2024-01-10,-1")
    },
    Case(
      "a zero under --transform log", ["fit", "--model", "gru", "--transform", "log"] + network,
      says: "logarithm"
    ) {
      $0.replacing(9, with: "bad,2024-01-10,0")
    },
    Case(
      "a value below -1 under --transform log1p",
      ["backtest", "--model", "linear", "--transform", "log1p", "--folds", "2"], says: "logarithm"
    ) { $0.replacing(9, with: "bad,2024-01-10,-3") },
    Case("a negative variance", ["forecast", "--model", "ewma"], says: "forecasts variances") {
      $0.replacing(9, with: "bad,2024-01-10,-3")
    },
    Case(
      "too few rows for a network", ["forecast", "--model", "gru"] + network, says: "too short to learn from"
    ) {
      Array($0.suffix(4))
    },
    Case("too few rows for a network to fit", ["fit", "--model", "lstm"] + network, says: "too short") {
      Array($0.suffix(5))
    },
    Case(
      "rows that end before the first fold", ["backtest", "--model", "naive", "--folds", "3"], says: "no fold"
    ) {
      Array($0.prefix(6))
    },
    Case("too few rows for the last fold", ["backtest", "--model", "ets", "--folds", "3"], says: "no fold") {
      Array($0.suffix(5))
    },
    Case("a forecast beyond all numbers", ["forecast", "--model", "drift"], says: "forecasts") {
      $0.enumerated().map { row, line in
        let start = line.split(separator: ",").prefix(2).joined(separator: ",")
        return start + (row % 2 == 0 ? ",-1.7e308" : ",1.7e308")
      }
    },
    Case(
      "a covariate known ahead that is missing", ["forecast", "--model", "gru", "--future", "x"] + network,
      says: "is empty for series bad", hasFuture: true
    ) {
      $0.replacing(
        $0.count - 2, with: $0[$0.count - 2].split(separator: ",").prefix(2).joined(separator: ",") + ",,")
    },
    Case(
      "rows of a covariate known ahead that are missing",
      ["forecast", "--model", "gru", "--future", "x"] + network,
      says: "needs 3 rows", hasFuture: true
    ) { Array($0.dropLast(2)) },
  ]

  @Test("leaves out what a model does not take", arguments: cases)
  func leavesOut(_ test: Case) throws {
    let folder = try TemporaryDirectory()
    let header = "unique_id,ds,y\(test.hasFuture ? ",x" : "")\n"
    func rows(_ name: String) -> [String] {
      (0..<28).map { row in
        let isAhead = test.hasFuture && row >= 25
        let value = isAhead ? "" : "\(20 + (row * 7 + name.utf8.count) % 11).\(row % 10)"
        return
          "\(name),2024-01-\(row < 9 ? "0" : "")\(row + 1),\(value)\(test.hasFuture ? ",\(row % 7)" : "")"
      }
    }
    let others = ["a", "bb", "ccc"].map { rows($0).map { $0 + "\n" }.joined() }
    try folder.write(header + others.joined(), to: "clean.csv")
    let broken = test.broken(rows("bad")).map { $0 + "\n" }.joined()
    try folder.write(header + others[0] + broken + others[1] + others[2], to: "all.csv")
    let options = test.command.dropFirst() + ["--horizon", "3", "-o"]
    let clean = try foresee([test.command[0], "clean.csv"] + options + ["clean.out"], in: folder)
    try #require(clean.status == 0, "\(clean.errors)")
    let found = try foresee(
      [test.command[0], "all.csv"] + options + ["all.out", "--on-error", "skip", "--left-out", "left.csv"],
      in: folder)
    try #require(found.status == 0, "\(found.errors)")
    #expect(folder.text(of: "all.out") == folder.text(of: "clean.out"))
    let listed = try #require(folder.text(of: "left.csv")).split(separator: "\n")
    try #require(listed.count == 2)
    #expect(listed[1].hasPrefix("bad,30,") && listed[1].contains(test.says), "\(listed[1])")
    #expect(found.errors.contains("1 of 4 series left out: \"bad\" (line 30: "))
  }
}
