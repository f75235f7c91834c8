import ArgumentParser
import Files

/// Shows the main job on the data of the repository.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run the main job on the sample data: backtest networks on a ticker, forecast patients.",
    discussion: "Every command is shown before it runs; training is kept short.")

  @Option(help: ArgumentHelp("The folder with ticker.csv and vitals.csv.", valueName: "folder"))
  var data = "datasets"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to write to; made if it is missing.", valueName: "folder"))
  var output = "foresee-demo"

  func run() throws {
    let ticker = data + "/ticker.csv"
    let vitals = data + "/vitals.csv"
    for file in [ticker, vitals] where FileIdentity(path: file) == nil {
      throw Failure(
        .inputOutput, at: Failure.Place(file: file), "there is no such file",
        fix: "run it where datasets/ is, or say where with --data FOLDER")
    }
    guard !output.isEmpty, Folder.make(output) else {
      throw Failure(.inputOutput, at: Failure.Place(file: output), "cannot make this folder")
    }
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

  /// Shows a command and runs it.
  private func show(_ arguments: [String]) throws {
    try Outputs().show("$ foresee \(arguments.map { ShellWord.quoted($0) }.joined(separator: " "))\n")
    var command = try Foresee.parseAsRoot(arguments)
    try command.run()
    try Outputs().show("\n")
  }
}
