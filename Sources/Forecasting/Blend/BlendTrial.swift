import TimeSeries

/// The candidates of a blend, fitted without what judges them, and what they forecast of it.
struct BlendTrial: Sendable {
  let options: ForecasterOptions
  private let data: TrainingData
  private let rounds: BlendRounds
  private let branches: [BlendBranch]
  private let fits: [[SegmentFit]]
  private let simple: SimpleForecasters
  /// What forecasts can be rounded to.
  let decimals: Decimals
  /// How windows are normalised.
  let choice: FrameChoice
  /// The networks, each the mean of its members in all rounds.
  let networks: [FittedCombination]
  /// The networks, then the simple forecasts, of the first round.
  let candidates: [any FittedForecaster]
  /// Their forecasts of what judges them; `nil` where nothing of it was observed.
  let cells: ValidationCells?
  /// The simple forecasts of further tails.
  private let earlier: [ValidationCells]

  /// Fits all candidates on what each round knows.
  init(_ data: TrainingData, options: ForecasterOptions, session: Session) throws {
    self.data = data
    self.options = options
    branches = [SegmentForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    decimals = Decimals(of: data)
    let lookback = branches[0].members[0].lookback(data)
    rounds = try BlendRounds(data, options: options, lookback: lookback)
    var sized = options
    // Six networks are half as wide as two: together they err as little as six wide ones, at half the cost.
    if !rounds.recordings.isEmpty { sized.segments.units = sized.segments.units ?? SegmentOptions.units / 2 }
    choice = try FrameChoice(data, split: rounds.split, options: sized, lookback: lookback)
    fits = try BlendBranch.train(branches, data, rounds.split, choice, session: session)
    let first = zip(branches, fits).map { $0.mean($1.map(\.fitted)) }
    simple = SimpleForecasters(options, data, choice)
    guard let firstRound = rounds.first else {
      (networks, candidates, cells, earlier) = (first, first, nil, [])
      return
    }
    let judge = BlendJudge(
      simple: simple, options: options, errors: choice.framed.levels.statistics.errors,
      steps: decimals.steps(of: data.panel.series.map(\.id)), rounds: rounds.recordings.count + 1,
      session: session)
    candidates = try judge.candidates(first, firstRound)
    var cells = try judge.cells(candidates, firstRound)
    var networks = [first]
    let refits = try rounds.recordings.map { [choice] in
      try SegmentRefit(data, windows: $0.training, options: options, like: choice, hasRidge: true)
    }
    let others = try BlendBranch.fit(branches, refits, like: fits, session: session)
    for (round, own) in zip(rounds.recordings, others) {
      cells.append(try judge.cells(try judge.candidates(own, round), round))
      networks.append(own)
    }
    self.networks = branches.enumerated().map { index, branch in branch.mean(networks.map { $0[index] }) }
    cells.isOfOthers = !rounds.recordings.isEmpty
    self.cells = cells.truths.isEmpty ? nil : cells
    earlier = try judge.cells(ofSimple: rounds.tails)
  }

  /// The weights that the tail speaks for.
  func decision(_ cells: ValidationCells) -> BlendDecision {
    BlendDecision(
      cells, earlier: earlier, names: candidates.map(\.name), networks: networks.count,
      rounding: options.rounding)
  }

  /// The parts of a mean with the given weights, fitted again on all rows, side by side.
  ///
  /// What learnt from windows is the mean of the fit that was judged and of one that knows all rows. Networks of several
  /// rounds know all rows between them.
  func parts(_ weights: [Double], session: Session) throws -> [FittedCombination.Member] {
    let kept = weights.indices.filter { weights[$0] > 0 }
    let again = rounds.recordings.isEmpty ? kept : kept.filter { $0 >= networks.count }
    let hasNetwork = again.contains { $0 < networks.count }
    let all =
      hasNetwork
      ? try SegmentRefit(data, options: options, like: choice, hasRidge: weights[0] > 0) : nil
    let training = again.contains { $0 >= networks.count } ? simple.training(data) : data
    // One piece of work for each member of a network, and for each simple forecast.
    let pieces = again.flatMap { index in
      (0..<(index < networks.count ? fits[index].count : 1)).map { (candidate: index, member: $0) }
    }
    let refitted = try SideBySide.run(pieces.count, session: session) { number, session in
      let (index, member) = pieces[number]
      guard let all, index < networks.count else {
        return try simple.fit(index - networks.count, training: training, session: session)
      }
      return try branches[index].fit(all, like: fits[index], member: member, session: session)
    }
    return kept.flatMap { index in
      var fitted = zip(pieces, refitted).filter { $0.0.candidate == index }.map(\.1)
      if index < networks.count {
        fitted = [networks[index]] + (fitted.isEmpty ? [] : [branches[index].mean(fitted)])
      } else if candidates[index].name == Linear.name {
        fitted.insert(candidates[index], at: 0)
      }
      return fitted.map {
        FittedCombination.Member(weight: weights[index] / Double(fitted.count), forecaster: $0)
      }
    }
  }
}
