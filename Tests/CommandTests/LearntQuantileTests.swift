import TestSupport
import Testing

@Suite("Quantiles that a network learns, on the command line")
struct LearntQuantileTests {
  /// A folder with a walk of 90 rows.
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    var level = 50
    let rows = (0..<90).map { row in
      level = max(41, level + (row * row * 31 + row * 7) % 11 - 5)
      return "\(row),\(level)\n"
    }
    try folder.write("step,y\n" + rows.joined(), to: "a.csv")
    return folder
  }

  private let small = [
    "--target", "y", "--horizon", "2", "--hidden", "4", "--layers", "1", "--head", "0", "--max-epochs", "1",
    "--lookback", "6", "--patience", "0", "--loss", "quantile",
  ]

  private func rows(_ output: String) -> [[Double]] {
    output.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").dropFirst(4).compactMap { Double($0) }
    }
  }

  @Test(
    "are the ends of intervals around the point, and quantiles",
    arguments: [["gru"], ["rnn-attention", "--members", "2"], ["lstm", "--transform", "log-return"]])
  func columns(model: [String]) throws {
    let outcome = try foresee(
      ["forecast", "a.csv", "--model"] + model + small
        + ["--level", "80,95", "--quantiles", "0.5", "--event", "y<45"],
      in: try folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.errors.contains("conformal"), "\(outcome.errors)")
    for cells in rows(outcome.output) {
      // The point, both ends of 80 % and of 95 %, the median and a probability.
      try #require(cells.count == 7)
      #expect(cells[3] < cells[1] && cells[1] < cells[0] && cells[0] < cells[2] && cells[2] < cells[4])
      #expect(cells[5] == cells[0])
      #expect(cells[6] > 0 && cells[6] < 1)
    }
  }

  @Test("are kept in a model file, which answers for the levels that were learnt and refuses others")
  func file() throws {
    let folder = try folder()
    func forecast(_ path: String, _ asked: [String]) throws -> ForeseeProcess.Outcome {
      try foresee(["forecast", "a.csv", "--model", path] + asked, in: folder)
    }
    for (path, learnt) in [("usual", []), ("own", ["--level", "90"])] {
      let fit = try foresee(
        ["fit", "a.csv", "--model", "gru", "-o", "\(path).foresee"] + small + learnt, in: folder)
      #expect(fit.status == 0, "\(fit.errors)")
    }
    let usual = try forecast("usual.foresee", ["--level", "80,95", "--quantiles", "0.3", "--event", "y<45"])
    #expect(usual.status == 0, "\(usual.errors)")
    let own = try forecast("own.foresee", ["--level", "90"])
    let fresh = try foresee(["forecast", "a.csv", "--model", "gru", "--level", "90"] + small, in: folder)
    #expect(own.status == 0 && own.output == fresh.output, "\(own.errors)\(fresh.errors)")
    let refused = try forecast("own.foresee", ["--level", "80"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("learnt the quantiles 0.05,0.5,0.95, and 0.1 is none of them"))
    #expect(refused.errors.contains("fix: --level 90 or --quantiles 0.05,0.5,0.95"), "\(refused.errors)")
    #expect(try forecast("usual.foresee", ["--level", "99"]).errors.contains("0.005 is none of them"))
  }

  @Test("can be left for intervals of errors, around the median")
  func conformal() throws {
    let asked = ["--level", "80"]
    let folder = try folder()
    let command = ["forecast", "a.csv", "--model", "gru"] + small + asked
    let own = try foresee(command, in: folder)
    let named = try foresee(command + ["--intervals", "model"], in: folder)
    let errors = try foresee(command + ["--intervals", "conformal"], in: folder)
    #expect(own.status == 0 && errors.status == 0, "\(own.errors)\(errors.errors)")
    #expect(own.output == named.output)
    #expect(rows(own.output).map(\.[0]) == rows(errors.output).map(\.[0]))
    #expect(rows(own.output).map(\.[1]) != rows(errors.output).map(\.[1]))
  }

  @Test(
    "are not there for models that learn none, which is said",
    arguments: [
      (["naive", "--loss", "quantile"], ["without effect on naive: --loss"], ["intervals"]),
      (
        ["segment-gru", "--loss", "quantile", "--max-steps", "4"], ["without effect on segment-gru: --loss"],
        []
      ),
      (
        ["naive", "--loss", "quantile", "--level", "80"],
        ["without effect on naive: --loss", "intervals of naive are conformal"], ["would"]
      ),
      (
        ["naive,gru", "--intervals", "model", "--level", "80", "--max-epochs", "1", "--hidden", "4"],
        ["intervals of naive, gru are conformal", "with --loss quantile gru would"], []
      ),
    ])
  func notices(options: [String], words: [String], others: [String]) throws {
    let outcome = try foresee(
      ["forecast", "a.csv", "--target", "y", "--horizon", "2", "--model"] + options, in: try folder())
    #expect(outcome.status == 0, "\(outcome.errors)")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    for word in others { #expect(!outcome.errors.contains(word), "\(outcome.errors)") }
  }

  @Test(
    "are refused where nobody could learn them",
    arguments: [["--quantiles", "1e-12"], ["--level", "99.99999999999"]])
  func refused(options: [String]) throws {
    let outcome = try foresee(
      ["forecast", "a.csv", "--model", "gru"] + small + options, in: try folder())
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("a network learns up to 200 quantiles"), "\(outcome.errors)")
  }
}
