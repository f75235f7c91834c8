import Files
import Testing

@testable import TimeSeries

@Suite("Rows and series that are told apart")
struct RowSelectionTests {
  @Test("by columns that divide them into series in order", arguments: idsCases)
  func ids(_ test: ReadCase) throws { try test.check() }

  @Test("or put in order, or left out, as the message says", arguments: ordersCases)
  func orders(_ test: ReadCase) throws { try test.check() }

  private static func days(_ count: Int, _ row: (Int) -> String) -> String {
    (1...count).map { row($0) + "\n" }.joined()
  }

  private static let charted = (1...4).flatMap { day in
    ["7,\(day)", "8,\(day)"].flatMap { stay in
      ["hr,bpm,\(60 + day)", "rr,1/min,\(10 + day)"].map { item in
        let parts = stay.split(separator: ",")
        return "9,\(parts[0]),2024-01-0\(parts[1]),\(item)\n"
      }
    }
  }.joined()

  static let idsCases = [
    ReadCase(
      "stay and item", "subject,stay,time,item,unit,num\n" + charted,
      ["7/hr": 64, "7/rr": 14, "8/hr": 64, "8/rr": 14],
      says: ["--id stay,item", "--where 'item=hr'"], lacks: ["--duplicates first", "--id num", "unit"]
    ) {
      $0.targets = ["num"]
      $0.id = "stay"
    } then: {
      $0.id = "stay,item"
    },
    ReadCase(
      "one item", "subject,stay,time,item,unit,num\n" + charted, ["7": 64, "8": 64], notice: "8 rows left out"
    ) {
      $0.targets = ["num"]
      $0.id = "stay"
      $0.selection = RowSelection()
      $0.selection?.conditions = [.init(column: "item", values: ["hr"], isNegated: false)]
    },
    ReadCase(
      "numbers with zeros in front",
      "code,date,close\n" + days(4) { "001,2024-01-0\($0),\($0).5" }
        + days(4) { "002,2024-01-0\($0),\($0).25" }, ["001": 4.5, "002": 4.25], says: ["--id code"],
      lacks: ["--duplicates"]
    ) {
      $0.targets = ["close"]
    } then: {
      $0.id = "code"
    },
    ReadCase(
      "numbers without a usual name",
      "firm,ds,ret\n" + days(4) { "10107,2024-01-0\($0),\($0)" }
        + days(4) { "14593,2024-01-0\($0),\($0 * 2)" }, ["10107": 4, "14593": 8], says: ["--id firm"]
    ) {
      $0.targets = ["ret"]
      $0.time = "ds"
    } then: {
      $0.id = "firm"
    },
    ReadCase(
      "two columns together",
      "ward,bed,ds,y\n"
        + ["a,1", "a,2", "b,1", "b,2"].map { bed in days(4) { "\(bed),2024-01-0\($0),\($0)" } }.joined(),
      ["a/1": 4, "a/2": 4, "b/1": 4, "b/2": 4], says: ["--id ward,bed"]
    ) {
      $0.targets = ["y"]
    } then: {
      $0.id = "ward,bed"
    },
    ReadCase(
      "kinds of records, not the one device",
      "device,ds,kind,y,other\n" + days(5) { "d,2024-01-0\($0),0,\($0),5" }
        + days(3) { "d,2024-01-0\($0),1,,9" }, ["0": 5], says: ["--id kind"], lacks: ["--id device"]
    ) {
      $0.targets = ["y"]
    } then: {
      $0.id = "kind"
    },
    ReadCase(
      "kinds that some rows do not name",
      "ds,event,y\n" + days(5) { "2024-01-0\($0),,\($0)" }
        + days(3) { "2024-01-0\($0),meal,7" }, ["y": 5], says: ["--where 'event='"],
      lacks: ["--duplicates", "--id"]
    ) {
      $0.targets = ["y"]
    } then: {
      $0.selection = RowSelection()
      $0.selection?.conditions = [.init(column: "event", values: [""], isNegated: false)]
    },
    ReadCase(
      "decimals are no ids",
      "ds,a,y\n" + days(4) { "2024-01-0\($0),0.5,\($0)" }
        + days(4) { "2024-01-0\($0),1.5,\($0)" }, [:], says: ["--duplicates first"], lacks: ["--id"]
    ) { $0.targets = ["y"] },
    ReadCase(
      "a name of several columns with commas", "\"a,b\",c,ds,y\n" + days(3) { "x,z,2024-01-0\($0),\($0)" },
      ["x/z": 3]
    ) {
      $0.targets = ["y"]
      $0.id = "\"a,b\",c"
    },
  ]

