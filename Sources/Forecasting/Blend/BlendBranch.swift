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

  /// Fits all rows as the earlier fits found best.
  func refit(_ data: TrainingData, like fits: [SegmentFit], session: Session) throws -> FittedCombination {
    let members = members
    return mean(
      try SideBySide.run(members.count, session: session) { index, session in
        try members[index].refit(
          data, like: fits[index], session: session.ofMember(index, of: members.count))
      })
  }

  /// The mean of the members' fits.
  func mean(_ fits: [any FittedForecaster]) -> FittedCombination {
    FittedCombination(name: members[0].name, options: options, meanOf: fits)
  }
}
