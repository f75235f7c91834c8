import Forecasting
import Models
import TimeSeries
import Windowing

/// One of the two kinds of network of a blend, fitted as many times as the blend has members, each with its
/// own seed.
struct BlendBranch: Sendable {
  let branch: PatchForecaster.Branch
  /// The unfitted networks, equal but for their seeds.
  let members: [PatchForecaster]
  private let options: ForecasterOptions

  init(_ branch: PatchForecaster.Branch, options: ForecasterOptions) {
    self.branch = branch
    self.options = options
    members = options.ofMembers.map { PatchForecaster(branch: branch, options: $0) }
  }

  /// Trains all members of all branches in parallel, with early stopping, each branch on its task.
  static func train(
    _ branches: [BlendBranch], _ tasks: [PatchTask], session: Session
  ) throws -> [[PatchFit]] {
    try membersSideBySide(branches, rounds: 1, session: session) { _, branch, member, session in
      try branches[branch].members[member].train(tasks[branch], session: session)
    }[0]
  }

  /// Fits all members of all branches in parallel to the tasks of each round, for as many steps as the fit of
  /// the same branch and member in `fits` took.
  ///
  /// - Returns: For each round and each branch the mean of the fitted members.
  static func fit(
    _ branches: [BlendBranch], _ tasks: [[PatchTask]], like fits: [[PatchFit]], session: Session
  ) throws -> [[FittedCombination]] {
    let again = try membersSideBySide(branches, rounds: tasks.count, session: session) {
      round, branch, member, session in
      let fit = fits[branch][member]
      return try branches[branch].members[member].fit(
        tasks[round][branch], steps: fit.steps, correction: fit.fitted.facts.correction, session: session)
    }
    return again.map { zip(branches, $0).map { $0.mean($1) } }
  }

  /// Runs `body` in parallel for each member of each branch in each round, and returns the results by round,
  /// branch and member.
  private static func membersSideBySide<Result: Sendable>(
    _ branches: [BlendBranch], rounds: Int, session: Session,
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

  /// The combination of the fitted members with equal weights.
  func mean(_ fits: [any FittedForecaster]) -> FittedCombination {
    FittedCombination(name: members[0].name, options: options, meanOf: fits)
  }
}
