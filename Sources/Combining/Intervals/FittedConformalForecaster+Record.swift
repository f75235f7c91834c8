import Files
import Forecasting
import Windowing

/// What a model file says about a calibration besides its errors.
private struct CalibrationConfiguration: StoredConfiguration {
  struct Source: Codable {
    var scales: [ErrorScale]
    var profile: PhaseProfile?
    var counts: [Int]
    /// The errors that are made of the same rows, by lead.
    var overlaps: [Int]
  }

  struct Group: Codable {
    var column: String
    var pooled: Source
    var series: [String]
    var own: [Source]

    var sources: [Source] { [pooled] + own }
  }

  var options: ForecasterOptions
  var groups: [Group]
  var decimals: Decimals

  var storedOptions: ForecasterOptions? { options }

  func checkLimits(of model: String) throws(Failure) {
    let sources = groups.flatMap(\.sources)
    for count in sources.flatMap({ $0.counts + $0.overlaps }) {
      try ModelLimits.check("number of errors", count, 1...1_000_000, of: model)
    }
    for scale in sources.flatMap(\.scales) {
      try ModelLimits.check("lag", scale.lag, 0...ModelLimits.steps.upperBound, of: model)
      try ModelLimits.check("half-life", scale.halfLife, 1e-3...1e9, of: model)
      try ModelLimits.check("exponent", scale.share, 0...1, of: model)
    }
    let horizon = options.horizon
    guard !groups.isEmpty, decimals.isValid,
      groups.allSatisfy({ $0.series.count == $0.own.count }),
      sources.allSatisfy({
        [$0.scales.count, $0.counts.count, $0.overlaps.count] == [horizon, horizon, horizon]
      }),
      sources.allSatisfy({ $0.profile?.isValid(horizon: horizon) ?? true })
    else {
      throw Failure(.modelFile, "the calibration of \(model) is not one of \(horizon) leads")
    }
  }
}

extension PhaseProfile {
  /// Whether it is one of so many leads.
  fileprivate func isValid(horizon: Int) -> Bool {
    guard season > 1, season <= ModelLimits.steps.upperBound else { return false }
    let count = Self.count(season: season)
    return centres.count == count && sizes.count == count
      && (centres + sizes).allSatisfy { $0.count == horizon && $0.allSatisfy(\.isFinite) }
      && sizes.allSatisfy { $0.allSatisfy { $0 > 0 } }
  }
}

extension Calibration.Group {
  /// The sources in the order of a model file.
  fileprivate var ordered: (series: [String], sources: [Calibration.Source]) {
    let own = own.sorted { $0.key < $1.key }
    return (own.map(\.key), [pooled] + own.map(\.value))
  }
}

extension FittedConformalForecaster {
  /// The name of the record of the errors.
  private static let errorsName = "conformal-errors"

  /// A record with the base's record and that of the errors as members.
  package func record() throws -> ModelRecord {
    let groups = calibration.groups.map { group in
      let (series, sources) = group.ordered
      let stored = sources.map {
        CalibrationConfiguration.Source(
          scales: $0.scales, profile: $0.profile, counts: $0.samples.map(\.errors.count),
          overlaps: $0.samples.map(\.overlap))
      }
      return CalibrationConfiguration.Group(
        column: group.column, pooled: stored[0], series: series, own: Array(stored.dropFirst()))
    }
    let errors = calibration.groups.flatMap { $0.ordered.sources.flatMap { $0.samples.flatMap(\.errors) } }
    let configuration = CalibrationConfiguration(
      options: options, groups: groups, decimals: calibration.decimals)
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
    let counts = configuration.groups.flatMap { $0.sources.flatMap(\.counts) }
    let errors = try record.members[1].doubles("errors", shape: [counts.reduce(0, +)])
    var start = 0
    func source(_ stored: CalibrationConfiguration.Source) -> Calibration.Source {
      let samples = zip(stored.counts, stored.overlaps).map { count, overlap in
        defer { start += count }
        return ErrorSample(Array(errors[start..<start + count]), overlap: overlap)
      }
      return Calibration.Source(scales: stored.scales, profile: stored.profile, samples: samples)
    }
    let groups = configuration.groups.map { group in
      let pooled = source(group.pooled)
      let own = zip(group.series, group.own.map(source))
      return Calibration.Group(
        column: group.column, pooled: pooled, own: Dictionary(own.map { ($0, $1) }) { first, _ in first })
    }
    base = try restore(record.members[0])
    options = configuration.options
    calibration = Calibration(groups: groups, decimals: configuration.decimals)
    guard base.horizon == options.horizon else {
      throw Failure(.modelFile, "the calibration of \(base.name) has \(options.horizon) leads")
    }
  }
}
