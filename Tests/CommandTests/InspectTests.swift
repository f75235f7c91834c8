import TestSupport
import Testing

@Suite("An inspection")
struct InspectTests {
  @Test("shows columns, the panel they are, notices and the next command")
  func panel() throws {
    let folder = try TemporaryDirectory()
    let rows = (1...9).map { "2024-01-0\($0),\($0 == 4 ? "" : "\($0 * 10)"),x\n" }.joined()
    try folder.write("day,load,note\n" + rows, to: "a.csv")
    let outcome = try foresee(["inspect", "a.csv"], in: folder)
    #expect(
      outcome
        == .init(
          status: 0,
          output: """
            a.csv: 9 rows, 3 columns

            column   holds  used as  missing  least  greatest
            day       time     time        0      -         -
            load    number   target        1  10.00     90.00
            note      text        -        0      -         -

            1 series of 9 rows, 2024-01-01 to 2024-01-09
            spacing days, season 7 steps
            1 cell without a target
            plan: 9 rows of 1 series in 3 windows; blend takes about 3 s on 2 threads, and 40 MB

            note: the target is "load", the only column of numbers
            note: time is column "day", YYYY-MM-DD
            note: 1 of 9 target cells are missing, and masked
            note: spacing: days; a season is 7 steps

            next: foresee backtest a.csv --target load --horizon 2 --folds 2

            """, errors: ""))
  }

  @Test("of a file that needs an option says why, and which")
  func problem() throws {
    let folder = try TemporaryDirectory()
    try folder.write("1,2\n3,4\n", to: "a.csv")
    let outcome = try foresee(["inspect", "a.csv"], in: folder)
    #expect(
      outcome
        == .init(
          status: 0,
          output: """
            a.csv: 1 row, 2 columns

            column   holds  used as  missing  least  greatest
            1       number        -        0  3.000     3.000
            2       number        -        0  4.000     4.000

            Not a panel yet: a.csv:1:1: the first line looks like data, not like names of columns

            next: add --no-header (columns are then c1, c2, …)

            """, errors: ""))
  }

  /// Recordings of as many rows, each of a day of its own.
  private func recordings(_ count: Int, rows: Int) -> String {
    "id,time,y\n"
      + (1...count).flatMap { day in
        (0..<rows).map { row in
          let minute = row % 60 < 10 ? "0\(row % 60)" : "\(row % 60)"
          return "p\(day),2024-01-0\(day) 1\(row / 60):\(minute),\(row * row % 7)\n"
        }
      }.joined()
  }

  @Test("proposes clocks of their own for recordings that do not overlap, and a command that runs")
  func ownClocks() throws {
    let folder = try TemporaryDirectory()
    try folder.write(recordings(3, rows: 60), to: "a.csv")
    let next = "foresee backtest a.csv --target y --horizon 12 --folds 2"
    #expect(try foresee(["inspect", "a.csv"], in: folder).output.hasSuffix("\nnext: \(next) --clock own\n"))
    let words = next.split(separator: " ").dropFirst().map { String($0) } + ["--model", "naive"]
    let refused = try foresee(words, in: folder)
    #expect(refused.status == 3)
    #expect(refused.errors.contains("foresee: error: 4 of 6 forecasts would be left out: "))
    #expect(refused.errors.contains("\nfix: --clock own to "))
    let own = try foresee(words + ["--clock", "own"], in: folder)
    #expect(own.status == 0 && !own.errors.contains("left out"))
    let shared = try foresee(words + ["--clock", "shared"], in: folder)
    #expect(shared.status == 0 && shared.errors.contains("left out"))
    // Two recordings, of which one is scored, are half.
    try folder.write(recordings(2, rows: 60), to: "a.csv")
    #expect(try foresee(["inspect", "a.csv"], in: folder).output.hasSuffix("\nnext: \(next)\n"))
  }

  @Test("is JSON for programs")
  func json() throws {
    let folder = try TemporaryDirectory()
    try folder.write("v\n1\n2\n", to: "a.csv")
    let outcome = try foresee(["inspect", "a.csv", "--json"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("{\"columns\":[{\"kind\":\"number\",\"maximum\":2,\"minimum\":1,"))
    #expect(outcome.output.hasSuffix("}\n"))
  }
}
