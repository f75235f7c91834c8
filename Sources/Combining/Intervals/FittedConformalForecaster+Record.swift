import Files
import Forecasting

/// What a model file says about a calibration besides its errors.
private struct CalibrationConfiguration: StoredConfiguration {
  struct Group: Codable {
    var column: String
    var scales: [ErrorScale]
    var pooled: [Int]
    var own: [Own]
  }

  struct Own: Codable {
    var series: String
    var counts: [Int]
  }

  var options: ForecasterOptions
  var groups: [Group]

  var storedOptions: ForecasterOptions? { options }

  func checkLimits(of model: String) throws(Failure) {
    let counts = groups.flatMap { $0.pooled + $0.own.flatMap(\.counts) }
    for count in counts { try ModelLimits.check("number of errors", count, 1...1_000_000, of: model) }
    for scale in groups.flatMap(\.scales) {
      try ModelLimits.check("lag", scale.lag, 0...ModelLimits.steps.upperBound, of: model)
      try ModelLimits.check("half-life", scale.halfLife, 1e-3...1e9, of: model)
      try ModelLimits.check("exponent", scale.share, 0...1, of: model)
    }
    let horizon = options.horizon
    guard !groups.isEmpty,
      groups.allSatisfy({ group in
        group.scales.count == horizon && group.pooled.count == horizon
          && group.own.allSatisfy { $0.counts.count == horizon }
      })
    else {
      throw Failure(.modelFile, "the calibration of \(model) is not one of \(horizon) leads")
    }
  }
}

extension FittedConformalForecaster {
  /// The name of the record of the errors.
  private static let errorsName = "conformal-errors"

  /// A record with the base's record and that of the errors as members.
  package func record() throws -> ModelRecord {
    let groups = calibration.groups.map { group in
      CalibrationConfiguration.Group(
        column: group.column, scales: group.scales, pooled: group.pooled.map(\.errors.count),
        own: group.own.sorted { $0.key < $1.key }.map {
          CalibrationConfiguration.Own(series: $0.key, counts: $0.value.map(\.errors.count))
        })
    }
    let errors = calibration.groups.flatMap { group in
      (group.pooled + group.own.sorted { $0.key < $1.key }.flatMap(\.value)).flatMap(\.errors)
    }
    let configuration = CalibrationConfiguration(options: options, groups: groups)
    var record = try ModelRecord(model: Self.recordName, encoding: configuration, tensors: [])
    let sample = ModelRecord(
      model: Self.errorsName, configuration: "{}",
      tensors: [NamedTensor(name: "errors", shape: [errors.count], elements: .double(errors))])
    record.members = [try base.record(), sample]
    return record
  }

  /// Restores the forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when the base cannot be restored, or the errors are not those of samples.
  package init(record: ModelRecord, restoring restore: ModelRecord.Restorer) throws(Failure) {
    let configuration: CalibrationConfiguration = try record.decodedConfiguration()
    guard record.members.count == 2, record.members[1].model == Self.errorsName,
      record.members[0].model != Self.recordName
    else {
      throw Failure(.modelFile, "the file does not hold a model and its errors")
    }
    let counts = configuration.groups.flatMap { $0.pooled + $0.own.flatMap(\.counts) }
    let errors = try record.members[1].doubles("errors", shape: [counts.reduce(0, +)])
    var start = 0
    func samples(_ counts: [Int]) -> [ErrorSample] {
      counts.map { count in
        defer { start += count }
        return ErrorSample(Array(errors[start..<start + count]))
      }
    }
    let groups = configuration.groups.map { group in
      Calibration.Group(
        column: group.column, scales: group.scales, pooled: samples(group.pooled),
        own: Dictionary(group.own.map { ($0.series, samples($0.counts)) }) { first, _ in first })
    }
    base = try restore(record.members[0])
    options = configuration.options
    calibration = Calibration(groups: groups)
    guard base.horizon == options.horizon else {
      throw Failure(.modelFile, "the calibration of \(base.name) has \(options.horizon) leads")
    }
  }
}