  static let ordersCases = [
    ReadCase(
      "no order", "ds,y\n2024-01-02,2\n2024-01-04,4\n2024-01-01,1\n2024-01-03,3\n", ["y": 4],
      notice: "sorted",
      says: ["--sort"], lacks: ["--duplicates", "--id"]
    ) { _ in
    } then: {
      $0.sorts = true
    },
    ReadCase(
      "no order in series",
      "id,ds,y\n"
        + [
          "b,2024-01-02,2", "a,2024-01-02,5", "a,2024-01-01,4", "b,2024-01-03,3", "a,2024-01-03,6",
          "b,2024-01-01,1",
        ]
        .map { $0 + "\n" }.joined(), ["a": 6, "b": 3], says: ["--sort"]
    ) { _ in
    } then: {
      $0.sorts = true
    },
    ReadCase(
      "a block twice", "ds,y\n" + days(4) { "2024-01-0\($0),\($0)" } + days(3) { "2024-01-0\($0),\($0)" },
      ["y": 4],
      notice: "3 rows", says: ["3 rows have a time that came before", "line 6", "--duplicates first"],
      lacks: ["--sort"]
    ) { _ in
    } then: {
      $0.keepFirstDuplicate = true
    },
    ReadCase(
      "a block twice, in no order",
      "ds,y\n" + days(4) { "2024-01-0\($0),\($0)" }
        + "2024-01-09,9\n2024-01-03,3\n2024-01-06,6\n2024-01-03,3\n", ["y": 9],
      says: ["--duplicates first", "--sort"]
    ) { _ in
    } then: {
      $0.keepFirstDuplicate = true
      $0.sorts = true
    },
    ReadCase(
      "rows without a time", "n,ds,y\n1,,5\n2,,\n" + days(5) { "3,2024-01-0\($0),\($0)" }, ["y": 5],
      notice: "2 rows left out: without a time", says: ["2 of 7 rows", "--leave-out no-time"],
      lacks: ["--time-format", "--skip-rows"]
    ) {
      $0.targets = ["y"]
      $0.time = "ds"
    } then: {
      $0.selection = RowSelection()
      $0.selection?.leavesOutWithoutTime = true
    },
    ReadCase(
      "sums between the rows",
      "ds,y\n" + days(3) { "2024-01-0\($0),\($0)" } + "Total,6\n2024-01-04,4\nTotal,4\n",
      ["y": 4], says: ["2 of 6 rows", "--leave-out no-time"]
    ) {
      $0.time = "ds"
      $0.targets = ["y"]
    } then: {
      $0.selection = RowSelection()
      $0.selection?.leavesOutWithoutTime = true
    },
    ReadCase(
      "a note at the end", "ds,y\n" + days(5) { "2024-01-0\($0),\($0)" } + "*made up,\n", ["y": 5],
      says: ["--skip-footer 1"], lacks: ["--time-format"]
    ) {
      $0.time = "ds"
    } then: {
      $0.skipFooter = 1
    },
    ReadCase(
      "a sum, a note and another at the end",
      "ds,y\n" + days(5) { "2024-01-0\($0),\($0)" } + "Total,15\nSource: mine\n\"In 2024, made up\",\n",
      ["y": 5],
      says: ["--skip-footer 3"]
    ) {
      $0.time = "ds"
      $0.skipFooter = 2
    } then: {
      $0.skipFooter = 3
    },
    ReadCase(
      "notes with a year at the end",
      "ds,y\n" + days(5) { "2024-01-0\($0),\($0)" } + "Source: mine,\nIn 2024 prices,\n",
      ["y": 5], says: ["--skip-footer 2"]
    ) {
      $0.time = "ds"
    } then: {
      $0.skipFooter = 2
    },
  ]

  @Test("are no data only below a header, and never for a time that is missing", arguments: ["NA", "-", ""])
  func missingTime(cell: String) throws {
    let text = "n,ds,y\n1,\(cell),9\n" + Self.days(5) { "1,2024-01-0\($0),\($0)" }
    let failure = #expect(throws: Failure.self) {
      try readPanel(text) {
        $0.targets = ["y"]
        $0.time = "ds"
      }
    }
    #expect(failure?.fix?.contains("--leave-out no-time") == true, "\(failure?.description ?? "")")
  }

  @Test("by conditions on several columns")
  func conditions() throws {
    let text =
      "kind,site,ds,y\n" + Self.days(3) { "a,1,2024-01-0\($0),\($0)" }
      + "b,1,2024-01-04,9\na,2,2024-01-04,8\n"
    let result = try readPanel(text) {
      $0.selection = RowSelection()
      $0.selection?.conditions = (try? RowSelection.conditions("kind!=b & site=1,3")) ?? []
      $0.targets = ["y"]
    }
    #expect(result.panel.series[0].target == [1, 2, 3])
    #expect(throws: Failure.self) { try RowSelection.conditions("kind") }
    let none = #expect(throws: Failure.self) {
      try readPanel(text) {
        $0.selection = RowSelection()
        $0.selection?.conditions = [.init(column: "kind", values: ["z"], isNegated: false)]
        $0.targets = ["y"]
      }
    }
    #expect(none?.message.contains("--where 'kind=z'") == true, "\(none?.description ?? "")")
  }
}
