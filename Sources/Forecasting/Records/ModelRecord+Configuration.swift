import Files
import FoundationEssentials

extension ModelRecord {
  /// Creates a record whose configuration is `configuration` as JSON with sorted keys.
  ///
  /// - Parameter tensors: In any order.
  package init(model: String, encoding configuration: some Encodable, tensors: [NamedTensor]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.init(
      model: model, configuration: String(decoding: try encoder.encode(configuration), as: UTF8.self),
      tensors: tensors.sorted { $0.name < $1.name })
  }

  /// Reads the configuration.
  ///
  /// - Throws: `Failure` (model file) when it is not a `Configuration`.
  package func decodedConfiguration<Configuration: Decodable>() throws(Failure) -> Configuration {
    do {
      return try JSONDecoder().decode(Configuration.self, from: Data(configuration.utf8))
    } catch {
      throw Failure(.modelFile, "the configuration of \(model) cannot be read: \(error)")
    }
  }
}
