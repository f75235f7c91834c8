import ArgumentParser

/// Measures Foresee, alone and beside its peers; `Benchmarks/README.md` has the figures.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures Foresee, alone and beside other programs.",
    subcommands: [
      CompareCommand.self, TrainingCommand.self, ScalingCommand.self, WindowsCommand.self, CSVCommand.self,
      MetricsCommand.self, JobCommand.self, StartupCommand.self,
    ])
}
