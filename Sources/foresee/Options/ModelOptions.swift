import ArgumentParser
import Files
import Forecasting
import LinearAlgebra
import TimeSeries

/// The options of models; those not given are taken from the configuration file, or else are the default.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How targets are normalised. (default: window)", valueName: "scaler"))
  var scaler: ScalerKind?

  @Option(
    help: ArgumentHelp(
      "What is done to targets first. (default: none; networks of patches may learn logarithms)",
      valueName: "transform"))
  var transform: Transform?

  @Option(
    help: ArgumentHelp(
      "The metric that blend and the networks of patches aim at; with qlike, for variances, no model forecasts less than the least positive value known. (default: mase)",
      valueName: "metric"))
  var objective: Objective?

  @Flag(help: "Leave out series that are too short to learn from.")
  var skipShort = false

  @Option(help: ArgumentHelp("Units of each recurrent layer. (default: 64)", valueName: "units"))
  var hidden: Int?

  @Option(help: ArgumentHelp("Recurrent layers. (default: 2)", valueName: "count"))
  var layers: Int?

  @Option(
    help: ArgumentHelp(
      "Dropout between recurrent layers; none after the last. (default: 0)", valueName: "probability"))
  var dropout: Double?

  @Option(
    help: ArgumentHelp("Units of the dense layer of the head, 0 for none. (default: 64)", valueName: "units"))
  var head: Int?

  @Option(help: ArgumentHelp("The activation of the rnn models. (default: tanh)", valueName: "activation"))
  var activation: RecurrentActivation?

  @Option(help: ArgumentHelp("Heads of the attention models. (default: 4)", valueName: "count"))
  var attentionHeads: Int?

  @Option(
    help: ArgumentHelp("A JSON file of settings named as these options; options win.", valueName: "file"))
  var config: String?
}

extension ModelOptions {
  /// Sets what is given here or in the configuration file in `options`.
  func apply(to options: inout ForecasterOptions, _ settings: inout Settings) throws(Failure) {
    if let value = try settings.choice("scaler", option: scaler) { options.scaler = value }
    if let value = try settings.choice("transform", option: transform) { options.transform = value }
    if let value = try settings.choice("objective", option: objective) { options.objective = value }
    options.skipShort = try settings.flag("skip-short", option: skipShort)
    try apply(to: &options.network, &settings)
  }

  private func apply(to network: inout NetworkOptions, _ settings: inout Settings) throws(Failure) {
    network.layers = try recurrentLayers(default: network.layers, &settings)
    network.head = try denseLayers(default: network.head, &settings)
    if let value = try settings.choice("activation", option: activation) { network.activation = value }
    if let value = try settings.integer("attention-heads", option: attentionHeads, in: .units) {
      network.attentionHeads = value
    }
  }

  /// The stack: a list of layers in the configuration file, or a count of equal ones.
  private func recurrentLayers(
    default layers: [NetworkOptions.Layer], _ settings: inout Settings
  ) throws(Failure) -> [NetworkOptions.Layer] {
    let units = try settings.integer("hidden", option: hidden, in: .units)
    let probability = try settings.number("dropout", option: dropout, in: .probability)
    if self.layers == nil, let (file, value) = settings.lookUp("layers"), let elements = value.elements {
      guard units == nil, probability == nil else {
        throw Failure(
          .arguments, at: file.place(of: value), "\"layers\" is a list of layers, which says their sizes",
          fix: "leave out hidden and dropout, or give --layers with their number")
      }
      guard !elements.isEmpty else { throw file.mismatch("layers", value, expected: "at least one layer") }
      return try elements.map { layer throws(Failure) in try file.recurrentLayer(layer) }
    }
    let count = try settings.integer("layers", option: self.layers, in: .layers) ?? layers.count
    var network = NetworkOptions()
    network.layers = Array(repeating: .init(units: units ?? layers.first?.units ?? 64), count: count)
    network.dropBetweenLayers(probability ?? 0)
    return network.layers
  }

  /// The head's dense layers: a list of sizes in the configuration file, or the size of one.
  private func denseLayers(default head: [Int], _ settings: inout Settings) throws(Failure) -> [Int] {
    if self.head == nil, let (file, value) = settings.lookUp("head"), let elements = value.elements {
      return try elements.map { element throws(Failure) in try file.units("head", element) }
    }
    guard let units = try settings.integer("head", option: self.head, in: .unitsOrNone) else { return head }
    return units == 0 ? [] : [units]
  }
}

extension ConfigurationFile {
  /// A layer as `{"units": 128, "dropout": 0.3}`.
  fileprivate func recurrentLayer(_ value: JSONValue) throws(Failure) -> NetworkOptions.Layer {
    guard let members = value.members, let units = value["units"] else {
      throw mismatch("layers", value, expected: "layers such as {\"units\": 128, \"dropout\": 0.3}")
    }
    for member in members where member.name != "units" && member.name != "dropout" {
      throw Failure(
        .arguments, at: place(of: member.value), "a layer has no setting \"\(member.name)\"",
        fix: "the settings of a layer are units and dropout")
    }
    var layer = NetworkOptions.Layer(units: try self.units("units", units))
    if let dropout = value["dropout"] {
      guard let number = dropout.double else { throw mismatch("dropout", dropout, expected: "a number") }
      layer.dropout = try NumberBounds.probability.check(number, "\"dropout\"", at: place(of: dropout)) ?? 0
    }
    return layer
  }

  /// A number of units.
  fileprivate func units(_ key: String, _ value: JSONValue) throws(Failure) -> Int {
    guard let units = try Bounds.units.check(value.integer, "\"\(key)\"", at: place(of: value)) else {
      throw mismatch(key, value, expected: "a whole number of units")
    }
    return units
  }
}
