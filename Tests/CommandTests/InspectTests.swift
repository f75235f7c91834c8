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
