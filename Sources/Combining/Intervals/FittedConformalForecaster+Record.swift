import Files
import Forecasting
import TimeSeries
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

  /// The levels of series that have moved.
  struct Adapted: Codable {
    var nominal: [Double]
    var series: [String]
    /// The seconds and nanoseconds of the last row learnt from.
    var seconds: [Int64]
    var nanoseconds: [Int32]

    /// Levels of all series.
    func count(horizon: Int) -> Int { series.count * horizon * nominal.count }

    var isValid: Bool {
      seconds.count == series.count && nanoseconds.count == series.count
        && nominal.allSatisfy { $0 > 0 && $0 < 1 }
        && nanoseconds.allSatisfy { (0..<1_000_000_000).contains($0) }
    }
  }

  struct Group: Codable {
    var column: String
    var pooled: Source
    var series: [String]
    var own: [Source]
    var adapted: Adapted?

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
      groups.allSatisfy({ $0.adapted?.isValid ?? true }),
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
  /// The levels that have moved, in the order of a model file.
  fileprivate var orderedLevels: [(key: String, value: AdaptedLevels)] {
    adapted.sorted { $0.key < $1.key }
  }

  /// What a model file says of the levels besides where they have come to.
  fileprivate var storedLevels: CalibrationConfiguration.Adapted? {
    let ordered = orderedLevels
    return ordered.first.map { first in
      CalibrationConfiguration.Adapted(
        nominal: first.value.nominal, series: ordered.map(\.key), seconds: ordered.map(\.value.end.seconds),
        nanoseconds: ordered.map(\.value.end.nanoseconds))
    }
  }

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
        column: group.column, pooled: stored[0], series: series, own: Array(stored.dropFirst()),
        adapted: group.storedLevels)
    }
    let errors = calibration.groups.flatMap { $0.ordered.sources.flatMap { $0.samples.flatMap(\.errors) } }
    let levels = calibration.groups.flatMap { $0.orderedLevels.flatMap { $0.value.moved.joined() } }
    let configuration = CalibrationConfiguration(
      options: options, groups: groups, decimals: calibration.decimals)
    var record = try ModelRecord(model: Self.recordName, encoding: configuration, tensors: [])
    var tensors = [NamedTensor(name: "errors", shape: [errors.count], elements: .double(errors))]
    if !levels.isEmpty {
      tensors.append(NamedTensor(name: "levels", shape: [levels.count], elements: .double(levels)))
    }
    let sample = ModelRecord(model: Self.errorsName, configuration: "{}", tensors: tensors)
    record.members = [try base.record(), sample]
    return record
  }

  /// Restores the forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when the base cannot be restored, or the errors are not those of
  ///   samples.
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
    let levels = try Self.levels(configuration, in: record.members[1])
    let groups = zip(configuration.groups, levels).map { group, levels in
      let pooled = source(group.pooled)
      let own = zip(group.series, group.own.map(source))
      return Calibration.Group(
        column: group.column, pooled: pooled, own: Dictionary(own.map { ($0, $1) }) { first, _ in first },
        adapted: levels)
    }
    base = try restore(record.members[0])
    options = configuration.options
    calibration = Calibration(groups: groups, decimals: configuration.decimals)
    guard base.horizon == options.horizon else {
      throw Failure(.modelFile, "the calibration of \(base.name) has \(options.horizon) leads")
    }
  }

  /// The levels that have moved, by group and series.
  private static func levels(
    _ configuration: CalibrationConfiguration, in record: ModelRecord
  ) throws(Failure) -> [[String: AdaptedLevels]] {
    let horizon = configuration.options.horizon
    let count = configuration.groups.reduce(0) { $0 + ($1.adapted?.count(horizon: horizon) ?? 0) }
    guard count > 0 else { return configuration.groups.map { _ in [:] } }
    let levels = try record.doubles("levels", shape: [count])
    guard levels.allSatisfy({ $0 > 0 && $0 < 1 }) else {
      throw Failure(.modelFile, "a level of the calibration is no share")
    }
    var start = 0
    return configuration.groups.map { group in
      var adapted: [String: AdaptedLevels] = [:]
      guard let stored = group.adapted else { return adapted }
      for (place, id) in stored.series.enumerated() {
        let end = Instant(seconds: stored.seconds[place], nanoseconds: stored.nanoseconds[place])
        var moved: [[Double]] = []
        for _ in 0..<horizon {
          moved.append(Array(levels[start..<start + stored.nominal.count]))
          start += stored.nominal.count
        }
        adapted[id] = AdaptedLevels(nominal: stored.nominal, end: end, moved: moved)
      }
      return adapted
    }
  }
}
