import TestSupport
import Testing

@Suite("Intervals on the command line")
struct IntervalTests {
  /// A folder with a walk of 160 rows, always above 40.
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    var level = 50
    let rows = (0..<160).map { row in
      level += (row * row * 31 + row * 7) % 11 - 5
      level = max(41, level)
      return "\(row),\(level)\n"
    }
    try folder.write("step,y\n" + rows.joined(), to: "a.csv")
    return folder
  }

  private let forecast = ["forecast", "a.csv", "--target", "y", "--horizon", "2", "--model", "naive"]

  @Test("are columns after the model's own, in order")
  func columns() throws {
    let outcome = try foresee(
      forecast + ["--level", "95,80", "--quantiles", "0.9,0.5", "--event", "y<45,y>+2%"], in: try folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines[0]
        == "unique_id,ds,cutoff,lead,naive,naive-lo-80,naive-hi-80,naive-lo-95,naive-hi-95,naive-q-0.5,naive-q-0.9,naive-p-y<45,naive-p-y>+2%"
    )
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",").dropFirst(4).compactMap { Double($0) }
      try #require(cells.count == 9)
      #expect(cells[3] <= cells[1] && cells[1] <= cells[2] && cells[2] <= cells[4])
      #expect(cells[2] == cells[6], "the upper end of 80 % is the quantile of 90 %")
      #expect((0...1).contains(cells[7]) && (0...1).contains(cells[8]))
    }
  }

  @Test("are settings of a configuration file, too")
  func configuration() throws {
    let folder = try folder()
    try folder.write(#"{"level": "80", "quantiles": "0.5", "event": "y<45", "bounds": "40.."}"#, to: "c.json")
    let configured = try foresee(forecast + ["--config", "c.json"], in: folder)
    #expect(configured.status == 0, "\(configured.errors)")
    let given = try foresee(
      forecast + ["--level", "80", "--quantiles", "0.5", "--event", "y<45", "--bounds", "40.."], in: folder)
    #expect(configured.output == given.output)
  }

  @Test("are kept in a model file, with bounds")
  func file() throws {
    let folder = try folder()
    let fit = try foresee(
      [
        "fit", "a.csv", "--target", "y", "--horizon", "2", "--model", "ets", "--level", "80", "--bounds",
        "40..", "-o", "m.foresee",
      ],
      in: folder)
    #expect(fit.status == 0, "\(fit.errors)")
    let asked = ["--level", "80"]
    let loaded = try foresee(["forecast", "a.csv", "--model", "m.foresee"] + asked, in: folder)
    #expect(loaded.status == 0, "\(loaded.errors)")
    let fresh = try foresee(
      ["forecast", "a.csv", "--target", "y", "--horizon", "2", "--model", "ets", "--bounds", "40.."] + asked,
      in: folder)
    #expect(loaded.output == fresh.output)
    let plain = try foresee(
      ["fit", "a.csv", "--target", "y", "--horizon", "2", "--model", "ets", "-o", "n.foresee"], in: folder)
    #expect(plain.status == 0)
    let refused = try foresee(["forecast", "a.csv", "--model", "n.foresee"] + asked, in: folder)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("fitted without intervals"))
  }

  @Test("are measured by a backtest")
  func backtest() throws {
    let folder = try folder()
    let outcome = try foresee(
      [
        "backtest", "a.csv", "--target", "y", "--horizon", "2", "--model", "naive", "--level", "80",
        "--folds", "20",
        "--event", "y<45", "--metrics", "m.csv", "--json",
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains(#""intervals":[{"band":{"lower":"#))
    let metrics = try #require(folder.text(of: "m.csv"))
    for name in [
      "coverage-80", "width-80", "winkler-80", "joint-coverage-80", "pinball", "scaled-crps", "brier-y<45",
    ] {
      #expect(metrics.contains("naive,\(name),,,"), "\(name)")
    }
  }

  @Test(
    "asked for wrongly are refused with an example that works",
    arguments: [
      (["--level", "0"], "--level 80,95"), (["--level", "80,100"], "--level 80,95"),
      (["--level", "high"], "--level 80,95"),
      (["--quantiles", "1"], "--quantiles 0.1,0.5,0.9"), (["--event", "z<3"], "--event 'y<3'"),
      (["--event", "y"], "'SpO2<90'"), (["--event", "y<1,"], "empty name"),
      (["--event", "y<1,y<1"], "twice"),
      (["--bounds", "5"], "--bounds 0.."),
      (["--bounds", "9..1"], "--bounds 0.."), (["--bounds", "z=0.."], "no target"),
      (["--bounds", "..41"], "known values out, first "), (["--bounds", "0..41"], "fix: --bounds 0..\n"),
      (["--bounds", "y=0..41"], "y=0..'\n"), (["--bounds", "..41"], "leave --bounds out"),
      (["--level", "99.9"], "1999 forecasts"),
      (["--quantiles", "1e-19"], "forecasts of rows"),
      (["--level", "99.99999999999999"], "forecasts of rows"),
    ])
  func refused(options: [String], words: String) throws {
    let folder = try folder()
    let outcome = try foresee(forecast + options + ["-o", "out.csv"], in: folder)
    #expect(outcome.status == 2 || outcome.status == 3, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(folder.text(of: "out.csv") == nil)
  }
}
