import Files
import Forecasting
import Models
import Platform
import TimeSeries
import Windowing

/// The candidates of a blend, fitted without the rows by which they are compared, and their forecasts of
/// those rows.
struct BlendTrial: Sendable {
  let options: ForecasterOptions
  private let data: TrainingData
  /// The rounds of cross-validation.
  let rounds: BlendRounds
  private let branches: [BlendBranch]
  /// The fits of the first round, by branch and member.
  private let fits: [[PatchFit]]
  private let simple: SimpleForecasters
  /// The chosen normalisation of windows.
  let choice: FrameChoice
  /// The networks, each the mean of its fitted members in all rounds.
  let networks: [FittedCombination]
  /// The names of the networks, followed by those of the simple forecasters.
  let names: [String]
  /// The forecasts of all candidates over the validation windows of all rounds; `nil` where no target is
  /// observed in them.
  let cells: ValidationCells?
  /// Each round with validation windows, and the candidates as they were fitted in it.
  private let judged: [(candidates: [any FittedForecaster], round: BlendRounds.Round)]
  /// The forecasts of the simple forecasters over earlier validation tails.
  private let earlier: [ValidationCells]

  /// The number of training windows below which each network has two members by default.
  private static let fewWindows = 5_000
  /// The relative decrease of the ridge's cross-validated loss by the logarithm from which both networks
  /// learn logarithms.
  private static let clearGain = 0.1

  /// Fits all candidates to the training rows of each round, and forecasts the rows that the round leaves
  /// out.
  init(_ data: TrainingData, options: ForecasterOptions, session: Session) throws {
    self.data = data
    let lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    try options.patches.checkLag(lookback: lookback)
    try session.requireRoom(
      forRegressionOf: lookback, outputs: 1, copies: 9, isAskedFor: options.lookback != nil, on: data.panel,
      as: Blend.name)
    let rounds = try BlendRounds(data, options: options, lookback: lookback)
    let options = Self.completed(options, lookback: lookback, rounds)
    (self.options, self.rounds) = (options, rounds)
    let branches = [PatchForecaster.Branch.correction, .direct].map { BlendBranch($0, options: options) }
    self.branches = branches
    let choice = try FrameChoice(data, split: rounds.split, options: options, lookback: lookback)
    self.choice = choice
    @Sendable func tasks(_ split: TrainingSplit) throws -> [PatchTask] {
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
      // Recordings that are left out have their own units and resolution.
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

  /// The task of a network.
  ///
  /// Where the logarithm lowers the ridge's loss by less than a tenth, the network without a ridge regression
  /// learns values without a logarithm, so that an unsuitable logarithm affects only one of the two networks.
  /// For variances both learn logarithms, since forecasts must be positive.
  private static func task(
    _ branch: BlendBranch, _ data: TrainingData, _ split: TrainingSplit?, options: ForecasterOptions,
    like choice: FrameChoice
  ) throws -> PatchTask {
    try PatchTask(
      branch.branch, data, split: split, options: options, like: choice,
      isPlain: branch.branch == .direct && options.objective != .qlike
        && choice.logarithmGain < Self.clearGain)
  }

  /// The options with the lookback, and with defaults for the number and the width of networks.
  ///
  /// Where recordings are left out in turn there are six networks, of half the default width: their mean has
  /// about the same error as that of six wide ones, at half the cost. Where training windows are few, the
  /// variance between fits that differ by their seeds is large and a fit is quick, and each network has two
  /// members.
  private static func completed(
    _ given: ForecasterOptions, lookback: Int, _ rounds: BlendRounds
  ) -> ForecasterOptions {
    var options = given
    options.lookback = lookback
    if rounds.isOfRecordings {
      options.patches.units = options.patches.units ?? PatchOptions.units / 2
    } else if rounds.split.training.count < Self.fewWindows {
      options.members = options.members ?? 2
    }
    return options
  }

  /// The choices that were made before the candidates were compared.
  var decisions: [Decision] {
    let members = branches[0].members.count
    return choice.decisions
      + [
        options.patches.lagDecision(data.panel, lookback: choice.framed.lookback),
        members > 1 ? Decision("members whose mean each network is", .text("\(members)")) : nil,
      ].compactMap(\.self)
  }

  /// The decision about the weights by the validation cells, or the default weights without any.
  func decision() -> BlendDecision {
    guard let cells else {
      return BlendDecision(unjudged: names, networks: networks.count, rounding: options.rounding)
    }
    return BlendDecision(
      cells, earlier: earlier, names: names, networks: networks.count, charge: charge,
      walk: RandomWalkTest(data),
      rounding: options.rounding)
  }

  /// The logarithm of the factor by which the validation loss of networks is assumed to lie below their
  /// expected loss, since early stopping chooses the weights by the same rows.
  ///
  /// The factor is 1 plus the tolerance of the tail. With several rounds the logarithm is divided by their
  /// number, since early stopping is used in the first one only.
  private var charge: Double {
    log(1 + rounds.split.tolerance(horizon: options.horizon)) / Double(1 + rounds.others.count)
  }

  /// The combination with the decision's weights as fitted in each round, for forecasts of the rows that the
  /// round leaves out.
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

  /// Fits the candidates with a positive weight to all rows, in parallel, and returns them as members of the
  /// combination.
  ///
  /// A network is represented by the mean of two fits: the one without the validation tail, by which it was
  /// compared, and another to all rows, which knows the newest ones. Where recordings are left out in turn,
  /// no further fit is needed, since the networks of the three rounds together were fitted to all rows.
  func parts(_ weights: [Double], session: Session) throws -> [FittedCombination.Member] {
    let kept = weights.indices.filter { weights[$0] > 0 }
    let networks = kept.filter { $0 < branches.count }
    let again = rounds.first != nil && !rounds.isOfRecordings ? networks : []
    let tasks = try again.map { try Self.task(branches[$0], data, nil, options: options, like: choice) }
    let training = simple.training(data)
    // The fits that are made in parallel: one for each member of a network, and one for each simple
    // forecaster.
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
