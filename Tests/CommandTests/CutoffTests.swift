import TestSupport
import Testing

@Suite("--cutoffs-at")
struct CutoffTests {
  /// Sessions of four hours on ten days.
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let rows = (1...10).flatMap { day in
      (9...12).map { hour in
        "2024-01-\(day < 10 ? "0" : "")\(day) \(hour < 10 ? "0" : "")\(hour):00,\((day * day + hour * hour) % 17)\n"
      }
    }
    try folder.write("ds,y\n" + rows.joined(), to: "a.csv")
    try folder.write(
      "cutoff\n2024-01-05 10:30\n2024-01-07 12:00\n2024-01-08 00:00\n2030-01-01\n", to: "cuts.csv")
    try folder.write("cutoff\n", to: "none.csv")
    try folder.write("cutoff\n2030-01-01\n", to: "late.csv")
    return folder
  }

  private func run(_ options: [String], in folder: TemporaryDirectory) throws -> ForeseeProcess.Outcome {
    try foresee(["backtest", "a.csv", "--horizon", "3", "--model", "naive", "--json"] + options, in: folder)
  }

  @Test(
    "puts folds where it says, and says how many",
    arguments: [
      (["00:00"], "9 cutoffs found, 9 with", ["2024-01-02 12:00:00", "2024-01-09 12:00:00"]),
      (["close", "--folds", "2"], "the last 2 used", ["2024-01-08 12:00:00", "2024-01-09 12:00:00"]),
      (["10:30"], "10 cutoffs found, 8 with", ["2024-01-02 10:00:00", "2024-01-09 10:00:00"]),
      (["cuts.csv"], "2 cutoffs found, 2 with", ["2024-01-05 10:00:00", "2024-01-07 12:00:00"]),
      (["9:00:00", "--folds", "all"], "all used", ["2024-01-02 09:00:00", "2024-01-10 09:00:00"]),
    ])
  func places(_ options: [String], _ notice: String, _ cutoffs: [String]) throws {
    let outcome = try run(["--cutoffs-at"] + options, in: folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains(notice), "\(outcome.errors)")
    for cutoff in cutoffs {
      #expect(outcome.output.contains("\"cutoff\":\"\(cutoff)\""), "\(outcome.output)")
    }
    #expect(!outcome.output.contains("\"step\""))
  }

  @Test("times outside of the rows are counted, the first named")
  func outside() throws {
    let outcome = try run(["--cutoffs-at", "cuts.csv"], in: folder())
    #expect(outcome.errors.contains("1 of 4 times of cutoffs lies outside of the rows, the first 2030-01-01"))
  }

  @Test(
    "is refused where it cannot be",
    arguments: [
      (["24:00"], 2, "is no time of day, no file, and not close"),
      (["12:60"], 2, "is no time of day"), (["midnight"], 2, "is no time of day"),
      (["9"], 2, "is no time of day"), (["missing.csv"], 2, "no file"),
      (["none.csv"], 3, "the file holds no times"), (["late.csv"], 3, "finds 0 cutoffs"),
      (["00:00", "--step", "2"], 2, "both say where cutoffs lie"),
      (["00:00", "--gap", "39"], 3, "and none of them has 43 rows before and 3 after"),
      (["00:00", "--steps", "--target", "y"], 3, "needs days, and the rows have steps"),
    ] as [([String], Int32, String)])
  func refused(_ options: [String], _ status: Int32, _ message: String) throws {
    let outcome = try run(["--cutoffs-at"] + options, in: folder())
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("a file of cutoffs is no output")
  func output() throws {
    let outcome = try run(["--cutoffs-at", "cuts.csv", "-o", "cuts.csv"], in: folder())
    #expect(outcome.status == 2)
  }
}
