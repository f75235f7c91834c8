import Files
import TimeSeries

/// A weighted mean of fitted forecasters, in the target's units.
struct FittedCombination: FittedForecaster {
  /// One part of the mean.
  struct Member: Sendable {
    /// The share of its forecast.
    var weight: Double
    var forecaster: any FittedForecaster
  }

  /// The name of the model whose parts they are.
  let name: String
  let options: ForecasterOptions
  /// The parts; the weights' sum is 1.
  let members: [Member]
  /// What forecasts are rounded to; `nil` for not at all.
  let decimals: Decimals?

  var horizon: Int { options.horizon }

  /// - Parameters:
  ///   - members: At least one; those that are combinations themselves, and do not round, are replaced by their parts.
  ///   - decimals: What forecasts are rounded to.
  init(name: String, options: ForecasterOptions, members: [Member], decimals: Decimals? = nil) {
    precondition(!members.isEmpty, "a mean has at least one part")
    self.name = name
    self.options = options
    self.decimals = decimals
    self.members = members.flatMap { member in
      guard let own = member.forecaster as? Self, own.decimals == nil else { return [member] }
      return own.members.map { Member(weight: member.weight * $0.weight, forecaster: $0.forecaster) }
    }
  }

  /// The plain mean of `parts`.
  init(
    name: String, options: ForecasterOptions, meanOf parts: [any FittedForecaster],
    decimals: Decimals? = nil
  ) {
    let weight = 1 / Double(parts.count)
    self.init(
      name: name, options: options, members: parts.map { Member(weight: weight, forecaster: $0) },
      decimals: decimals)
  }

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let parts = try SideBySide.run(members.count, session: session) { index, session in
      try members[index].forecaster.forecast(panel, at: cutoffs, session: session)
    }
    let steps = decimals?.steps(of: panel.series.map(\.id))
    return cutoffs.indices.map { cutoff in
      // Measured from the first part, forecasts that agree are their mean to the last bit.
      let first = parts[0][cutoff].point
      var mean = first
      for (member, part) in zip(members, parts) {
        let point = part[cutoff].point
        for lead in mean.indices { mean[lead] += member.weight * (point[lead] - first[lead]) }
      }
      guard let step = steps?[cutoffs[cutoff].series] else { return Forecast(point: mean) }
      return Forecast(point: mean.map { Decimals.rounded($0, to: step) })
    }
  }
}

/// What a model file says about a combination besides its parts.
private struct CombinationConfiguration: Codable {
  var options: ForecasterOptions
  var weights: [Double]
  var decimals: Decimals?
}

extension FittedCombination {
  /// A record with the parts' records as members.
  func record() throws -> ModelRecord {
    let configuration = CombinationConfiguration(
      options: options, weights: members.map(\.weight), decimals: decimals)
    var record = try ModelRecord(model: name, encoding: configuration, tensors: [])
    record.members = try members.map { try $0.forecaster.record() }
    return record
  }

  /// Restores the combination that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when a part cannot be restored or the weights are not a mean's.
  init(record: ModelRecord) throws(Failure) {
    let configuration: CombinationConfiguration = try record.decodedConfiguration()
    let weights = configuration.weights
    guard !weights.isEmpty, weights.count == record.members.count,
      weights.allSatisfy({ $0 >= 0 && $0 <= 1 }), abs(weights.reduce(0, +) - 1) < 1e-9
    else {
      throw Failure(.modelFile, "the weights of \(record.model) are not those of a mean of its members")
    }
    guard configuration.decimals?.isValid ?? true else {
      throw Failure(.modelFile, "the decimals of \(record.model) are not those of series")
    }
    var members: [Member] = []
    for (index, weight) in weights.enumerated() {
      guard record.members[index].members.isEmpty else {
        throw Failure(.modelFile, "member \(index) of \(record.model) has members itself")
      }
      let part = try Zoo.restore(record.members[index])
      guard part.horizon == configuration.options.horizon else {
        throw Failure(.modelFile, "member \(index) of \(record.model) has a horizon of \(part.horizon)")
      }
      members.append(Member(weight: weight, forecaster: part))
    }
    self.init(
      name: record.model, options: configuration.options, members: members, decimals: configuration.decimals)
  }
}
