import Files
import Testing

@testable import TimeSeries

/// Reads texts as files named a.csv, b.csv and so on.
func readPanel(
  _ texts: String..., readSize: Int = 1 << 20, with change: (inout ReadOptions) -> Void = { _ in }
) throws -> ReadResult {
  var options = ReadOptions()
  options.readSize = readSize
  change(&options)
  let files = try zip(["a", "b", "c"], texts).map { try TemporaryFile($1, name: $0 + ".csv") }
  return try PanelReader(options).read(files.map(\.path))
}

@Suite("Reading panels")
struct PanelReaderTests {
  static let day: Int64 = 86_400

  @Test("a plain ticker is one series named by its target", arguments: [1, 7, 1 << 20])
  func ticker(readSize: Int) throws {
    let text = "Date,Open,Close\n2024-01-04,1,10\n2024-01-05,2,20\n2024-01-08,3,30\n2024-01-09,4,40\n"
    let panel = try readPanel(text, readSize: readSize) {
      $0.targets = ["Close"]
      $0.past = ["Open"]
    }.panel
    #expect(panel.series.map(\.id) == ["Close"])
    #expect(panel.series[0].target == [10, 20, 30, 40])
    #expect(panel.series[0].past == [[1, 2, 3, 4]])
    #expect(panel.series[0].times[0] == Instant(seconds: 19_726 * Self.day))
    #expect(panel.spacing == .businessDays)
    #expect(panel.season == 5)
    #expect(panel.timeKind == .local)
    #expect(panel.covariates == Panel.Covariates(past: ["Open"]))
  }

  @Test("Nixtla's three columns need no option, in whatever order the rows of series stand")
  func nixtla() throws {
    let text = """
      unique_id,ds,y
      b,2024-01-01,1
      a,2024-01-01,2
      b,2024-01-02,3
      a,2024-01-02,4
      a,2024-01-03,5

      """
    let panel = try readPanel(text).panel
    #expect(panel.series.map(\.id) == ["b", "a"])
    #expect(panel.series.map(\.target) == [[1, 3], [2, 4, 5]])
    #expect(panel.spacing == .days(1))
  }

  @Test("several targets of named series are series of their own")
  func severalTargets() throws {
    let text = "who,t,HR,RESP\np 1,2024-01-01,1,10\np 1,2024-01-02,2,20\np2,2024-01-01,3,30\n"
    let panel = try readPanel(text) {
      $0.id = "who"
      $0.targets = ["HR", "RESP"]
    }.panel
    #expect(panel.series.map(\.id) == ["p 1/HR", "p 1/RESP", "p2/HR", "p2/RESP"])
    #expect(panel.recordings == [0, 0, 1, 1])
    #expect(panel.series.map(\.target) == [[1, 2], [10, 20], [3], [30]])
  }

  @Test("the first rows of a series are all that was known of it then")
  func prefix() {
    let series = Series(
      id: "p/HR", recording: "p", times: (0..<5).map { Instant(seconds: $0) }, target: [1, 2, 3, 4],
      past: [[5, 6, 7, 8]], future: [[1, 2, 3, 4, 5]], statics: [9], segments: [0..<2, 3..<4])
    let expected = Series(
      id: "p/HR", recording: "p", times: (0..<3).map { Instant(seconds: $0) }, target: [1, 2, 3],
      past: [[5, 6, 7]], future: [[1, 2, 3]], statics: [9], segments: [0..<2])
    #expect(series.prefix(3) == expected)
  }

  @Test("several files are series named by their stems")
  func severalFiles() throws {
    let result = try readPanel("t,v\n2024-01-01,1\n2024-01-02,2\n", "v,t\n3,2024-01-01\n") { $0.time = "t" }
    #expect(result.panel.series.map(\.id) == ["a", "b"])
    #expect(result.panel.series.map(\.target) == [[1, 2], [3]])
    let one = try readPanel("t,v,w\n1,2,3\n") { $0.targets = ["v", "w"] }.panel
    #expect(one.recordings == [0, 0])
    let both = try readPanel("t,v,w\n1,2,3\n", "t,v,w\n4,5,6\n") { $0.targets = ["v", "w"] }
    #expect(both.panel.series.map(\.id) == ["a/v", "a/w", "b/v", "b/w"])
  }

  @Test("files with a column of names are joined by it")
  func joinedFiles() throws {
    let result = try readPanel("id,ds,y\nx,2024-01-01,1\n", "id,ds,y\nx,2024-01-02,2\ny,2024-01-01,3\n") {
      $0.id = "id"
    }
    #expect(result.panel.series.map(\.id) == ["x", "y"])
    #expect(result.panel.series.map(\.target) == [[1, 2], [3]])
  }

