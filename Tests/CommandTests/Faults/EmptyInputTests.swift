import TestSupport
import Testing

@Suite("--allow-empty")
struct EmptyInputTests {
  static let texts = ["", "unique_id,ds,y\n", "unique_id,ds,y", "\u{FEFF}unique_id,ds,y\r\n", "\n\n"]

  @Test("gives forecasts of nothing, a header alone", arguments: texts)
  func forecast(_ text: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "e.csv")
    let command = ["forecast", "e.csv", "--model", "naive,ets", "--horizon", "3", "--level", "80"]
    #expect(try foresee(command, in: folder).status == 3)
    let header = "unique_id,ds,cutoff,lead,naive,naive-lo-80,naive-hi-80,ets,ets-lo-80,ets-hi-80\n"
    let printed = try foresee(command + ["--allow-empty"], in: folder)
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output == header)
    let piped = try foresee(["forecast", "-"] + command.dropFirst(2) + ["--allow-empty"], input: text)
    #expect(piped.output == header)
    let kept = try foresee(
      command + ["--allow-empty", "-o", "o.csv", "--json", "--on-error", "skip", "--left-out", "l.csv"],
      in: folder)
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(folder.text(of: "o.csv") == header)
    #expect(folder.text(of: "l.csv") == "unique_id,line,reason\n")
    #expect(kept.output.contains("\"rows\":[]"))
  }

  @Test("gives a backtest of nothing", arguments: texts)
  func backtest(_ text: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "e.csv")
    let command = [
      "backtest", "e.csv", "--model", "ets", "--horizon", "3", "-o", "o.csv", "--metrics", "m.csv",
    ]
    #expect(try foresee(command, in: folder).status == 3)
    let found = try foresee(command + ["--allow-empty", "--json"], in: folder)
    #expect(found.status == 0, "\(found.errors)")
    #expect(folder.text(of: "o.csv") == "unique_id,ds,cutoff,lead,ets,naive,seasonal-naive,linear,y\n")
    #expect(folder.text(of: "m.csv") == "model,metric,lead,unique_id,value\n")
    #expect(found.output.contains("\"models\":[]"))
  }

  @Test("reads the files that have rows where others have none")
  func several() throws {
    let folder = try TemporaryDirectory()
    let rows = (1...9).map { "2024-01-0\($0),\($0)\n" }.joined()
    try folder.write("time,y\n" + rows, to: "a.csv")
    try folder.write("", to: "b.csv")
    try folder.write("time,y\n" + rows, to: "c.csv")
    let command = ["forecast", "a.csv", "b.csv", "c.csv", "--model", "naive", "--horizon", "1", "--quiet"]
    #expect(try foresee(command, in: folder).status == 3)
    let found = try foresee(command + ["--allow-empty"], in: folder)
    #expect(
      found.output
        == "unique_id,ds,cutoff,lead,naive\na,2024-01-10,2024-01-09,1,9\nc,2024-01-10,2024-01-09,1,9\n")
    let command2 = ["forecast", "b.csv", "c.csv", "--model", "naive", "--horizon", "1", "--quiet"]
    #expect(
      try foresee(command2 + ["--allow-empty"], in: folder).output
        == "unique_id,ds,cutoff,lead,naive\nc,2024-01-10,2024-01-09,1,9\n")
  }

  @Test("allows nothing else, and no page of nothing")
  func others() throws {
    let folder = try TemporaryDirectory()
    try folder.write("unique_id,ds,y\n", to: "e.csv")
    let command = ["forecast", "e.csv", "--model", "naive", "--horizon", "1", "--allow-empty"]
    #expect(try foresee(command + ["--target", "z"], in: folder).errors.contains("no column \"z\""))
    for output in ["--report", "--svg"] {
      let refused = try foresee(command + [output, "x.html"], in: folder)
      #expect(refused.status == 3)
      #expect(refused.errors.contains("fix: leave \(output) out"))
    }
    #expect(folder.results == ["e.csv"])
  }
}
