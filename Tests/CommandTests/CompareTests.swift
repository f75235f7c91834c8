import TestSupport
import Testing

@Suite("Forecasts of other programs")
struct CompareTests {
  /// A folder with a truth of two series, of 24 days each.
  private func folder(_ files: [String: String] = [:]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    var text = "item,when,value\n"
    for (id, size) in [("A", 1), ("B", 10)] {
      for day in 1...24 { text += "\(id),\(Self.date(day)),\(Self.value(day, size))\n" }
    }
    try folder.write(text, to: "truth.csv")
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  private static func date(_ day: Int) -> String { "2024-01-" + (day < 10 ? "0" : "") + String(day) }
  private static func value(_ day: Int, _ size: Int) -> Int { size * (10 + day * day * 7 % 5) }

  private let truth = ["--truth", "truth.csv", "--id", "item", "--target", "value", "--season", "1"]

  /// The value of a metric over all, by the names of model and metric.
  private func metrics(_ text: String?) -> [String: String] {
    var values: [String: String] = [:]
    for line in (text ?? "").split(separator: "\n") {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      if cells.count == 5, cells[2].isEmpty, cells[3].isEmpty {
        values["\(cells[0]) \(cells[1])"] = String(cells[4])
      }
    }
    return values
  }

  @Test(
    "of a backtest have the metrics of the backtest, bit for bit, with its floors",
    arguments: [[], ["--season", "2"]])
  func backtest(season: [String]) throws {
    let folder = try folder()
    let reading = ["--id", "item", "--target", "value"] + season
    let first = try foresee(
      [
        "backtest", "truth.csv", "--horizon", "2", "--folds", "4", "--model", "drift", "--level", "80", "-o",
        "p.csv",
        "--metrics", "m.csv",
      ] + reading, in: folder)
    #expect(first.status == 0, "\(first.errors)")
    let whole = try foresee(
      ["compare", "p.csv", "--truth", "truth.csv", "-o", "q.csv", "--metrics", "n.csv"] + reading, in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(folder.text(of: "q.csv") == folder.text(of: "p.csv"))
    #expect(folder.text(of: "n.csv") == folder.text(of: "m.csv"))
    // The floors are made anew where the file has none.
    let alone = try foresee(
      ["compare", "p.csv", "--truth", "truth.csv", "--model", "drift", "--metrics", "n.csv"] + reading,
      in: folder)
    #expect(alone.status == 0, "\(alone.errors)")
    let (expected, found) = (metrics(folder.text(of: "m.csv")), metrics(folder.text(of: "n.csv")))
    #expect(found.count == expected.count * 3 / 4)
    for (name, value) in found { #expect(expected[name] == value, "\(name)") }
  }

  /// Forecasts of days 23 and 24 of both series: each 1 too low, intervals of 80 % that hold in three of four
  /// rows.
  private static let layouts: [(name: String, text: String, options: [String])] = [
    (
      "nixtla",
      "unique_id,ds,cutoff,y,M,M-lo-80,M-hi-80\nA,2024-01-23,2024-01-22,13,12,11,14\nA,2024-01-24,2024-01-22,12,11,10,11\nB,2024-01-23,2024-01-22,130,129,120,140\nB,2024-01-24,2024-01-22,120,119,110,130\n",
      []
    ),
    (
      "an index and no cutoffs",
      ",unique_id,ds,M,M-lo-80,M-hi-80\n0,A,2024-01-23 00:00:00,12,11,14\n1,A,2024-01-24 00:00:00,11,10,11\n2,B,2024-01-23 00:00:00,129,120,140\n3,B,2024-01-24 00:00:00,119,110,130\n",
      []
    ),
    (
      "autogluon",
      "item_id,timestamp,mean,0.1,0.9\nA,2024-01-23T00:00:00,12,11,14\nA,2024-01-24T00:00:00,11,10,11\nB,2024-01-23T00:00:00,129,120,140\nB,2024-01-24T00:00:00,119,110,130\n",
      []
    ),
    (
      "prophet",
      "unique_id,ds,trend,yhat_lower,yhat_upper,trend_lower,trend_upper,yhat\nA,2024-01-22,9,9,9,9,9,9\nA,2024-01-23,1,11,14,1,1,12\nA,2024-01-24,1,10,11,1,1,11\nB,2024-01-23,1,120,140,1,1,129\nB,2024-01-24,1,110,130,1,1,119\n",
      ["--cutoff", "2024-01-22"]
    ),
    (
      "darts and a median",
      "unique_id,time,y_q0.100,y_q0.500,y_q0.900\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "R with semicolons",
      "item;Date;Point Forecast;Lo 80;Hi 80\nA;2024-01-23;12;11;14\nA;2024-01-24;11;10;11\nB;2024-01-23;129;120;140\nB;2024-01-24;119;110;130\n",
      []
    ),
    (
      "levels alone, in percent",
      "unique_id,ds,prediction_10,prediction,prediction_90\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "levels alone, with signs",
      "unique_id,ds,M,M 10.0%,M 90.0%\nA,2024-01-23,12,11,14\nA,2024-01-24,11,10,11\nB,2024-01-23,129,120,140\nB,2024-01-24,119,110,130\n",
      []
    ),
    (
      "levels alone, as shares",
      "item_id,ds,y_0.1,y_0.5,y_0.9\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "quantiles in percent, crossed, in another order, zoned",
      "ds,unique_id,M,M-q-90,M-q-10\n2024-01-24T00:00:00Z,B,119,110,130\n2024-01-23T00:00:00Z,B,129,140,120\n2024-01-24T00:00:00Z,A,11,11,10\n2024-01-23T00:00:00Z,A,12,14,11\n",
      []
    ),
  ]

  @Test("are read in the layouts of the programs", arguments: layouts.indices)
  func layout(index: Int) throws {
    let layout = Self.layouts[index]
    let folder = try folder(["M.csv": layout.text])
    let outcome = try foresee(
      ["compare", "M.csv", "--metrics", "m.csv", "-o", "p.csv"] + truth + layout.options, in: folder)
    #expect(outcome.status == 0, "\(layout.name): \(outcome.errors)")
    let found = metrics(folder.text(of: "m.csv"))
    #expect(
      found["M mae"] == "1" && found["M rmse"] == "1" && found["M coverage-80"] == "0.75",
      "\(layout.name): \(found)")
    #expect(
      found["M joint-coverage-80"] == "0.5" && found["naive mae"] != nil && found["M mase"] != "",
      "\(layout.name)")
    let lines = (folder.text(of: "p.csv") ?? "").split(separator: "\n")
    #expect(
      lines[0].hasPrefix("unique_id,ds,cutoff,lead,M,M-lo-80,M-hi-80,")
        && lines[0].contains(",naive,naive-lo-80,naive-hi-80,") && lines[0].hasSuffix(",y"))
    #expect(lines[1].hasPrefix("A,2024-01-23,2024-01-22,1,12,11,14,"), "\(layout.name): \(lines[1])")
    #expect(lines.count == 5)
  }

