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
    let branches = [SegmentForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    let split = try branches[0].members[0].split(data)
    let choice = try FrameChoice(
      data, split: split, options: options, lookback: branches[0].members[0].lookback(data))
    let fits = try BlendBranch.train(branches, data, split, choice, session: session)
    let networks = zip(branches, fits).map { $0.mean($1.map(\.fitted)) }
    guard let validation = split.validation else {
      return FittedCombination(name: name, options: options, meanOf: networks)
    }
    let simple = SimpleForecasters(options, data, choice).all
    let head = TrainingData(panel: data.panel, rows: split.headRows)
    let candidates = try networks + simple.map { try $0.fit(head, session: session) }
    let cells = try ValidationCells(
      data, validation, candidates, errors: choice.framed.levels.statistics.errors,
      horizon: options.horizon, session: session)
    // Where nothing of the tail was observed, nothing is known of the weights.
    guard !cells.truths.isEmpty else {
      return FittedCombination(name: name, options: options, meanOf: networks)
    }
    let decision = BlendDecision(cells, names: candidates.map(\.name), networks: networks.count)
    for note in choice.notes + decision.notes { session.note?("\(name): \(note)") }

    var parts: [FittedCombination.Member] = []
    for (index, weight) in decision.weights.enumerated() where weight > 0 {
      // What learnt from windows is the mean of the fit that was judged and of one that knows all rows.
      var fitted: [any FittedForecaster] = []
      if index < networks.count {
        fitted = [networks[index], try branches[index].refit(data, like: fits[index], session: session)]
      } else {
        let all = try simple[index - networks.count].fit(data, session: session)
        fitted = all.name == Linear.name ? [candidates[index], all] : [all]
      }
      parts += fitted.map { FittedCombination.Member(weight: weight / Double(fitted.count), forecaster: $0) }
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
}