  @Test("every column of a wide file is a series")
  func wide() throws {
    let text = "date,A,B\n2024-01-01,1,\n2024-02-01,2,20\n2024-03-01,,30\n"
    let result = try readPanel(text) { $0.layout = .wide }
    #expect(result.panel.series.map(\.id) == ["A", "B"])
    // Series of one quantity, where columns that --target names are quantities of their own.
    #expect(result.panel.series.map(\.column) == ["", ""])
    #expect(try readPanel(text) { $0.targets = ["A", "B"] }.panel.series.map(\.column) == ["A", "B"])
    #expect(result.panel.series[1].target == [20, 30])
    #expect(result.panel.series[1].times.count == 2)
    #expect(result.panel.series[0].target.prefix(2) == [1, 2])
    #expect(result.panel.series[0].target[2].isNaN)
    #expect(result.panel.spacing == .months(1))
    #expect(result.notices.contains("1 of 5 target cells are missing, and masked"))
  }

  @Test("every row of a file in rows is a series, of its own length")
  func rows() throws {
    let panel = try readPanel("V1,V2,V3,V4\nH1,1,2,3\nH2,4,5,\nH3,6\n") { $0.layout = .rows }.panel
    #expect(panel.series.map(\.id) == ["H1", "H2", "H3"])
    #expect(panel.series.map(\.target) == [[1, 2, 3], [4, 5], [6]])
    #expect(panel.timeKind == .step)
    let dated = try readPanel("name,2024-01-01,2024-01-02\na,1,2\n") { $0.layout = .rows }.panel
    #expect(dated.timeKind == .local)
    #expect(dated.series[0].times[1] == Instant(seconds: 19_724 * Self.day))
  }

  @Test("rows without a time column are steps")
  func steps() throws {
    let panel = try readPanel("v\n5\n6\n7\n").panel
    #expect(panel.timeKind == .step)
    #expect(panel.spacing == .steps)
    #expect(panel.series[0].times == [Instant(seconds: 0), Instant(seconds: 1), Instant(seconds: 2)])
  }

  @Test("elapsed seconds are recognised by their column's name, and a row number without a name is left out")
  func elapsed() throws {
    let result = try readPanel(",Time [s], HR\n0,0,60\n1,0.5,61\n2,1,62\n")
    #expect(result.panel.timeKind == .elapsed)
    #expect(result.panel.series.map(\.id) == ["HR"])
    #expect(result.panel.spacing == .fixed(nanoseconds: 500_000_000))
    #expect(result.notices.contains("the first column has no name and is left out (a row number?)"))
  }

  @Test("newest first is read in time order, each series by itself")
  func newestFirst() throws {
    let result = try readPanel("id,ds,y\na,2024-01-02,2\na,2024-01-01,1\nb,2024-01-01,3\nb,2024-01-02,4\n")
    #expect(result.panel.series.map(\.target) == [[1, 2], [3, 4]])
    #expect(result.notices.contains("1 of 2 series are newest first, and read in time order"))
  }

  @Test("rows after the last target are future rows if a column is known ahead, and else left out")
  func futureRows() throws {
    let text = "ds,y,known,seen\n2024-01-01,1,10,5\n2024-01-02,2,20,6\n2024-01-03,,30,\n2024-01-04,,40,\n"
    let known = try readPanel(text) {
      $0.future = ["known"]
      $0.past = ["seen"]
    }.panel.series[0]
    #expect(known.target == [1, 2])
    #expect(known.times.count == 4)
    #expect(known.future == [[10, 20, 30, 40]])
    #expect(known.past == [[5, 6]])
    let plain = try readPanel(text)
    #expect(plain.panel.series[0].times.count == 2)
    #expect(plain.notices.contains("2 rows after the last one with a target are left out"))
  }

  @Test("static columns have one value a series")
  func statics() throws {
    let text = "id,ds,y,age\na,2024-01-01,1,40\na,2024-01-02,2,\nb,2024-01-01,3,50\nb,2024-01-02,4,51\n"
    let failure = #expect(throws: Failure.self) { try readPanel(text) { $0.statics = ["age"] } }
    #expect(failure?.place?.line == 5)
    #expect(failure?.message == "the static column \"age\" changes from 50 to 51 in series \"b\"")
    let fixed = try readPanel(text.replacing("51", with: "50")) { $0.statics = ["age"] }
    #expect(fixed.panel.series.map(\.statics) == [[40], [50]])
  }

