import Files
import TimeSeries
import Training

/// A recurrent hybrid that never loses much to the simple forecasts: a ridge regression corrected by a network of
/// segments, the same network alone, and simple forecasts, combined by what the validation tail shows.
///
/// Weights are convex, fitted on the tail, shrunk to the two networks alone (see ``BlendWeights``), and then
/// towards the best simple forecast by how much the tail proves (see ``Evidence``). Whatever learns is fitted again on all
/// rows, and the mean of both fits is used: the second knows the newest rows, the first is the one that was judged.
struct Blend: Forecaster {
  static let name = "blend"
  var name: String { Self.name }
  let options: ForecasterOptions

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    var options = options
    options.training.validation = tailShare(data)
    options.lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    let members = options.ofMembers
    let kinds = [SegmentForecaster.Branch.correction, .direct]
    // Member by member of the one, then of the other.
    let branches = kinds.flatMap { kind in members.map { SegmentForecaster(branch: kind, options: $0) } }
    let split = try branches[0].split(data)
    let choice = try FrameChoice(data, split: split, options: options, lookback: branches[0].lookback(data))
    let fits = try SideBySide.run(branches.count, session: session) { index, session in
      let session = session.ofMember(index % members.count, of: members.count)
      return try branches[index].train(data, split, choice, session: session)
    }
    guard let validation = split.validation else {
      return FittedCombination(name: name, options: options, meanOf: fits.map(\.fitted))
    }
    let head = TrainingData(panel: data.panel, rows: split.headRows)
    let places = kinds.indices.map { $0 * members.count..<($0 + 1) * members.count }
    var candidates: [any FittedForecaster] = places.map { place in
      FittedCombination(
        name: branches[place.lowerBound].name, options: options, meanOf: fits[place].map(\.fitted))
    }
    for simple in simpleForecasters(options, data) {
      candidates.append(try simple.fit(head, session: session))
    }
    let cells = try ValidationCells(
      data, validation, candidates, errors: choice.framed.levels.statistics.errors,
      horizon: options.horizon, session: session)
    let decision = BlendDecision(cells, names: candidates.map(\.name), networks: kinds.count)
    for note in choice.notes + decision.notes { session.note?("\(name): \(note)") }

    var parts: [FittedCombination.Member] = []
    for (index, weight) in decision.weights.enumerated() where weight > 0 {
      var both = [candidates[index]]
      if index < kinds.count {
        let refits = try SideBySide.run(members.count, session: session) { member, session in
          let place = places[index].lowerBound + member
          return try branches[place].refit(
            data, like: fits[place], session: session.ofMember(member, of: members.count))
        }
        both.append(FittedCombination(name: candidates[index].name, options: options, meanOf: refits))
      } else if candidates[index].name == Linear.name {
        both.append(try Linear(options).fit(data, session: session))
      }
      parts += both.map { FittedCombination.Member(weight: weight / Double(both.count), forecaster: $0) }
    }
    return FittedCombination(name: name, options: options, members: parts)
  }

  /// The share of the rows that validates: the one asked for, or as much as three horizons need, up to a quarter.
  ///
  /// Weights and evidence are counted in horizons: a tail of one says nearly nothing.
  private func tailShare(_ data: TrainingData) -> Double {
    let rows = Double(max(1, data.rows.map(\.count).max() ?? 1))
    return max(options.training.validation, min(0.25, 3 * Double(options.horizon) / rows))
  }

  /// The simple forecasts, the naive one first.
  private func simpleForecasters(_ options: ForecasterOptions, _ data: TrainingData) -> [any Forecaster] {
    var rules: [any Forecaster] = [RuleForecaster<Naive>(options)]
    if data.panel.season > 1 { rules.append(RuleForecaster<SeasonalNaive>(options)) }
    return rules + [Linear(options)]
  }
}
