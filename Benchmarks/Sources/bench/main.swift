import ArgumentParser

/// Measures the numerical core; `Benchmarks/README.md` says how to compare it with a peer.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Training steps and inference of one layer shape after another.")

  @Option(help: "The cell: RNN, LSTM, GRU, or GRU-attention.")
  var cell = ["LSTM", "GRU", "RNN"]
  @Option(help: "Threads.")
  var threads = 2
  @Option(help: "Seconds to measure each shape for.")
  var seconds = 2.0

  func run() throws {
    print(
      "shape                       train windows/s  GFLOP/s  infer windows/s  GFLOP/s  allocations a step")
    for cell in cell {
      for shape in Shape.all {
        let result = try Measurement(cell: cell, shape: shape, threads: threads, seconds: seconds)
        print(result.line)
      }
    }
  }
}

Bench.main()
