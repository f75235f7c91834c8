import ArgumentParser
import Forecasting

/// Measures how good forecasts are.
@main
struct Accuracy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy", abstract: "How good forecasts are, beside simple and published ones.",
    subcommands: [SetsCommand.self, HedgeCommand.self], defaultSubcommand: SetsCommand.self)
}

extension Objective: @retroactive ExpressibleByArgument {}
