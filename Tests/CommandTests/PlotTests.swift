import TestSupport
import Testing

@testable import foresee

@Suite("Charts of a command")
struct PlotTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(
      "Date,Close\n"
        + (0..<60).map { "2024-0\($0 / 20 + 1)-\($0 % 20 + 10),\(100 + $0 * 7 % 13)\n" }.joined(), to: "a.csv"
    )
    let rows = (0..<40).flatMap { row in
      ["north", "south", "west"].enumerated().map {
        "\($1),2024-01-01 \(row / 2 + 1):\(row % 2)0,\(row * ($0 + 1) % 7)\n"
      }
    }
    try folder.write("id,time,flow\n" + rows.joined(), to: "panel.csv")
    return folder
  }

  private let forecast = ["forecast", "a.csv", "--horizon", "3", "--model", "naive,drift"]
  private let panel = ["forecast", "panel.csv", "--horizon", "3", "--model", "naive"]
  private let unicode = ForeseeProcess.Surroundings(environment: ["LC_ALL=C.UTF-8"])

  @Test("go below the table, which they leave as it is, as does the file")
  func table() throws {
    let folder = try folder()
    let plain = try foresee(forecast + ["-o", "plain.csv"], in: folder)
    let drawn = try foresee(forecast + ["-o", "drawn.csv", "--plot"], in: folder, with: unicode)
    #expect(drawn.status == 0)
    #expect(drawn.output.hasPrefix(plain.output + "\nClose: 3 steps after 2024-03-29\n"))
    #expect(drawn.output.contains("a── naive   b── drift   ── observed"))
    #expect(folder.text(of: "plain.csv") == folder.text(of: "drawn.csv"))
    #expect(!drawn.output.contains("\u{1B}"))
    let lines = drawn.output.dropFirst(plain.output.count).split(separator: "\n")
    #expect(lines.count == 20 && lines.allSatisfy { $0.count <= 80 })
  }

  @Test("go to standard error where the forecasts or JSON go to standard output, whose bytes stay the same")
  func standardError() throws {
    for arguments in [forecast, forecast + ["-o", "-"], forecast + ["-o", "x.csv", "--json"]] {
      let plain = try foresee(arguments, in: folder())
      #expect(!plain.errors.contains("cutoff"))
      let drawn = try foresee(arguments + ["--plot"], in: folder())
      #expect(drawn.output == plain.output)
      #expect(drawn.errors.hasPrefix(plain.errors) && drawn.errors.contains("3 steps after 2024-03-29"))
    }
  }

  @Test("are of ASCII where the locale says nothing else, and as wide as COLUMNS")
  func locale() throws {
    let surroundings = ForeseeProcess.Surroundings(
      environment: ["LANG=C"], program: ["env", "COLUMNS=50", try ForeseeProcess.program()])
    let drawn = try foresee(forecast + ["-o", "x.csv", "--plot"], in: folder(), with: surroundings)
    let chart = drawn.output.split(separator: "\n").drop { !$0.hasPrefix("Close: ") }
    #expect(chart.count == 14)
    #expect(chart.allSatisfy { $0.count <= 50 && $0.allSatisfy(\.isASCII) })
  }

  @Test(
    "suit what the environment says",
    arguments: [
      (["LANG": "en_GB.UTF-8"], true, 80, true, false), (["LANG": "en_GB.UTF-8"], false, 80, false, false),
      (["LANG": "de_DE.utf8", "NO_COLOR": "1"], true, 80, false, false),
      (["LANG": "C.UTF-8", "NO_COLOR": ""], true, 80, true, false), ([:], true, 80, true, true),
      (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], true, 80, true, true),
      (["LANG": "en_GB.UTF-8", "LC_ALL": ""], true, 80, true, false),
      (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true, 80, true, false),
      (["LANG": "en_GB.ISO-8859-1"], true, 80, true, true),
      (["LANG": "C.UTF-8", "TERM": "dumb"], true, 80, false, true),
      (["LANG": "C.UTF-8", "COLUMNS": "120"], true, 120, true, false),
      (["LANG": "C.UTF-8", "COLUMNS": "wide"], true, 80, true, false),
      (["LANG": "C.UTF-8", "COLUMNS": "0"], true, 80, true, false),
    ] as [([String: String], Bool, Int, Bool, Bool)])
  func manners(variables: [String: String], isTerminal: Bool, columns: Int, usesColour: Bool, isASCII: Bool) {
    let manner = TerminalManner(columns: nil, isTerminal: isTerminal) { variables[$0] }
    #expect(manner.columns == columns && manner.usesColour == usesColour && manner.isASCII == isASCII)
  }

  @Test("are SVG files, written as other outputs are")
  func svg() throws {
    let folder = try folder()
    let outcome = try foresee(forecast + ["--svg", "a.svg", "--level", "80"], in: folder)
    #expect(outcome.status == 0 && outcome.output.hasPrefix("unique_id,"))
    let document = try #require(folder.text(of: "a.svg"))
    #expect(document.hasPrefix("<?xml") && document.hasSuffix("</svg>\n"))
    for word in ["naive 80 %", "Close: 3 steps after 2024-03-29", "prefers-color-scheme", "band-1"] {
      #expect(document.contains(word))
    }
    let again = try foresee(forecast + ["--svg", "b.svg", "--level", "80"], in: folder)
    #expect(again.output == outcome.output && folder.text(of: "b.svg") == document)
  }

  @Test(
    "are refused where two outputs, or an input and an output, are one file",
    arguments: [
      (["-o", "x.csv", "--svg", "x.csv"], "two outputs go to x.csv"), (["--svg", "a.csv"], "a.csv"),
      (["--svg", "-"], "two outputs go to standard output"), (["--svg", ""], "an output has no name"),
      (["--plot-series", "Close"], "add --plot, or --svg with a file"),
    ])
  func refused(arguments: [String], words: String) throws {
    let folder = try folder()
    let outcome = try foresee(forecast + arguments, in: folder)
    #expect(outcome.status != 0 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(words))
    #expect(folder.results == ["a.csv", "panel.csv"])
  }

  @Test("to standard output alone are the whole of it")
  func svgToStandardOutput() throws {
    let outcome = try foresee(forecast + ["-o", "x.csv", "--svg", "-"], in: folder())
    #expect(outcome.output.hasPrefix("<?xml") && outcome.output.hasSuffix("</svg>\n"))
  }

  @Test(
    "are of the first series, or the one asked for",
    arguments: [([], "north (series 1 of 3)"), (["--plot-series", "west"], "west (series 3 of 3)")])
  func series(arguments: [String], title: String) throws {
    let outcome = try foresee(panel + ["-o", "x.csv", "--plot"] + arguments, in: folder())
    #expect(outcome.output.contains("\n\(title): 3 steps after "))
  }

  @Test(
    "name the series that may be meant",
    arguments: [("weast", "--plot-series west"), ("East coast", "\"north\", \"south\", \"west\"")])
  func unknownSeries(id: String, fix: String) throws {
    let outcome = try foresee(panel + ["-o", "x.csv", "--plot", "--plot-series", id], in: folder())
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("there is no series \"\(id)\" to draw") && outcome.errors.contains(fix))
  }

  @Test("of a backtest show what was observed and the folds, and leave its bytes as they are")
  func backtest() throws {
    let folder = try folder()
    let arguments = [
      "backtest", "a.csv", "--horizon", "2", "--folds", "4", "--model", "drift,linear", "--level", "80",
    ]
    let plain = try foresee(arguments + ["-o", "plain.csv"], in: folder, with: unicode)
    let drawn = try foresee(
      arguments + ["-o", "drawn.csv", "--plot", "--svg", "a.svg"], in: folder, with: unicode)
    #expect(drawn.status == 0)
    #expect(drawn.output.hasPrefix(plain.output + "\nClose: 4 folds of horizon 2\n"))
    #expect(drawn.output.contains("drift 80 %   a── drift   b── linear   ── observed"))
    #expect(folder.text(of: "plain.csv") == folder.text(of: "drawn.csv"))
    #expect(folder.text(of: "a.svg")?.contains("4 folds of horizon 2") == true)
  }

  @Test("are drawn below forecasts that a person reads in a terminal, and not with --no-plot")
  func terminal() throws {
    let folder = try folder()
    func shown(_ arguments: [String], _ environment: [String]) throws -> String {
      let command = ([try ForeseeProcess.program()] + arguments).joined(separator: " ")
      let surroundings = ForeseeProcess.Surroundings(
        environment: ["SHELL=/bin/sh"] + environment, program: ["script"])
      let output = try foresee(["-qec", command, "/dev/null"], in: folder, with: surroundings).output
      return String(String.UnicodeScalarView(output.unicodeScalars.filter { $0 != "\r" }))
    }
    let drawn = try shown(forecast, ["LC_ALL=C.UTF-8"])
    #expect(drawn.contains("unique_id,ds,cutoff,lead,naive,drift\n") && drawn.contains("3 steps after"))
    #expect(drawn.contains("\u{1B}[36m──\u{1B}[0m naive"))
    let plain = try shown(forecast, ["LC_ALL=C.UTF-8", "NO_COLOR=1"])
    #expect(plain.contains("3 steps after") && !plain.contains("\u{1B}[36m"))
    #expect(try !shown(forecast + ["--no-plot"], []).contains("3 steps after"))
    #expect(try !shown(forecast + ["-o", "x.csv"], ["LC_ALL=C.UTF-8"]).contains("3 steps after"))
  }
}
