import Files
import Testing

@testable import TimeSeries

@Suite("Everyday exports")
struct EverydayExportTests {
  private static func rows(_ count: Int = 5, _ row: (Int) -> String) -> String {
    (1...count).map { row($0) + "\n" }.joined()
  }

  static let cases = [
    ReadCase(
      "bars without a header, the time of day beside the date",
      rows(4) { "2024.01.02,0\($0):00,1.\($0)5,7\n" }.replacing("\n\n", with: "\n"), ["c3": 1.45],
      says: ["--no-header"]
    ) {
      $0.targets = []
    } then: {
      $0.hasHeader = false
      $0.targets = ["c3"]
    },
    ReadCase(
      "a reading that says Low beside a clock of the device",
      "Timestamp,Glucose (mg/dL),Transmitter Time\n"
        + rows { "2024-01-02T00:0\($0):00,\($0 == 2 ? "Low" : "9\($0)"),\(5000 + 300 * $0)" },
      ["Glucose (mg/dL)": 95], says: ["--target 'Glucose (mg/dL)' --na Low"]
    ) { _ in
    } then: {
      $0.targets = ["Glucose (mg/dL)"]
      $0.missingTokens = ["Low"]
    },
    ReadCase(
      "one time that is the same in all rows",
      "start,time,v\n" + rows { "2024-01-01T00:00:00Z,2024-01-02T00:0\($0):00Z,\($0 * $0)" }, ["v": 25]),
    ReadCase(
      "lines of kinds above the header",
      "#group,false,false\n#kind,double,double\ntime,a,b\n" + rows { "2024-01-0\($0),\($0),1.5" }, ["a": 5],
      says: ["--comment '#'"]
    ) {
      $0.targets = ["a"]
    } then: {
      $0.comment = "#"
    },
    ReadCase(
      "fields parted by spaces", "date temp wind\n" + rows { "2024-01-0\($0) \($0).5 3" }, ["temp": 5.5]
    ) {
      $0.targets = ["temp"]
    },
    ReadCase(
      "a table of R", "\"ds\" \"y\"\n" + rows { "\"\($0)\" \"2024-01-0\($0)\" \($0).5" }, [:],
      says: ["field 1", "row,ds,y"]),
    ReadCase(
      "tabs beside commas in the first field", "a,b\tds\ty\n" + rows { "k,l\t2024-01-0\($0)\t\($0)" },
      ["y": 5]),
    ReadCase(
      "years as columns below a preamble",
      "\"Source\",\"Made up\",\n\n\"Country\",\"Code\",\"1990\",\"1991\",\"1992\",\"1993\",\n"
        + "\"Aland\",\"AL\",1,2,3,4,\n\"Bland\",\"BL\",5,6,7,8,\n", [:], says: ["--skip-rows 2"]),
    ReadCase(
      "columns that name the rows before their values",
      "id,item,store_id," + (1...14).map { "d_\($0)" }.joined(separator: ",") + "\n"
        + ["a", "b"].map { id in "\(id),x,7," + (1...14).map { "\($0)" }.joined(separator: ",") + "\n" }
        .joined(),
      ["a": 14, "b": 14], notice: "left out, which name something"
    ) {
      $0.layout = .rows
    },
    ReadCase(
      "a second header where the target is found by itself",
      "ds,load\n2024-01-01,1\n2024-01-02,2\nds,load\n2024-01-03,3\n", [:], says: ["line 4 repeats the header"]
    ),
    ReadCase(
      "an account's statement",
      "\"Account\";\"Booked\";\"Text\";\"Amount\"\n"
        + rows { "\"X1\";\"1\($0).01.2024\";\"CARD\";\"-\($0),50\"" },
      ["Amount": -5.5], says: ["\"Amount\"", "--decimal ','"]
    ) { _ in
    } then: {
      $0.decimal = ","
      $0.targets = ["Amount"]
    },
    ReadCase(
      "from and to", "Datum von;Datum bis;Last\n" + rows { "1\($0).01.2024;1\($0 + 1).01.2024;\($0 * $0)" },
      ["Last": 25], notice: "\"Datum von\" is taken"),
    ReadCase(
      "numbers in other notations", "ds,y\n2024-01-01,1\n2024-01-02,0x1F\n", [:], says: ["x1F"],
      lacks: ["--strip"]
    ) { $0.targets = ["y"] },
    ReadCase(
      "an exponent of another language", "ds,y\n2024-01-01,1\n2024-01-02,1d5\n", [:], says: ["1d5"],
      lacks: ["--strip"]
    ) { $0.targets = ["y"] },
    ReadCase("two signs", "ds,y\n2024-01-01,1\n2024-01-02,--5\n", [:], says: ["\"--5\""]) {
      $0.targets = ["y"]
    },
    ReadCase(
      "groups of two digits", "ds,y\n2024-01-01,1\n2024-01-02,\"12,34\"\n", [:], says: ["three digits"],
      lacks: ["--decimal"]
    ) {
      $0.targets = ["y"]
      $0.thousands = ","
    },
    ReadCase(
      "rows before the first value", "ds,y\n" + rows { "2024-01-0\($0),\($0 < 3 ? "" : "\($0)")" }, ["y": 5],
      notice: "2 rows before the first one with a target"),
    ReadCase(
      "row numbers called Unnamed", "Unnamed: 0,ds,temp\n" + rows { "\($0 * 2),2024-01-0\($0),\($0 * $0)" },
      ["temp": 25]
    ) { $0.targets = ["temp"] },
    ReadCase(
      "seconds among milliseconds", "ts,y\n1704067200,1\n1704067260,2\n1704067320000,3\n", [:],
      says: ["two units"]
    ) { $0.targets = ["y"] },
  ]

  @Test("are read, at once or by the option that the message names", arguments: cases)
  func export(_ test: ReadCase) throws { try test.check() }
}
