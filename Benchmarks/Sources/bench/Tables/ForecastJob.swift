import Foundation

/// The whole job from the shell: read a CSV file, train once, forecast at 20 cutoffs, write the predictions.
struct ForecastJob {
  /// What one run took and reached.
  struct Outcome {
    /// What running the program took.
    let process: TimedProcess
    /// The mean absolute error of the network.
    let error: Double
    /// The mean absolute error of repeating the last value; `nil` where the program does not say it.
    let naiveError: Double?
  }

  /// Rows of the made-up file.
  static let rows = 3_000

  /// The options both programs have: the same windows and the same network, trained on as many of them.
  private static let common = [
    "--horizon", "5", "--lookback", "60", "--folds", "20", "--hidden", "64", "--layers", "2", "--head", "128",
    "--batch", "64",
  ]

  private let data: String
  private let common: [String]
  private let output: String

  init(_ table: TableArguments) throws {
    data = try table.path(rows: Self.rows)
    output = try table.scratchPath("job.csv")
    common = ["--time", table.time, "--target", table.target] + Self.common
  }

  private struct Summary: Decodable {
    struct Model: Decodable {
      let name: String
      let mae: Double?
    }
    let models: [Model]
  }

  /// Runs it with Foresee: no validation tail, so that all windows train, as with the peer.
  func runOurs() throws -> Outcome {
    let process = try Foresee.run(
      ["backtest", data, "--model", "lstm", "--max-steps", "500", "--patience", "0", "--json", "-o", output]
        + common)
    let summary = try JSONDecoder().decode(Summary.self, from: process.output)
    let error = { (name: String) in summary.models.first { $0.name == name }?.mae ?? .nan }
    return Outcome(process: process, error: error("lstm"), naiveError: error("naive"))
  }

  private struct Answer: Decodable {
    let value: Double?
    let absent: String?
  }

  /// Runs it with neuralforecast.
  ///
  /// - Throws: ``PeerError`` when that is not installed.
  func runPeer(_ peers: PeerArguments) throws -> Outcome {
    let script = peers.path(of: "forecast_job.py")
    let process = try TimedProcess(
      peers.python, [script, data, "--steps", "500", "--output", output] + common)
    let answer = try JSONDecoder().decode(Answer.self, from: process.output)
    if let missing = answer.absent { throw PeerError.absent(missing, install: peers.install) }
    guard let error = answer.value else { throw PeerError.silent(script) }
    return Outcome(process: process, error: error, naiveError: nil)
  }
}
