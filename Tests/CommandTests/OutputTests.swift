import Platform
import TestSupport
import Testing

@Suite("What the command writes")
struct OutputTests {
  @Test("is the predictions file on standard output without -o, and notices on standard error")
  func forecastToStandardOutput() throws {
    let outcome = try foresee(
      ["forecast", "a.csv", "--horizon", "2", "--model", "naive"], in: SmallRun.folder())
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == "unique_id,ds,cutoff,lead,naive\nClose,2024-03-30,2024-03-29,1,110\nClose,2024-03-31,2024-03-29,2,110\n"
    )
    #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("foresee: note: ") })
  }

  @Test("is a table on standard output when the forecasts go to a file")
  func forecastToFile() throws {
    let folder = try SmallRun.folder()
    let arguments = ["forecast", "a.csv", "--horizon", "2", "--model", "naive", "-o", "out.csv"]
    let outcome = try foresee(arguments, in: folder)
    #expect(
      outcome.output == """
        series        time  lead    naive
        Close   2024-03-30     1  110.000
        Close   2024-03-31     2  110.000

        """)
    let json = try foresee(arguments + ["--json"], in: folder)
    #expect(
      json.output
        == "{\"models\":[\"naive\"],\"rows\":["
        + "{\"forecasts\":[110],\"lead\":1,\"series\":\"Close\",\"time\":\"2024-03-30\"},"
        + "{\"forecasts\":[110],\"lead\":2,\"series\":\"Close\",\"time\":\"2024-03-31\"}]}\n")
    #expect(folder.results == ["a.csv", "out.csv"])
  }

  @Test("is the same from a file and from standard input")
  func standardInput() throws {
    let arguments = ["--horizon", "2", "--model", "naive,linear"]
    let folder = try SmallRun.folder()
    let fromFile = try foresee(["forecast", "a.csv"] + arguments, in: folder)
    let fromInput = try foresee(["forecast", "-"] + arguments, in: folder, input: SmallRun.series)
    #expect(fromFile.status == 0)
    #expect(fromInput == fromFile)
  }

  @Test("is the same model and history with one thread and two, twice over")
  func sameBytes() throws {
    var texts: Set<[String?]> = []
    for threads in ["1", "2", "1"] {
      let folder = try SmallRun.folder()
      let outcome = try foresee(
        ["fit", "a.csv", "-o", "m.foresee", "--log", "log.csv", "--threads", threads] + SmallRun.network,
        in: folder)
      #expect(outcome.status == 0)
      texts.insert([folder.text(of: "m.foresee"), folder.text(of: "log.csv")])
    }
    #expect(texts.count == 1)
  }

  @Test("is a model file that forecasts what training at once forecasts, under another name if asked")
  func modelFile() throws {
    let folder = try SmallRun.folder()
    let fit = try foresee(["fit", "a.csv", "-o", "m.foresee"] + SmallRun.network, in: folder)
    #expect(fit.output.hasPrefix("gru, horizon 2, trained on 60 rows of 1 series\n"))
    #expect(fit.output.hasSuffix("wrote m.foresee\n"))
    let trained = try foresee(["forecast", "a.csv", "--name", "mine"] + SmallRun.network, in: folder)
    let loaded = try foresee(["forecast", "a.csv", "--model", "m.foresee", "--name", "mine"], in: folder)
    #expect(loaded.output.hasPrefix("unique_id,ds,cutoff,lead,mine\n"))
    #expect(loaded.output == trained.output)
    let other = try foresee(["forecast", "a.csv", "--model", "m.foresee", "--horizon", "3"], in: folder)
    #expect(other.status == 2)
    #expect(
      other.errors == "foresee: error: m.foresee: the model forecasts 2 steps, not 3\nfix: --horizon 2\n")
    // By any name that is no model's.
    #expect(link(folder.file("m.foresee"), folder.file("mine")) == 0)
    let renamed = try foresee(["forecast", "a.csv", "--model", "mine", "--name", "mine"], in: folder)
    #expect(renamed.output == trained.output)
    let late = try foresee(["forecast", "a.csv", "--model", "m.foresee", "--no-rounding"], in: folder)
    #expect(
      late.errors
        == "foresee: error: m.foresee: --no-rounding is for training, and the model is trained already\n"
        + "fix: leave --no-rounding out, or give it to fit\n")
  }

  @Test("of two members is one model file, and the summary counts the networks")
  func members() throws {
    let folder = try SmallRun.folder()
    let fit = try foresee(
      ["fit", "a.csv", "--members", "2", "-o", "m.foresee", "--log", "l.csv"] + SmallRun.network, in: folder)
    #expect(fit.output.contains(" epochs of 2 networks\n"))
    #expect(folder.text(of: "l.csv")?.contains("\ngru 2,1,") == true)
    let trained = try foresee(["forecast", "a.csv", "--members", "2"] + SmallRun.network, in: folder)
    let loaded = try foresee(["forecast", "a.csv", "--model", "m.foresee"], in: folder)
    #expect(trained.status == 0 && loaded.output == trained.output)
  }

  @Test("is the settings that tuning found, and its journal, which it goes on from")
  func tune() throws {
    let folder = try SmallRun.folder()
    let arguments = ["tune", "a.csv", "--folds", "2", "--budget", "0s", "-o", "best.json"] + SmallRun.network
    let first = try foresee(arguments, in: folder)
    #expect(first.status == 0)
    #expect(first.output.contains("\ngru "))
    #expect(folder.text(of: "best.json") == "{\"model\":\"gru\",\"horizon\":2}\n")
    #expect(folder.results == ["a.csv", "best.json", "best.json.trials"])
    #expect(try foresee(arguments, in: folder) == first)
    let other = try foresee(arguments + ["--seed", "9"], in: folder)
    #expect(other.status == 2)
    #expect(other.errors.hasSuffix("fix: another -o, or remove best.json.trials to begin again\n"))
  }

  @Test("is a backtest's table, predictions, metrics and training history")
  func backtest() throws {
    let folder = try SmallRun.folder()
    let outcome = try foresee(
      ["backtest", "a.csv", "--folds", "3", "-o", "p.csv", "--metrics", "m.csv", "--log", "l.csv"]
        + SmallRun.network,
      in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("3 folds of horizon 2, cutoffs 2024-03-23 to 2024-03-27, 2 rows apart"))
    let firstLines = ["p.csv", "m.csv", "l.csv"].map { folder.text(of: $0)?.split(separator: "\n").first }
    #expect(
      firstLines == [
        "unique_id,ds,cutoff,lead,gru,naive,seasonal-naive,linear,y", "model,metric,lead,unique_id,value",
        "model,epoch,step,loss,validation_loss,learning_rate,best",
      ])
  }

  @Test("goes to standard error where a file goes to standard output")
  func tableBesideFile() throws {
    let arguments = ["backtest", "a.csv", "--horizon", "2", "--folds", "3", "--model", "naive"]
    let folder = try SmallRun.folder()
    let table = try foresee(arguments, in: folder).output
    let outcome = try foresee(arguments + ["-o", "-"], in: folder)
    #expect(outcome.output.hasPrefix("unique_id,ds,cutoff,lead,naive,seasonal-naive,linear,y\n"))
    #expect(outcome.errors.hasSuffix(table))
  }

  @Test(
    "holds no formula where that is asked for, and else names as they are",
    arguments: ["=1", "+1", "-1", "@a", "=cmd|' /C calc'!A1"])
  func formulas(_ name: String) throws {
    let folder = try TemporaryDirectory()
    let rows = (1...28).map { "\"\(name)\",2024-01-\($0 < 10 ? "0" : "")\($0),\(-$0 % 5)\n" }.joined()
    try folder.write("id,ds,y\n" + rows, to: "a.csv")
    let backtest = [
      "backtest", "a.csv", "--id", "id", "--horizon", "1", "--folds", "2", "--model", "naive", "-o", "p.csv",
      "--metrics", "m.csv",
    ]
    for isSafe in [false, true] {
      let options = isSafe ? ["--spreadsheet-safe"] : []
      #expect(try foresee(backtest + options, in: folder).status == 0)
      let column = try foresee(
        [
          "forecast", "a.csv", "--id", "id", "--horizon", "1", "--model", "naive", "--name=" + name, "-o",
          "f.csv",
        ] + options,
        in: folder)
      #expect(column.status == 0, "\(column.errors)")
      for file in ["p.csv", "m.csv", "f.csv"] {
        let text = folder.text(of: file) ?? ""
        #expect(text.contains("'" + name) == isSafe && text.contains(name), "\(file): \(text)")
        // Numbers stay numbers.
        #expect(!text.contains("'-1") || name == "-1")
      }
    }
  }

  @Test("is made-up data, the same for the same seed")
  func synthesis() throws {
    let first = try foresee(["synthesize", "ticker", "--rows", "5", "--seed", "7"])
    let second = try foresee(["synthesize", "ticker", "--rows", "5", "--seed", "7"])
    let other = try foresee(["synthesize", "ticker", "--rows", "5", "--seed", "8"])
    #expect(first.output.hasPrefix("Date,Open,High,Low,Close,Volume\n"))
    #expect(first == second)
    #expect(first.output != other.output)
  }
}
