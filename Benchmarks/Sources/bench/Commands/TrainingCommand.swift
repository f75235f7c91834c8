import ArgumentParser

/// Measures training steps and inference of every network at every shape.
struct TrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Training steps and inference: windows/s, GFLOP/s, share of the machine's ceiling.")

  @OptionGroup var networks: NetworkArguments
  @Option(help: "Seconds to measure each for.")
  var seconds = 1.0
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    var report = Report(json: json)
    let ceiling = Ceiling.gflops(threads: networks.threads)
    report.add([
      ("sgemm 2048", .text("\(networks.threads) threads")), ("GFLOP/s", .number(ceiling, decimals: 1)),
    ])
    for kind in networks.networks {
      for shape in networks.shapes where kind.admits(shape) {
        try report.add(measured(kind, shape, ceiling: ceiling))
      }
    }
  }

  private func measured(_ kind: NetworkKind, _ shape: Shape, ceiling: Double) throws -> [Field] {
    let trial = try NetworkTrial(kind, shape, horizon: networks.horizon, threads: networks.threads)
    let operations = kind.operations(shape, horizon: networks.horizon)
    let training = try trial.trainingRate(seconds: seconds)
    let inference = trial.inferenceRate(seconds: seconds / 2)
    let trainingGFLOPs = 3 * training * operations / 1e9
    return [
      ("network", .text(kind.rawValue)), ("shape", .text(shape.text)),
      ("train windows/s", .number(training, decimals: 0)), ("GFLOP/s", .number(trainingGFLOPs, decimals: 1)),
      ("ceiling share", .number(trainingGFLOPs / ceiling, decimals: 2)),
      ("infer windows/s", .number(inference, decimals: 0)),
      ("infer GFLOP/s", .number(inference * operations / 1e9, decimals: 1)),
      ("allocations/step", .number(try trial.allocationsPerStep(), decimals: 1)),
      ("held MB", .number(Double(trial.heldBytes) / 1e6, decimals: 1)),
    ]
  }
}
