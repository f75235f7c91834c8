import ArgumentParser
import Files

/// Shows the main job on the data of the repository, or on the same bytes made up where those are not at
/// hand.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run the main job on the sample data: backtest networks on a ticker, forecast patients.",
    discussion: "Every command is shown before it runs; training is kept short.")

  @Option(
    help: ArgumentHelp(
      "The folder with ticker.csv and vitals.csv. (default: datasets, or made by synthesize where it is not)",
      valueName: "folder"))
  var data: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to write to; made if it is missing.", valueName: "folder"))
  var output = "foresee-demo"

  func run() throws {
    let found = try filesAtHand()
    guard !output.isEmpty, Folder.make(output) else {
      throw Failure(.inputOutput, at: Failure.Place(file: output), "cannot make this folder")
    }
    let (ticker, vitals) = try found ?? madeUp()
    try show(["inspect", ticker])
    try show([
      "backtest", ticker, "--target", "Close", "--horizon", "5", "--model", "lstm,gru,gru-attention",
      "--lookback", "30", "--hidden", "32", "--max-epochs", "5", "-o", output + "/predictions.csv",
      "--metrics", output + "/metrics.csv",
    ])
    try show([
      "backtest", ticker, "--target", "Volume", "--transform", "log", "--horizon", "5", "--folds", "60",
      "--model", "gru,gru-attention,blend", "--lookback", "30", "--hidden", "32", "--max-epochs", "5", "-o",
      output + "/volume-predictions.csv",
    ])
    try show([
      "fit", vitals, "--target", "HR", "--horizon", "15", "--model", "gru", "--lookback", "60", "--hidden",
      "32", "--max-epochs", "2", "-o", output + "/heart-rate.foresee",
    ])
    try show([
      "forecast", vitals, "--model", output + "/heart-rate.foresee", "-o", output + "/heart-rate.csv",
    ])
  }

  /// The files of the folder that is named, or of `datasets` where they are there.
  private func filesAtHand() throws -> (ticker: String, vitals: String)? {
    let folder = data ?? "datasets"
    let files = (ticker: folder + "/ticker.csv", vitals: folder + "/vitals.csv")
    let missing = [files.ticker, files.vitals].first { FileIdentity(path: $0) == nil }
    guard let missing else { return files }
    guard data == nil else {
      throw Failure(
        .inputOutput, at: Failure.Place(file: missing), "there is no such file",
        fix: "leave --data out to have such data made up")
    }
    return nil
  }

  /// Writes the bytes of those in `datasets` to the output folder.
  private func madeUp() throws -> (ticker: String, vitals: String) {
    let files = (ticker: output + "/ticker.csv", vitals: output + "/vitals.csv")
    try show(["synthesize", "ticker", "--rows", "2500", "--seed", "1", "-o", files.ticker])
    try show(["synthesize", "vitals", "--rows", "2880", "--series", "6", "--seed", "1", "-o", files.vitals])
    return files
  }

  /// Shows a command and runs it.
  private func show(_ arguments: [String]) throws {
    try Outputs().show("$ foresee \(arguments.map { ShellWord.quoted($0) }.joined(separator: " "))\n")
    var command = try Foresee.parseAsRoot(arguments)
    try command.run()
    try Outputs().show("\n")
  }
}
