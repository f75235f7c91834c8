import Files
import Forecasting
import Platform
import Models
import TimeSeries
import Windowing

/// The candidates of a blend, fitted without what judges them, and what they forecast of it.
struct BlendTrial: Sendable {
  let options: ForecasterOptions
  private let data: TrainingData
  /// The rounds in which candidates are judged.
  let rounds: BlendRounds
  private let branches: [BlendBranch]
  /// The fits of the first round, by branch and member.
  private let fits: [[SegmentFit]]
  private let simple: SimpleForecasters
  /// How windows are normalised.
  let choice: FrameChoice
  /// The networks, each the mean of its members in all rounds.
  let networks: [FittedCombination]
  /// The names of the networks, then of the simple forecasts.
  let names: [String]
  /// Their forecasts of what judges them; `nil` where nothing of it was observed.
  let cells: ValidationCells?
  /// The candidates of each round that was judged, as they were before it.
  private let judged: [(candidates: [any FittedForecaster], round: BlendRounds.Round)]
  /// The simple forecasts of further tails.
  private let earlier: [ValidationCells]

  /// Training windows below which each network has two members.
  private static let fewWindows = 5_000
  /// By how much logarithms must lower the error of a ridge for both networks to learn them.
  private static let clearGain = 0.1

  /// Fits all candidates on what each round knows.
  init(_ data: TrainingData, options: ForecasterOptions, session: Session) throws {
    self.data = data
    let lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    try options.segments.checkLag(lookback: lookback)
    try session.requireRoom(
      forRegressionOf: lookback, outputs: 1, copies: 9, isAskedFor: options.lookback != nil, on: data.panel,
      as: Blend.name)
    let rounds = try BlendRounds(data, options: options, lookback: lookback)
    let options = Self.completed(options, lookback: lookback, rounds)
    (self.options, self.rounds) = (options, rounds)
    let branches = [SegmentForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    self.branches = branches
    let choice = try FrameChoice(data, split: rounds.split, options: options, lookback: lookback)
    self.choice = choice
    @Sendable func tasks(_ split: TrainingSplit) throws -> [SegmentTask] {
      try branches.map { try Self.task($0, data, split, options: options, like: choice) }
    }
    fits = try BlendBranch.train(branches, try tasks(rounds.split), session: session)
    let first = zip(branches, fits).map { $0.mean($1.map(\.fitted)) }
    let others = try BlendBranch.fit(
      branches, try rounds.others.map { try tasks($0.split) }, like: fits, session: session)
    simple = SimpleForecasters(options, data, choice)
    names = branches.map(\.branch.rawValue) + simple.all.map(\.name)
    networks = branches.enumerated().map { index, branch in
      branch.mean(([first] + others).map { $0[index] })
    }
    let judging = [rounds.first].compactMap(\.self) + rounds.others
    let known = rounds.first?.known ?? data
    let judge = BlendJudge(
      simple: simple, options: options,
      // Recordings that are left out are judged in their own units.
      errors: ErrorUnits(rounds.isOfRecordings ? data : known, options.objective).values,
      steps: Decimals(of: rounds.isOfRecordings ? data : known).steps(of: data.panel.series.map(\.id)),
      rounds: judging.count, session: session)
    var cells: ValidationCells?
    judged = try zip(judging, [first] + others).map { round, own in
      (candidates: try judge.candidates(own, knowing: round.known), round: round)
    }
    for (candidates, round) in judged {
      let found = try judge.cells(candidates, round)
      if cells?.append(found) == nil { cells = found }
    }
    cells?.isOfOthers = rounds.isOfRecordings
    self.cells = cells.flatMap { $0.truths.isEmpty ? nil : $0 }
    earlier = try judge.cells(ofSimple: rounds.tails)
  }

  /// The task of a network: one keeps values as they are where the other learns logarithms and those gain little, so that not
  /// both are wrong where they do not suit. Variances must be positive.
  private static func task(
    _ branch: BlendBranch, _ data: TrainingData, _ split: TrainingSplit?, options: ForecasterOptions,
    like choice: FrameChoice
  ) throws -> SegmentTask {
    try SegmentTask(
      branch.branch, data, split: split, options: options, like: choice,
      isPlain: branch.branch == .direct && options.objective != .qlike
        && choice.logarithmGain < Self.clearGain)
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
    if rounds.isOfRecordings {
      options.segments.units = options.segments.units ?? SegmentOptions.units / 2
    } else if rounds.split.training.count < Self.fewWindows {
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

  /// The weights that what was judged speaks for, or those of nothing that speaks.
  func decision() -> BlendDecision {
    guard let cells else {
      return BlendDecision(unjudged: names, networks: networks.count, rounding: options.rounding)
    }
    return BlendDecision(
      cells, earlier: earlier, names: names, networks: networks.count, charge: charge,
      walk: RandomWalkTest(data),
      rounding: options.rounding)
  }

  /// The logarithm of the factor by which stopping networks by what judges them flatters their errors: the share by which
  /// errors may differ without meaning anything, over the rounds. Only the first round stops networks.
  private var charge: Double {
    log(1 + rounds.split.tolerance(horizon: options.horizon)) / Double(1 + rounds.others.count)
  }

  /// What a decision would have forecast of each round without the rows that it left out.
  func heldOut(_ decision: BlendDecision) -> [HeldOutFit] {
    judged.map { candidates, round in
      let members = zip(decision.weights, candidates).filter { $0.0 > 0 }.map {
        FittedCombination.Member(weight: $0, forecaster: $1)
      }
      let decimals = decision.isRounded ? Decimals(of: round.known) : nil
      let mean = FittedCombination(name: Blend.name, options: options, members: members, decimals: decimals)
      return HeldOutFit(mean, without: round.split.tail)
    }
  }

  /// The parts of a mean with the given weights, fitted side by side.
  ///
  /// What was fitted before a tail is fitted again to all rows. Of a network the mean of both is used: the second knows the
  /// newest rows, the first is the one that was judged. Networks without each third of the recordings know all rows between
  /// them.
  func parts(_ weights: [Double], session: Session) throws -> [FittedCombination.Member] {
    let kept = weights.indices.filter { weights[$0] > 0 }
    let networks = kept.filter { $0 < branches.count }
    let again = rounds.first != nil && !rounds.isOfRecordings ? networks : []
    let tasks = try again.map { try Self.task(branches[$0], data, nil, options: options, like: choice) }
    let training = simple.training(data)
    // One piece of work for each member of a network, and for each simple forecast.
    let pieces =
      again.indices.flatMap { place in
        branches[again[place]].members.indices.map { (candidate: again[place], task: place, member: $0) }
      } + kept.filter { $0 >= branches.count }.map { (candidate: $0, task: 0, member: 0) }
    let fitted = try SideBySide.run(pieces.count, session: session) {
      [branches, fits, simple] number, session in
      let (index, task, member) = pieces[number]
      guard index < branches.count else {
        return try simple.fit(index - branches.count, training: training, session: session)
      }
      let own = fits[index][member]
      return try branches[index].members[member].fit(
        tasks[task], steps: own.steps, correction: own.fitted.facts.correction,
        session: session.ofMember(member, of: branches[index].members.count)) as any FittedForecaster
    }
    return kept.flatMap { index in
      let own = zip(pieces, fitted).filter { $0.0.candidate == index }.map(\.1)
      guard index < branches.count else {
        return [FittedCombination.Member(weight: weights[index], forecaster: own[0])]
      }
      let both = [self.networks[index]] + (own.isEmpty ? [] : [branches[index].mean(own)])
      return both.map {
        FittedCombination.Member(weight: weights[index] / Double(both.count), forecaster: $0)
      }
    }
  }
}
