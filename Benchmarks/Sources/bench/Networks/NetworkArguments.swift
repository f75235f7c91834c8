import ArgumentParser

/// Which networks are measured.
struct NetworkArguments: ParsableArguments {
  @Option(parsing: .upToNextOption, help: "The networks.")
  var networks = NetworkKind.allCases

  @Option(
    name: .customLong("shapes"), parsing: .upToNextOption,
    help: "The shapes: batch x time x inputs x hidden x layers. (default: five)")
  var givenShapes: [Shape] = []

  @Option(help: "Leads that are forecast.")
  var horizon = 1

  @Option(help: "Threads.")
  var threads = 2

  /// The shapes to measure.
  var shapes: [Shape] { givenShapes.isEmpty ? Shape.all : givenShapes }
}
