import TimeSeries

/// The candidates of a blend, fitted without the validation tail, and what they forecast of it.
struct BlendTrial: Sendable {
  let options: ForecasterOptions
  private let data: TrainingData
  private let branches: [BlendBranch]
  private let fits: [[SegmentFit]]
  private let simple: [any Forecaster]
  /// How windows are normalised.
  let choice: FrameChoice
  /// The networks, each the mean of its members.
  let networks: [FittedCombination]
  /// The networks, then the simple forecasts.
  let candidates: [any FittedForecaster]
  /// Their forecasts of the tail; `nil` where nothing of it was observed.
  let cells: ValidationCells?
  /// The simple forecasts of other rounds.
  private let earlier: [ValidationCells]

  /// Fits all candidates on the rows before the tail.
  init(_ data: TrainingData, options: ForecasterOptions, session: Session) throws {
    self.data = data
    self.options = options
    branches = [SegmentForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    let split = try branches[0].members[0].split(data)
    choice = try FrameChoice(
      data, split: split, options: options, lookback: branches[0].members[0].lookback(data))
    fits = try BlendBranch.train(branches, data, split, choice, session: session)
    networks = zip(branches, fits).map { $0.mean($1.map(\.fitted)) }
    guard let validation = split.validation else {
      (simple, candidates, cells, earlier) = ([], networks, nil, [])
      return
    }
    let simple = SimpleForecasters(options, data, choice).all
    let head = TrainingData(panel: data.panel, rows: split.headRows)
    let candidates = try networks + simple.map { try $0.fit(head, session: session) }
    let cells = try ValidationCells(
      data, validation, candidates, objective: options.objective,
      errors: choice.framed.levels.statistics.errors, horizon: options.horizon, session: session)
    earlier = try SimpleRounds(data, before: split, options: options, lookback: choice.framed.lookback)
      .cells(
        simple, objective: options.objective, errors: choice.framed.levels.statistics.errors,
        horizon: options.horizon, session: session)
    self.simple = simple
    self.candidates = candidates
    self.cells = cells.truths.isEmpty ? nil : cells
  }

  /// The weights that the tail speaks for.
  func decision(_ cells: ValidationCells) -> BlendDecision {
    BlendDecision(cells, earlier: earlier, names: candidates.map(\.name), networks: networks.count)
  }

  /// The parts of a mean with the given weights, fitted again on all rows, side by side.
  ///
  /// What learnt from windows is the mean of the fit that was judged and of one that knows all rows.
  func parts(_ weights: [Double], session: Session) throws -> [FittedCombination.Member] {
    let kept = weights.indices.filter { weights[$0] > 0 }
    let hasNetwork = kept.contains { $0 < networks.count }
    let all =
      hasNetwork
      ? try SegmentRefit(data, options: options, like: choice, hasRidge: weights[0] > 0) : nil
    // One piece of work for each member of a network, and for each simple forecast.
    let pieces = kept.flatMap { index in
      (0..<(index < networks.count ? fits[index].count : 1)).map { (candidate: index, member: $0) }
    }
    let again = try SideBySide.run(pieces.count, session: session) { number, session in
      let (index, member) = pieces[number]
      guard let all, index < networks.count else {
        return try simple[index - networks.count].fit(data, session: session)
      }
      return try branches[index].fit(all, like: fits[index], member: member, session: session)
    }
    return kept.flatMap { index in
      var fitted = zip(pieces, again).filter { $0.0.candidate == index }.map(\.1)
      if index < networks.count {
        fitted = [networks[index], branches[index].mean(fitted)]
      } else if candidates[index].name == Linear.name {
        fitted.insert(candidates[index], at: 0)
      }
      return fitted.map {
        FittedCombination.Member(weight: weights[index] / Double(fitted.count), forecaster: $0)
      }
    }
  }
}
