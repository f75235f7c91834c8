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

  /// Training windows below which each network has two members.
  private static let fewWindows = 5_000

  /// Fits all candidates on what each round knows.
  init(_ data: TrainingData, options: ForecasterOptions, session: Session) throws {
    self.data = data
    let lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    try options.segments.checkLag(lookback: lookback)
    let rounds = try BlendRounds(data, options: options, lookback: lookback)
    let options = Self.completed(options, lookback: lookback, rounds)
    (self.options, self.rounds) = (options, rounds)
    branches = [SegmentForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    decimals = Decimals(of: data)
    choice = try FrameChoice(data, split: rounds.split, options: options, lookback: lookback)
    fits = try BlendBranch.train(branches, data, rounds.split, choice, session: session)
    let first = zip(branches, fits).map { $0.mean($1.map(\.fitted)) }
    simple = SimpleForecasters(options, data, choice)
    let judge = BlendJudge(
      simple: simple, options: options, errors: choice.framed.levels.statistics.errors,
      steps: decimals.steps(of: data.panel.series.map(\.id)), rounds: rounds.recordings.count + 1,
      session: session)
    guard let firstRound = rounds.first else {
      (networks, cells, earlier) = (first, nil, [])
      candidates = try judge.candidates(first, knowing: data)
      return
    }
    candidates = try judge.candidates(first, knowing: firstRound.known)
    var cells = try judge.cells(candidates, firstRound)
    var networks = [first]
    let refits = try rounds.recordings.map { [choice] in
      try SegmentRefit(data, split: $0.split, options: options, like: choice, hasRidge: true)
    }
    let others = try BlendBranch.fit(branches, refits, like: fits, session: session)
    for (round, own) in zip(rounds.recordings, others) {
      cells.append(try judge.cells(try judge.candidates(own, knowing: round.known), round))
      networks.append(own)
    }
    self.networks = branches.enumerated().map { index, branch in branch.mean(networks.map { $0[index] }) }
    cells.isOfOthers = !rounds.recordings.isEmpty
    self.cells = cells.truths.isEmpty ? nil : cells
    earlier = try judge.cells(ofSimple: rounds.tails)
  }

  /// The options with the lookback, and the number and the width of networks where nobody names them.
  ///
  /// Six networks, of recordings left out in turn, are half as wide as two: together they err as little as six wide ones, at
  /// half the cost. Where windows are few, a fit is luck more than anywhere else, and a second one takes little time.
  private static func completed(
    _ given: ForecasterOptions, lookback: Int, _ rounds: BlendRounds
  ) -> ForecasterOptions {
    var options = given
    options.lookback = lookback
    if !rounds.recordings.isEmpty {
      options.segments.units = options.segments.units ?? SegmentOptions.units / 2
    } else if rounds.split.training.count < fewWindows {
      options.members = options.members ?? 2
    }
    return options
  }

  /// What was chosen and why, a line each.
  var notes: [String] {
    let members = branches[0].members.count
    return choice.notes
      + [
        options.segments.lagNote(data.panel, lookback: choice.framed.lookback),
        members > 1 ? "each network is the mean of \(members) members" : nil,
      ].compactMap(\.self)
  }

  /// The weights that the tail speaks for, or those of nothing that speaks.
  func decision() -> BlendDecision {
    let names = candidates.map(\.name)
    guard let cells else {
      return BlendDecision(unjudged: names, networks: networks.count, rounding: options.rounding)
    }
    return BlendDecision(
      cells, earlier: earlier, names: names, networks: networks.count, rounding: options.rounding)
  }

  /// The parts of a mean with the given weights, fitted again on all rows, side by side.
  ///
  /// What learnt from windows is the mean of the fit that was judged and of one that knows all rows. Networks of several
  /// rounds know all rows between them, and without a round all candidates do.
  func parts(_ weights: [Double], session: Session) throws -> [FittedCombination.Member] {
    guard rounds.first != nil else {
      return zip(weights, candidates).map { FittedCombination.Member(weight: $0, forecaster: $1) }
    }
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