  @Test("are compared in the rows that all files have, and what is left out is counted with its first line")
  func common() throws {
    let folder = try folder([
      "a.csv":
        "unique_id,ds,cutoff,M\nA,2024-01-23,2024-01-22,12\nA,2024-01-24,2024-01-22,11\nB,2024-01-23,2024-01-22,\nB,2024-01-24,2024-01-22,100\n",
      "b.csv":
        "unique_id,ds,M\nA,2024-01-24,13\nA,2024-01-23,13\nB,2024-01-24,121\nC,2024-01-24,1\nA,2024-02-01,1\n",
    ])
    let outcome = try foresee(
      ["compare", "a.csv", "b.csv", "--json", "--explain-choices"] + truth, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(#""rows":3,"#) && outcome.output.contains(#""name":"a/M""#))
    for words in [
      "a.csv: 1 of 4 rows are not scored, first in line 4: a forecast is missing",
      "b.csv: 1 of 5 rows are not scored, first in line 5: the truth has no series of that name",
      "b.csv: 1 of 5 rows are not scored, first in line 6: the cutoff is not known",
      "b.csv: without cutoffs, its rows have those of the other files",
      "models of one name are told apart by their files: \"a/M\", \"b/M\"",
    ] { #expect(outcome.errors.contains(words), "\(words): \(outcome.errors)") }
  }

  @Test("that hold the truth are scored without its history, against the first or the one that is named")
  func withoutTruth() throws {
    var text = ",unique_id,ds,cutoff,y,M,N\n"
    for day in 1...12 {
      text += "\(day),A,\(Self.date(day + 1)),\(Self.date(day)),\(day),\(day + 1 + day % 2),\(day + 2)\n"
    }
    let folder = try folder(["a.csv": text])
    let outcome = try foresee(["compare", "a.csv"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("N does not beat M: its MAE is 33.3 % higher"), "\(outcome.output)")
    #expect(!outcome.output.contains("MASE") && !outcome.output.contains("skill"))
    #expect(outcome.errors.contains("--truth FILE"))
    let other = try foresee(["compare", "a.csv", "--against", "N"], in: folder)
    #expect(other.output.contains("M beats N: its MAE is 25.0 % lower"), "\(other.output)")
    let piped = try foresee(["compare", "-"], in: folder, input: text)
    #expect(piped.output == outcome.output)
  }

  @Test("join whatever numbers count, and however numbers that name series are spelt")
  func numbers() throws {
    let folder = try folder()
    var text = "unique_id,ds,y\n"
    for id in ["007", "8"] { for step in 1...30 { text += "\(id),\(step),\(step * step % 7)\n" } }
    try folder.write(text, to: "steps.csv")
    try folder.write("unique_id,ds,cutoff,M\n7.0,29,28,1\n7.0,30,28,2\n8,29,28,1\n8,30,28,2\n", to: "p.csv")
    let outcome = try foresee(
      ["compare", "p.csv", "--truth", "steps.csv", "--time-unit", "d", "-o", "-"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\n007,30,28,2,2,"), "\(outcome.output)")
    #expect(outcome.errors.contains("all 4 rows, of 2 series at 1 cutoff, 28, 2 leads"), "\(outcome.errors)")
  }

  @Test("keep their points where quantiles cross, score calls of direction, and heed the zone of the truth")
  func otherOptions() throws {
    let folder = try folder()
    var text = "t,v\n"
    for hour in 0..<24 { text += "2024-01-05 \(hour < 10 ? "0" : "")\(hour):00,\(10 + hour * hour % 7)\n" }
    try folder.write(text, to: "hours.csv")
    // 20:00 in Berlin is 19:00 in UTC.
    try folder.write(
      "ds,M-median,M-lo-80,M-hi-80\n2024-01-05T19:00:00Z,9,11,14\n2024-01-05T20:00:00Z,13,11,14\n",
      to: "p.csv")
    let outcome = try foresee(
      [
        "compare", "p.csv", "--truth", "hours.csv", "--timezone", "Europe/Berlin", "--direction",
        "--explain-choices",
        "--metrics", "m.csv", "-o", "q.csv",
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      folder.text(of: "q.csv")?.contains("value,") == false
        && folder.text(of: "q.csv")?.contains("v,2024-01-05 19:00:00Z,2024-01-05 18:00:00Z,1,9,9,14,11,")
          == true,
      "\(folder.text(of: "q.csv") ?? "")")
    #expect(
      outcome.errors.contains("the quantiles of M cross in 1 row, first in line 2"), "\(outcome.errors)")
    #expect(metrics(folder.text(of: "m.csv"))["M direction"] != nil)
  }

  @Test("of whole panels are compared with the folds of each series where they have their own")
  func ownClocks() throws {
    let folder = try folder()
    var text = "patient,seconds,hr\n"
    for (id, rows) in [("a", 60), ("b", 47)] {
      for row in 0..<rows { text += "\(id),\(row * 5),\(60 + row * row % 13)\n" }
    }
    try folder.write(text, to: "own.csv")
    let reading = ["--id", "patient", "--time", "seconds", "--time-unit", "s", "--target", "hr"]
    let first = try foresee(
      [
        "backtest", "own.csv", "--horizon", "2", "--folds", "12", "--clock", "own", "--model", "drift", "-o",
        "p.csv", "--metrics", "m.csv",
      ]
        + reading, in: folder)
    #expect(first.status == 0, "\(first.errors)")
    let outcome = try foresee(
      ["compare", "p.csv", "--truth", "own.csv", "--metrics", "n.csv"] + reading, in: folder)
    #expect(outcome.status == 0 && outcome.errors.contains("--clock shared does not"), "\(outcome.errors)")
    #expect(folder.text(of: "n.csv") == folder.text(of: "m.csv"))
  }

  @Test(
    "that cannot be read end the command with the place and what helps, and nothing is written",
    arguments: [
      (
        "ds,cutoff,M\n2024-01-23,2024-01-22,1\n2024-01-24,2024-01-22,1\n2024-01-23,2024-01-22,2\n",
        "p.csv:4:1: the time 2024-01-23 is forecast twice", "--duplicates first"
      ),
      ("ds,M\n2024-01-23,1\n2024-01-23,1\n", "p.csv:3:1: ", "--cutoff with the column"),
      ("ds,M,M-lo-90\n2024-01-23,1,0\n", "column 3 \"M-lo-90\": the upper end", "both ends"),
      ("ds,M,M-hi-90\n2024-01-23,1,0\n", "column 3 \"M-hi-90\": the lower end", "both ends"),
      ("ds,M,M-lo-120,M-hi-120\n2024-01-23,1,0,3\n", "120 is the level of no interval", "between 0 and 100"),
      ("ds,M,M-q-0\n2024-01-23,1,0\n", "0 is the level of no", "between 0 and 1"),
      ("ds,M\n2025-01-23,1\n", "it has 2024-01-01 to 2024-01-24", "--timezone"),
      ("ds,name\n2024-01-23,x\n", "no column holds forecasts: there are \"name\"", "a column of numbers"),
      ("", "the file is empty", ""), ("ds,M\n", "no rows of data", ""),
      ("M\n1\n", "the file has one column", "--delimiter"),
      ("ds,M\n2024-01-23,1.5\n2024-01-24,abc\n", "p.csv:3:12: column 2 \"M\": cannot read \"abc\"", ""),
      ("ds,M\n2024-01-23,1.5x\n2024-01-24,2y\n", "p.csv:2:12: column 2 \"M\": ", ""),
      ("ds;M\n2024-01-23;1,5\n2024-01-24;2,5\n", "p.csv:2:12: column 2 \"M\": ", "--decimal ','"),
      ("a,M\nx,1\n", "no column holds the times", "--time"),
      ("start,finish,M\n2024-01-22,2024-01-23,1\n", "which column is the time?", "--time start"),
      (
        "ds,cutoff,M\n2024-01-23T00:00:00+01:00,2024-01-22T00:00:00,1\n",
        "the times have offsets, and the cutoffs have none",
        "--timezone"
      ),
      (
        "ds,cutoff,M\n01/23/2024,22/01/2024,1\n", "the times have the month first, and the cutoffs the day",
        "--time-format"
      ),
      ("ds,cutoff,M\n2024-01-23,x,1\n", "p.csv:2:12: column 2 \"cutoff\"", "--cutoff"),
      ("ds,lead,M\n2024-01-23,1,1\n2024-01-24,1.5,1\n", "p.csv:3:1: the lead is 1.5", "--lead"),
      ("ds,0.1,0.9\n2024-01-23,1,2\n", "no column with its points", "0.5"),
      (
        "ds,trend,yhat\n2024-01-01,1,1\n2024-01-23,1,1\n", "p.csv:2:1: the file seems to begin with fitted",
        "--cutoff 2024-01-31"
      ),
      (
        "ds,trend,yhat\n2024-01-20,1,1\n2024-01-23,1,1\n", "p.csv:2:1: the file seems to begin with fitted",
        "--cutoff 2024-01-31"
      ),
      (
        "ds,lead,M\n2024-01-20,1,1\n2024-01-21,2,1\n2024-01-22,1,1\n",
        "p.csv:4:1: the lead comes back within a series",
        "--cutoff"
      ),
      ("ds,M,M-lo-80,M_lower,M_upper\n2024-01-23,1,1,1,1\n", "the same end of the same interval", "--level"),
      ("ds,M\n2024-01-23,\n", "a forecast is missing", "--model"),
    ])
  func refused(text: String, message: String, fix: String) throws {
    var one = "when,value\n"
    for day in 1...24 { one += "\(Self.date(day)),\(day)\n" }
    let folder = try folder(["p.csv": text, "one.csv": one])
    let options = text.contains("lead") ? ["--lead", "lead"] : []
    let outcome = try foresee(
      ["compare", "p.csv", "--truth", "one.csv", "--target", "value", "-o", "o.csv", "--metrics", "m.csv"]
        + options,
      in: folder)
    #expect(outcome.status == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains(message) && outcome.errors.contains(fix), "\(outcome.errors)")
    #expect(folder.results == ["one.csv", "p.csv", "truth.csv"])
  }

  @Test(
    "have cutoffs with the day and the month in the order of their times",
    arguments: [
      "ds,cutoff,M\n01/23/2024,01/05/2024,1\n01/24/2024,01/05/2024,1\n",
      "ds,cutoff,M\n23/01/2024,05/01/2024,1\n24/01/2024,05/01/2024,1\n",
    ])
  func order(text: String) throws {
    var one = "when,value\n"
    for day in 1...24 { one += "\(Self.date(day)),\(day)\n" }
    let folder = try folder(["p.csv": text, "one.csv": one])
    let outcome = try foresee(
      ["compare", "p.csv", "--truth", "one.csv", "--target", "value", "-o", "o.csv"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      folder.text(of: "o.csv")?.contains(",2024-01-23,2024-01-05,18,") == true,
      "\(folder.text(of: "o.csv") ?? "")")
  }

  @Test(
    "are refused where options name what is not there",
    arguments: [
      (["--model", "lstn"], "did you mean \"lstm\""), (["--against", "naiv"], "did you mean \"naive\""),
      (["--cutoff", "then"], "neither a column of the files nor a time"),
      (["--cutoff", "5"], "the file's times are dates"),
      (["--cutoff", "1500"], "the file's times are dates"), (["--level", "100"], "--level 80"),
      (["p.csv"], "given twice"),
    ])
  func options(options: [String], words: String) throws {
    let folder = try folder(["p.csv": "unique_id,ds,lstm\nA,2024-01-23,1\n"])
    let outcome = try foresee(["compare", "p.csv"] + options + truth, in: folder)
    #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome.errors)")
  }
}
