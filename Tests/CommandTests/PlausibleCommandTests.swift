import TestSupport
import Testing

@Suite("--plausible")
struct PlausibleCommandTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let rates = [80, 82, 400, 81, 181] + (5..<20).map { 78 + $0 * 7 % 11 }
    let rows = rates.enumerated().map { "2024-01-01 00:\($0 < 10 ? "0" : "")\($0),\($1),\(90 + $0 % 9)\n" }
    try folder.write("time,HR,SpO2\n" + rows.joined(), to: "a.csv")
    try folder.write("unique_id,ds,cutoff,x,y\nHR,2,1,5,6\n", to: "f.csv")
    return folder
  }

  private let reading = ["--target", "HR", "--past", "SpO2", "--horizon", "2", "--model", "naive"]
  private let both = """
    file,line,column,value,reason
    a.csv,4,HR,400,outside 20..250
    a.csv,6,HR,181,changes by more than 30/min

    """

  @Test(
    "reads other values as missing, says how many, and lists them",
    arguments: [
      ["--plausible", "HR=20..250", "--plausible-change", "HR=30/min"],
      ["--plausible", "HR:20..250,SpO2=50..100", "--plausible-change", "30/min"],
      ["--plausible", "HR:20..250:30/min"], ["--plausible", "20..250:30/min,SpO2=..100"],
    ])
  func log(_ options: [String]) throws {
    for command in [["forecast"], ["backtest", "--folds", "3"], ["inspect"], ["fit", "-o", "m.foresee"]] {
      let folder = try folder()
      let given = command[0] == "inspect" ? Array(reading.prefix(4)) : reading
      let outcome = try foresee(
        [command[0], "a.csv"] + command.dropFirst() + given + options + ["--plausible-log", "log.csv"],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(folder.text(of: "log.csv") == both)
      let text = outcome.errors + outcome.output
      #expect(
        text.contains("1 value of \"HR\" is outside 20..250, read as missing: 400, the first in a.csv:4"))
      #expect(text.contains("1 value of \"HR\" changes by more than 30/min"))
    }
  }

  @Test("is kept with a fitted model, and what is given again replaces its part")
  func model() throws {
    let folder = try folder()
    let options = ["--plausible", "HR=20..250", "--plausible-change", "HR=30/min"]
    #expect(try foresee(["fit", "a.csv", "-o", "m.foresee"] + reading + options, in: folder).status == 0)
    let command = ["forecast", "a.csv", "--model", "m.foresee", "--plausible-log", "log.csv", "-o", "f.csv"]
    #expect(try foresee(command, in: folder).status == 0)
    #expect(folder.text(of: "log.csv") == both)
    #expect(try foresee(command + ["--plausible", "HR=0..500"], in: folder).status == 0)
    let log = try #require(folder.text(of: "log.csv"))
    #expect(log.contains("a.csv,4,HR,400,changes by more than 30/min\n"))
    #expect(!log.contains("outside"))
  }

  @Test(
    "is refused where it says nothing that can be done",
    arguments: [
      (["--plausible", "HR=250..20"], "expected the least value"), (["--plausible", "HR=a..b"], "expected"),
      (["--plausible", "HR=20..250:30"], "expected"),
      (["--plausible-change", "30/week"], "s, min, h, d, row"),
      (["--plausible", "XY=1..2"], "no such column"), (["--plausible-log", "x.csv"], "add --plausible"),
    ])
  func refused(_ options: [String], words: String) throws {
    let folder = try folder()
    let outcome = try foresee(["forecast", "a.csv"] + reading + options, in: folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("\nfix: "))
    #expect(folder.text(of: "x.csv") == nil)
  }

  @Test("is of the file of the truth where forecasts are compared")
  func compare() throws {
    let outcome = try foresee(["compare", "f.csv", "--plausible", "0..9"], in: try folder())
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--truth"))
  }
}
