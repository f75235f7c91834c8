import ArgumentParser
import Files
import Forecasting
import Registry

/// Lists what can stand after `--model`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models.")

  @Flag(help: "Print the list as JSON.")
  var json = false

  func run() throws {
    let width = ModelRegistry.entries.map(\.name.count).max() ?? 0
    let text = ModelRegistry.entries.map { entry in
      entry.name + String(repeating: " ", count: width + 2 - entry.name.count) + entry.summary + "\n"
    }.joined()
    let list = JSONValue.array(
      ModelRegistry.entries.map { entry in
        .object([
          "name": .text(entry.name), "summary": .text(entry.summary),
          "network": JSONValue(.boolean(entry.isNetwork)),
        ])
      })
    try Outputs().show(json ? list.compactText + "\n" : text)
  }
}
