import Files
import FoundationEssentials

extension ModelRecord {
  /// Creates a record whose configuration is `configuration` as JSON with sorted keys.
  ///
  /// - Parameters:
  ///   - model: The name of the model, or of the record where it is no model of its own.
  ///   - configuration: The options and statistics from which, with the tensors, the fitted model is
  ///     restored.
  ///   - tensors: The tensors in any order; they are stored by name.
  /// - Throws: An error of the encoder, as for a number that is not finite.
  package init(model: String, encoding configuration: some Encodable, tensors: [NamedTensor]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.init(
      model: model, configuration: String(decoding: try encoder.encode(configuration), as: UTF8.self),
      tensors: tensors.sorted { $0.name < $1.name })
  }

  /// Reads the configuration.
  ///
  /// - Throws: `Failure` (model file) when it is not a `Configuration`, or has numbers outside
  ///   ``ModelLimits``.
  package func decodedConfiguration<Configuration: StoredConfiguration>() throws(Failure) -> Configuration {
    let found: Configuration = try StoredJSON.decode(
      configuration, as: "the configuration of \(ShownText.escaped(model))", defaults: Configuration.defaults)
    try found.storedOptions?.checkLimits(of: model)
    try found.checkLimits(of: model)
    return found
  }
}

/// What a model file says about a model besides its tensors.
package protocol StoredConfiguration: Codable {
  /// The options it was made with; `nil` where its members have them.
  var storedOptions: ForecasterOptions? { get }

  /// The values of members that the file of an earlier version may lack, because they were added since.
  static var defaults: JSONValue { get }

  /// Refuses numbers outside ``ModelLimits`` beside those of the options.
  func checkLimits(of model: String) throws(Failure)
}

extension StoredConfiguration {
  /// The defaults of options that are a member of the configuration.
  package static var defaults: JSONValue { .object(["options": ForecasterOptions.storedDefaults]) }

  package func checkLimits(of model: String) throws(Failure) {}
}

extension ForecasterOptions {
  /// The members of stored options that have defaults: all but the horizon.
  package static let storedDefaults = StoredJSON.members(of: Self(horizon: 1), without: ["horizon"])
}
