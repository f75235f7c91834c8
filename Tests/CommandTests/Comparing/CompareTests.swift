import TestSupport
import Testing

@Suite("Forecasts of other programs")
struct CompareTests {
  @Test(
    "of a backtest have the metrics of the backtest, bit for bit, with its floors",
    arguments: [[], ["--season", "2"]])
  func backtest(season: [String]) throws {
    let folder = try ComparedFolder.make()
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
    let (expected, found) = (
      ComparedFolder.metrics(folder.text(of: "m.csv")), ComparedFolder.metrics(folder.text(of: "n.csv"))
    )
    #expect(found.count == expected.count * 3 / 4)
    for (name, value) in found { #expect(expected[name] == value, "\(name)") }
  }

  @Test("are compared in the rows that all files have, and what is left out is counted with its first line")
  func common() throws {
    let folder = try ComparedFolder.make([
      "a.csv":
        "unique_id,ds,cutoff,M\nA,2024-01-23,2024-01-22,12\nA,2024-01-24,2024-01-22,11\nB,2024-01-23,2024-01-22,\nB,2024-01-24,2024-01-22,100\n",
      "b.csv":
        "unique_id,ds,M\nA,2024-01-24,13\nA,2024-01-23,13\nB,2024-01-24,121\nC,2024-01-24,1\nA,2024-02-01,1\n",
    ])
    let outcome = try foresee(
      ["compare", "a.csv", "b.csv", "--json", "--explain-choices"] + ComparedFolder.truth, in: folder)
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
      text +=
        "\(day),A,\(ComparedFolder.date(day + 1)),\(ComparedFolder.date(day)),\(day),\(day + 1 + day % 2),\(day + 2)\n"
    }
    let folder = try ComparedFolder.make(["a.csv": text])
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
    let folder = try ComparedFolder.make()
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
    let folder = try ComparedFolder.make()
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
    #expect(ComparedFolder.metrics(folder.text(of: "m.csv"))["M direction"] != nil)
  }

  @Test("of whole panels are compared with the folds of each series where they have their own")
  func ownClocks() throws {
    let folder = try ComparedFolder.make()
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
}
