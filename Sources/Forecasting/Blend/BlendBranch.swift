import TimeSeries

/// One of the two networks of a blend, as many times as the blend has members.
struct BlendBranch: Sendable {
  /// The same network with a seed each.
  let members: [SegmentForecaster]
  private let options: ForecasterOptions

  init(_ branch: SegmentForecaster.Branch, options: ForecasterOptions) {
    self.options = options
    members = options.ofMembers.map { SegmentForecaster(branch: branch, options: $0) }
  }

  /// Trains all members of all branches side by side.
  static func train(
    _ branches: [BlendBranch], _ data: TrainingData, _ split: TrainingSplit, _ choice: FrameChoice,
    session: Session
  ) throws -> [[SegmentFit]] {
    try membersSideBySide(branches, session: session) { _, branch, member, session in
      try branches[branch].members[member].train(data, split, choice, session: session)
    }[0]
  }

  /// Fits all members of all branches to the rows of each of `rounds`, side by side, as earlier fits found best.
  /// - Returns: For each round and each branch the mean of its members.
  static func fit(
    _ branches: [BlendBranch], _ rounds: [SegmentRefit], like fits: [[SegmentFit]], session: Session
  ) throws -> [[FittedCombination]] {
    let again = try membersSideBySide(branches, rounds: rounds.count, session: session) {
      round, branch, member, session in
      try branches[branch].members[member].fit(rounds[round], like: fits[branch][member], session: session)
    }
    return again.map { zip(branches, $0).map { $0.mean($1) } }
  }

  /// What `body` makes of each member of each branch in each round, side by side: its results by round, branch and member.
  private static func membersSideBySide<Result: Sendable>(
    _ branches: [BlendBranch], rounds: Int = 1, session: Session,
    _ body: @escaping @Sendable (_ round: Int, _ branch: Int, _ member: Int, Session) throws -> Result
  ) throws -> [[[Result]]] {
    let count = branches[0].members.count
    let results = try SideBySide.run(rounds * branches.count * count, session: session) { index, session in
      let (network, member) = index.quotientAndRemainder(dividingBy: count)
      let (round, branch) = network.quotientAndRemainder(dividingBy: branches.count)
      return try body(round, branch, member, session.ofMember(member, of: count))
    }
    return (0..<rounds).map { round in
      branches.indices.map { branch in
        let first = (round * branches.count + branch) * count
        return Array(results[first..<first + count])
      }
    }
  }

  /// Fits a member to other rows as its earlier fit found best.
  func fit(
    _ rows: SegmentRefit, like fits: [SegmentFit], member: Int, session: Session
  ) throws -> FittedSegmentForecaster {
    try members[member].fit(
      rows, like: fits[member], session: session.ofMember(member, of: members.count))
  }

  /// The mean of the members' fits.
  func mean(_ fits: [any FittedForecaster]) -> FittedCombination {
    FittedCombination(name: members[0].name, options: options, meanOf: fits)
  }
}
