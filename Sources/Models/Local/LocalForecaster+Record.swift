import Files
import Forecasting
import TimeSeries
import Windowing

/// What a model file says about a local model: its options, season and the rows it may be estimated on.
private struct LocalConfiguration: StoredConfiguration {
  package struct Rows: Codable {
    package var series: String
    /// Seconds and nanoseconds of the first and the last row's time.
    package var first: Moment
    package var last: Moment
  }

  struct Moment: Codable {
    var seconds: Int64
    var nanoseconds: Int32
  }

  var baseline: BaselineConfiguration
  var trained: [Rows]

  private enum CodingKeys: String, CodingKey { case trained }

  init(baseline: BaselineConfiguration, trained: [Rows]) {
    self.baseline = baseline
    self.trained = trained
  }

  var storedOptions: ForecasterOptions? { baseline.options }
  static var defaults: JSONValue { BaselineConfiguration.defaults }

  func checkLimits(of model: String) throws(Failure) {
    try baseline.checkLimits(of: model)
    for moment in trained.flatMap({ [$0.first, $0.last] }) {
      try ModelLimits.check("time", moment.seconds, ModelLimits.seconds, of: model)
      try ModelLimits.check("time", moment.nanoseconds, 0...999_999_999, of: model)
    }
  }

  // The options stand at the top, so that whoever only knows ForecasterOptions can read them.

  init(from decoder: any Decoder) throws {
    baseline = try BaselineConfiguration(from: decoder)
    trained = try decoder.container(keyedBy: CodingKeys.self).decode([Rows].self, forKey: .trained)
  }

  func encode(to encoder: any Encoder) throws {
    try baseline.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trained, forKey: .trained)
  }
}

extension FittedLocalForecaster {
  /// A record with a configuration and no tensors.
  package func record() throws -> ModelRecord {
    let rows = trained.map {
      LocalConfiguration.Rows(series: $0.series, first: .init($0.first), last: .init($0.last))
    }
    let baseline = BaselineConfiguration(options: options, season: season)
    return try ModelRecord(
      model: name, encoding: LocalConfiguration(baseline: baseline, trained: rows), tensors: [])
  }

  /// Restores the forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` when the record is of another model or its configuration cannot be read.
  package init(record: ModelRecord) throws(Failure) {
    guard record.model == Model.name else {
      throw Failure(.modelFile, "the record is of the model \(record.model), expected \(Model.name)")
    }
    let configuration: LocalConfiguration = try record.decodedConfiguration()
    let baseline = configuration.baseline
    self.init(
      options: baseline.options, season: baseline.season,
      trained: configuration.trained.map {
        TrainedRows(series: $0.series, first: $0.first.instant, last: $0.last.instant)
      })
  }
}

extension LocalConfiguration.Moment {
  init(_ instant: Instant) { self.init(seconds: instant.seconds, nanoseconds: instant.nanoseconds) }

  package var instant: Instant { Instant(seconds: seconds, nanoseconds: nanoseconds) }
}
