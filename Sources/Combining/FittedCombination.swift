import Files
import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// A weighted mean of fitted forecasters, in the target's units.
package struct FittedCombination: FittedForecaster {
  /// One part of the mean.
  package struct Member: Sendable {
    /// The share of its forecast.
    package var weight: Double
    package var forecaster: any FittedForecaster
    /// For one that forecasts days without what holidays add to them, how that is measured (see
    /// ``OrdinaryDays``).
    var ordinaryDays: HolidayScale?
  }

  /// The name of the model whose parts they are.
  package let name: String
  package let options: ForecasterOptions
  /// The parts; the weights' sum is 1.
  package let members: [Member]
  /// What forecasts are rounded to; `nil` for not at all.
  package let decimals: Decimals?

  package var horizon: Int { options.horizon }

  /// Creates the weighted mean of `members`.
  ///
  /// - Parameters:
  ///   - name: The name of the model.
  ///   - options: The options that the model was fitted with, of which the horizon is used.
  ///   - members: The parts, at least one; those that are combinations themselves, and do not round, are
  ///     replaced by their parts.
  ///   - decimals: The number of decimals that forecasts are rounded to; `nil` for no rounding.
  package init(name: String, options: ForecasterOptions, members: [Member], decimals: Decimals? = nil) {
    precondition(!members.isEmpty, "a mean has at least one part")
    self.name = name
    self.options = options
    self.decimals = decimals
    self.members = members.flatMap { member in
      guard let own = member.forecaster as? Self, own.decimals == nil, member.ordinaryDays == nil else {
        return [member]
      }
      return own.members.map { part in
        var part = part
        part.weight *= member.weight
        return part
      }
    }
  }

  /// The plain mean of `parts`.
  package init(
    name: String, options: ForecasterOptions, meanOf parts: [any FittedForecaster],
    decimals: Decimals? = nil
  ) {
    let weight = 1 / Double(parts.count)
    self.init(
      name: name, options: options, members: parts.map { Member(weight: weight, forecaster: $0) },
      decimals: decimals)
  }

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let ends = panel.lastRows(cutoffs)
    let scales = Set(members.compactMap(\.ordinaryDays))
    let ordinary = Dictionary(
      uniqueKeysWithValues: scales.map {
        ($0, OrdinaryDays(panel, before: ends, scale: $0, horizon: horizon))
      })
    let parts = try SideBySide.run(members.count, session: session) { index, session in
      let forecaster = members[index].forecaster
      guard let ordinary = members[index].ordinaryDays.flatMap({ ordinary[$0] }) else {
        return try forecaster.forecast(panel, at: cutoffs, session: session)
      }
      return zip(try forecaster.forecast(ordinary.panel, at: cutoffs, session: session), cutoffs).map {
        ordinary.withHolidays($0, at: $1)
      }
    }
    let steps = decimals?.steps(of: panel.series.map(\.id))
    return cutoffs.indices.map { cutoff in
      let mean = mean(of: parts.map { $0[cutoff].point })
      guard let step = steps?[cutoffs[cutoff].series] else { return Forecast(point: mean) }
      return Forecast(point: mean.map { Decimals.rounded($0, to: step) })
    }
  }
}

extension FittedCombination {
  /// The mean of what each part says of the leads.
  private func mean(of parts: [[Double]]) -> [Double] {
    // Measured from the first part, forecasts that agree are their mean to the last bit.
    let first = parts[0]
    var mean = first
    for (member, part) in zip(members, parts) {
      for lead in mean.indices { mean[lead] += member.weight * (part[lead] - first[lead]) }
    }
    return mean
  }

  /// Forecasts quantiles where the parts learnt them, as means of the parts' quantiles of the same level.
  ///
  /// Members with distributions of one shape at different places then give that shape, where a mixture of
  /// their distributions would be wider.
  ///
  /// - Source: Lichtendahl, Grushka-Cockayne and Winkler (2013), "Is it better to average probabilities or
  ///   quantiles?", doi:10.1287/mnsc.1120.1667; first Vincent (1912).
  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    let levels = options.training.learntLevels
    guard !asked.isEmpty, !levels.isEmpty else {
      try refuse(asked)
      return try forecast(panel, at: cutoffs, session: session)
    }
    try LearntQuantiles.requireKnown(asked, by: name, learnt: levels)
    let every = SpreadRequest(quantiles: levels)
    let parts = try SideBySide.run(members.count, session: session) { index, session in
      try members[index].forecaster.forecast(panel, at: cutoffs, asking: every, session: session)
    }
    return cutoffs.indices.map { place in
      let spreads = parts.map { $0[place].spread?.quantiles ?? [] }
      let quantiles = LearntQuantiles(
        levels: levels, values: levels.indices.map { level in mean(of: spreads.map { $0[level] }) })
      let cutoff = cutoffs[place]
      return Forecast(
        point: quantiles.points,
        spread: quantiles.spread(asking: asked, panel, series: cutoff.series, at: cutoff.index))
    }
  }
}

/// What a model file says about a combination besides its parts.
private struct CombinationConfiguration: StoredConfiguration {
  var options: ForecasterOptions
  var weights: [Double]
  var decimals: Decimals?
  /// The scale of each member that forecasts ordinary days; `nil` where none does.
  var ordinaryDays: [HolidayScale?]?

  package var storedOptions: ForecasterOptions? { options }
}

extension FittedCombination {
  /// A record with the parts' records as members.
  package func record() throws -> ModelRecord {
    let configuration = CombinationConfiguration(
      options: options, weights: members.map(\.weight), decimals: decimals,
      ordinaryDays: members.contains { $0.ordinaryDays != nil } ? members.map(\.ordinaryDays) : nil)
    var record = try ModelRecord(model: name, encoding: configuration, tensors: [])
    record.members = try members.map { try $0.forecaster.record() }
    return record
  }

  /// Restores the combination that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when a part cannot be restored or the weights are not a mean's.
  package init(record: ModelRecord, restoring restore: ModelRecord.Restorer) throws(Failure) {
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
    let ordinaryDays = configuration.ordinaryDays ?? weights.map { _ in nil }
    guard ordinaryDays.count == weights.count,
      configuration.ordinaryDays == nil || HolidayEffects.admits(horizon: configuration.options.horizon)
    else {
      throw Failure(.modelFile, "the members of \(record.model) cannot be those that forecast ordinary days")
    }
    var members: [Member] = []
    for (index, weight) in weights.enumerated() {
      guard record.members[index].members.isEmpty else {
        throw Failure(.modelFile, "member \(index) of \(record.model) has members itself")
      }
      let part = try restore(record.members[index])
      guard part.horizon == configuration.options.horizon else {
        throw Failure(.modelFile, "member \(index) of \(record.model) has a horizon of \(part.horizon)")
      }
      members.append(
        Member(weight: weight, forecaster: part, ordinaryDays: ordinaryDays[index]))
    }
    self.init(
      name: record.model, options: configuration.options, members: members, decimals: configuration.decimals)
  }
}
