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
    let networks = branches.flatMap(\.members)
    let count = networks.count / branches.count
    let fits = try SideBySide.run(networks.count, session: session) { index, session in
      try networks[index].train(
        data, split, choice, session: session.ofMember(index % count, of: count))
    }
    return branches.indices.map { Array(fits[$0 * count..<($0 + 1) * count]) }
  }

  /// Fits a member to all rows as its earlier fit found best.
  func fit(
    _ all: SegmentRefit, like fits: [SegmentFit], member: Int, session: Session
  ) throws -> FittedSegmentForecaster {
    try members[member].fit(
      all, like: fits[member], session: session.ofMember(member, of: members.count))
  }

  /// The mean of the members' fits.
  func mean(_ fits: [any FittedForecaster]) -> FittedCombination {
    FittedCombination(name: members[0].name, options: options, meanOf: fits)
  }
}
