import TestSupport
import Testing

@Suite("--split-by")
struct SplitCommandTests {
  private func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let rows = ["a", "b", "c", "d"].enumerated().flatMap { index, name in
      (1...60).map { step in "\(name),\(step),\((step * step * (index + 3)) % 23)\n" }
    }
    try folder.write("id,t,y\n" + rows.joined(), to: "a.csv")
    try folder.write("unique_id\nb\nd\n", to: "unseen.txt")
    try folder.write("\n", to: "none.txt")
    return folder
  }

  private let reading = ["--steps", "--target", "y", "--id", "id", "--horizon", "2"]

  @Test(
    "scores seen and unseen series apart, in the table, in JSON and in the metrics",
    arguments: [
      ["--unseen", "b,d"], ["--unseen", "unseen.txt"], ["--unseen", "50%"], ["--unseen", "0.5"],
    ])
  func tables(_ unseen: [String]) throws {
    let folder = try folder()
    let command =
      ["backtest", "a.csv", "--model", "ets", "--split-by", "id", "--metrics", "m.csv"] + unseen + reading
    let outcome = try foresee(command, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("unseen: 2 of 4 series, from which nothing is learnt: "))
    #expect(outcome.output.contains("\nseen: 2 series\n"))
    #expect(outcome.output.contains("\nunseen: 2 series, from which nothing was learnt\n"))
    #expect(outcome.output.contains("worst 1 of 2 series"))
    let metrics = try #require(folder.text(of: "m.csv"))
    #expect(metrics.hasPrefix("model,metric,lead,unique_id,value,group\n"))
    #expect(metrics.contains("ets,mae-worst-decile,,,"))
    for group in ["seen", "unseen"] { #expect(metrics.contains(",\(group)\n")) }
    let json = try foresee(command + ["--json"], in: folder).output
    #expect(json.contains("\"groups\":[{"))
    #expect(json.contains("\"name\":\"unseen\",\"series\":["))
    #expect(json.contains("\"worst\":[{"))
  }

  @Test("fits to the seen series alone")
  func fit() throws {
    let folder = try folder()
    let outcome = try foresee(
      ["fit", "a.csv", "--model", "linear", "--split-by", "id", "--unseen", "c", "-o", "m.foresee"] + reading,
      in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("of 3 series"))
  }

  @Test(
    "is refused where it cannot be",
    arguments: [
      (["--unseen", "b"], 2, "add --split-by id"),
      (["--split-by", "id", "--unseen", "x"], 3, "no series \"x\""),
      (["--split-by", "id", "--unseen", "a,b,c,d"], 3, "none is left to learn from"),
      (["--split-by", "id", "--unseen", "100%"], 2, "nothing on one side"),
      (["--split-by", "id", "--unseen", "none.txt"], 3, "holds no names"),
      (["--split-by", "id", "--unseen", "a,,b"], 2, "has an empty name"),
      (["--split-by", "row"], 2, "--split-by"),
      (["--split-by", "id", "--where", "id=a"], 3, "needs two at least"),
    ] as [([String], Int32, String)])
  func refused(_ options: [String], _ status: Int32, _ message: String) throws {
    let outcome = try foresee(["backtest", "a.csv", "--model", "naive"] + reading + options, in: folder())
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }
}
