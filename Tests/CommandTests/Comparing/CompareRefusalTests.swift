import TestSupport
import Testing

@Suite("Forecasts of other programs that cannot be compared")
struct CompareRefusalTests {
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
    let folder = try ComparedFolder.make(["p.csv": text, "one.csv": ComparedFolder.days])
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
    "are refused where options name what is not there",
    arguments: [
      (["--model", "lstn"], "did you mean \"lstm\""), (["--against", "naiv"], "did you mean \"naive\""),
      (["--cutoff", "then"], "neither a column of the files nor a time"),
      (["--cutoff", "5"], "the file's times are dates"),
      (["--cutoff", "1500"], "the file's times are dates"), (["--level", "100"], "--level 80"),
      (["p.csv"], "given twice"),
    ])
  func options(options: [String], words: String) throws {
    let folder = try ComparedFolder.make(["p.csv": "unique_id,ds,lstm\nA,2024-01-23,1\n"])
    let outcome = try foresee(["compare", "p.csv"] + options + ComparedFolder.truth, in: folder)
    #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome.errors)")
  }
}