  @Test("irregular rows are put on a grid: the nearest within half a step, and missing where there is none")
  func grid() throws {
    let text = """
      ds,y,p
      2024-01-01 00:00:40,1,
      2024-01-01 00:04:50,2,20
      2024-01-01 00:05:20,,21
      2024-01-01 00:14:00,3,30
      2024-01-01 01:14:00,4,40

      """
    let result = try readPanel(text) {
      $0.every = "5m"
      $0.maxGap = "45m"
      $0.past = ["p"]
      $0.targets = ["y"]
    }
    let series = result.panel.series[0]
    let start = 19_723 * Self.day
    // The row of 00:14:00 is followed by missing ones for 45 minutes, as long as a gap may last.
    let missing = Array(stride(from: Int64(1_200), through: 3_300, by: 300))
    #expect(series.times.map { $0.seconds - start } == [0, 300, 600, 900] + missing + [4_500])
    let marks = missing.map { _ in -1.0 }
    #expect(series.target.map { $0.isNaN ? -1 : $0 } == [1, 2, -1, 3] + marks + [4])
    #expect(series.past[0].map { $0.isNaN ? -1 : $0 } == [-1, 20, -1, 30] + marks + [40])
    #expect(series.segments == [0..<12, 12..<13])
    #expect(result.panel.spacing == .fixed(nanoseconds: 300_000_000_000))
  }

  @Test("a grid of days lies on the midnights of the zone")
  func gridOfDays() throws {
    let text = "ds,y\n2024-03-30 23:50:00,1\n2024-03-31 13:00:00,2\n2024-04-02 00:10:00,3\n"
    let series = try readPanel(text) {
      $0.every = "1d"
      $0.timeZone = "Europe/Berlin"
    }.panel.series[0]
    // Midnights of 31 March (winter) to 2 April (summer), which are dates: the times nearest to them are
    // theirs.
    #expect(series.times.map(\.seconds) == [19_813, 19_814, 19_815].map { $0 * Self.day })
    #expect(series.target.map { $0.isNaN ? -1 : $0 } == [1, 2, 3])
  }

  @Test("long gaps cut a series, in its rows or in its values")
  func gaps() throws {
    let text = "ds,y\n2024-01-01,1\n2024-01-02,2\n2024-01-09,3\n2024-01-10,\n2024-01-11,\n2024-01-12,4\n"
    let series = try readPanel(text) { $0.maxGap = "2d" }.panel.series[0]
    // A row without a value two days after the last one still belongs to its segment.
    #expect(series.segments == [0..<2, 2..<5, 5..<6])
  }

  @Test("of repeated times the first is kept when asked to, in the file's order")
  func keepFirst() throws {
    let text = "ds,y\n2024-01-03,3\n2024-01-02,2\n2024-01-02,99\n2024-01-01,1\n"
    let result = try readPanel(text) { $0.keepFirstDuplicate = true }
    #expect(result.panel.series[0].target == [1, 2, 3])
    #expect(result.notices.contains("1 rows with a time that came before are left out"))
  }

  @Test("marks, tokens and footers are read as the options say")
  func marks() throws {
    let text = "ds;y\n2024-01-01;1.234,5\n2024-01-02;?\n2024-01-03;2,5\nTotal;3\n"
    let panel = try readPanel(text) {
      $0.decimal = ","
      $0.thousands = "."
      $0.missingTokens = ["?"]
      $0.skipFooter = 1
    }.panel
    #expect(panel.series[0].target.map { $0.isNaN ? -1 : $0 } == [1234.5, -1, 2.5])
  }

  @Test("ids are trimmed, kept as text, and told apart by every letter")
  func ids() throws {
    let text = "id,y\n01,1\n1,2\n\" 01\",3\nä,4\n"
    let result = try readPanel(text) { $0.id = "id" }
    #expect(result.panel.series.map(\.id) == ["01", "1", "ä"])
    #expect(result.panel.series[0].target == [1, 3])
  }

  @Test("a comma behind every row is no column")
  func trailingComma() throws {
    let result = try readPanel("ds,y,\n2024-01-01,1,\n2024-01-02,2,\n")
    #expect(result.panel.series[0].target == [1, 2])
    #expect(result.notices.contains("the last column has no name and is empty: it is left out"))
  }

  @Test("many series are told apart")
  func manySeries() throws {
    let text = "id,y\n" + (0..<5000).map { "s\($0 % 1000),\($0)\n" }.joined()
    let panel = try readPanel(text) { $0.id = "id" }.panel
    #expect(panel.series.count == 1000)
    #expect(panel.series.allSatisfy { $0.count == 5 })
    #expect(panel.series[999].target == [999, 1999, 2999, 3999, 4999])
  }
}
