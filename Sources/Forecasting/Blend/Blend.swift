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
    options.lookback = options.lookback ?? LookbackRule(data, horizon: options.horizon).lookback
    let branches = [SegmentForecaster.Branch.correction, .direct].map {
      SegmentForecaster(branch: $0, options: options)
    }
    let split = try branches[0].split(data)
    let choice = try FrameChoice(data, split: split, options: options, lookback: branches[0].lookback(data))
    let networks = try SideBySide.run(branches.count, session: session) { index, session in
      try branches[index].train(data, split, choice, session: session)
    }
    guard let validation = split.validation else {
      let weight = 1 / Double(networks.count)
      return FittedBlend(options: options, members: networks.map { (weight: weight, forecaster: $0.fitted) })
    }
    let head = TrainingData(panel: data.panel, rows: split.headRows)
    var candidates: [any FittedForecaster] = networks.map(\.fitted)
    for simple in simpleForecasters(options, data) {
      candidates.append(try simple.fit(head, session: session))
    }
    let cells = try ValidationCells(
      data, validation, candidates, errors: choice.framed.levels.statistics.errors,
      horizon: options.horizon, session: session)
    let decision = BlendDecision(cells, names: candidates.map(\.name), networks: networks.count)
    for note in choice.notes + decision.notes { session.note?("\(name): \(note)") }

    var members: [(weight: Double, forecaster: any FittedForecaster)] = []
    for (index, weight) in decision.weights.enumerated() where weight > 0 {
      var fits = [candidates[index]]
      if index < networks.count {
        fits.append(try branches[index].refit(data, like: networks[index], session: session))
      } else if candidates[index].name == Linear.name {
        fits.append(try Linear(options).fit(data, session: session))
      }
      members += fits.map { (weight: weight / Double(fits.count), forecaster: $0) }
    }
    return FittedBlend(options: options, members: members)
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
