import Files

/// What a model file says about a baseline: its options and the season it was fitted with.
package struct BaselineConfiguration: StoredConfiguration, Equatable {
  package var options: ForecasterOptions
  package var season: Int

  private enum CodingKeys: String, CodingKey { case season }

  package init(options: ForecasterOptions, season: Int) {
    self.options = options
    self.season = season
  }

  /// Reads the configuration of a record that must be of `model`.
  package init(_ record: ModelRecord, of model: String) throws(Failure) {
    guard record.model == model else {
      throw Failure(.modelFile, "the record is of the model \(record.model), expected \(model)")
    }
    self = try record.decodedConfiguration()
  }

  package var storedOptions: ForecasterOptions? { options }
  package static var defaults: JSONValue { ForecasterOptions.storedDefaults }

  package func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("season", season, ModelLimits.steps, of: model)
  }

  // The season stands among the options, so that whoever only knows ForecasterOptions can read them.

  package init(from decoder: any Decoder) throws {
    options = try ForecasterOptions(from: decoder)
    season = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .season)
  }

  package func encode(to encoder: any Encoder) throws {
    try options.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(season, forKey: .season)
  }
}
