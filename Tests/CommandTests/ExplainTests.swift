import TestSupport
import Testing

@Suite("--explain and --deidentify")
struct ExplainTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let rows = ["ann", "bob", "eve"].enumerated().flatMap { index, name in
      (0..<80).map { step in
        let (hour, minute) = ((step * 5 / 60) % 24, step * 5 % 60)
        let time = "2024-03-0\(index + 4) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        let dose = (step * step * (index + 3)) % 23
        return "\(name),\(time),\(100 + dose),\((step + 1) * (step + 1) * (index + 3) % 23)\n"
      }
    }
    try folder.write("patient,time,glucose,dose\n" + rows.joined(), to: "ann.csv")
    return folder
  }

  private let command = [
    "backtest", "ann.csv", "--target", "glucose", "--past", "dose", "--horizon", "2", "--lookback", "4",
    "--model", "gru", "--hidden", "3", "--max-epochs", "2", "--folds", "12", "--clock", "own",
  ]

  @Test("says in the table, in JSON and in the report by how much errors rise without a covariate")
  func explain() throws {
    let folder = try folder()
    let outcome = try foresee(command + ["--explain", "--report", "r.html"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("MAE of gru rises by"))
    #expect(outcome.output.contains("\ndose (past) "))
    #expect(outcome.output.contains("\nlag 1 "))
    #expect(try #require(folder.text(of: "r.html")).contains("What forecasts rest on"))
    let json = try foresee(command + ["--explain", "--json"], in: folder).output
    #expect(json.contains("\"importance\":[{"))
    #expect(json.contains("\"input\":\"dose\",\"interval\":{\"lower\":"))
    #expect(try !foresee(command + ["--json"], in: folder).output.contains("importance"))
  }

  @Test("refuses to explain a single fold, before anything is computed")
  func singleFold() throws {
    let outcome = try foresee(
      command.map { $0 == "12" ? "1" : $0 } + ["--explain"], in: try folder())
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("exchanges inputs between cutoffs"))
  }

  @Test("shows neither names, dates nor the command in any result, and the same pseudonyms with the same key")
  func deidentify() throws {
    let folder = try folder()
    let outputs = ["-o", "p.csv", "--metrics", "m.csv", "--report", "r.html", "--svg", "c.svg"]
    let hidden = command + outputs + ["--deidentify", "key"]
    let first = try foresee(hidden + ["--appendix", "--report-for", "health"], in: folder)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.contains("key is the key to the pseudonyms"))
    let files = ["p.csv", "m.csv", "r.html", "c.svg"]
    let texts = try files.map { try #require(folder.text(of: $0)) } + [first.output]
    for (name, text) in zip(files + ["table"], texts) {
      for word in ["ann.csv", ">ann", "ann,", "bob", "eve,", ">eve", "2024-03"] {
        #expect(!text.contains(word), "\(name) has \(word)")
      }
    }
    #expect(texts[0].contains("id-"))
    let forecast = try foresee(
      [
        "forecast", "ann.csv", "--target", "glucose", "--model", "naive", "--horizon", "2", "--deidentify",
        "key",
      ],
      in: folder)
    #expect(forecast.status == 0 && !forecast.errors.contains("is the key"))
    let id = try #require(texts[0].split(separator: "\n").dropFirst().first).prefix { $0 != "," }
    #expect(forecast.output.contains("\n\(id),"))
    let plain = try foresee(command + ["--metrics", "n.csv"], in: folder)
    #expect(plain.status == 0)
    let all = { (text: String) in text.split(separator: "\n").filter { $0.contains(",,,") } }
    #expect(try all(#require(folder.text(of: "n.csv"))) == all(texts[1]))
  }

  @Test(
    "refuses a file that is no key, and a list of values under real names",
    arguments: [
      ["--deidentify", "ann.csv"], ["--deidentify", "short"],
      ["--deidentify", "key", "--plausible-log", "l.csv"],
      ["--deidentify", "key", "--ledger", "l.csv"], ["--deidentify", "-"],
    ])
  func refused(_ options: [String]) throws {
    let folder = try folder()
    try folder.write("abc123\n", to: "short")
    let outcome = try foresee(command + options, in: folder)
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("fix: "))
    #expect(folder.text(of: "key") == nil && folder.text(of: "l.csv") == nil)
  }
}
