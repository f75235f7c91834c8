import TimeSeries
import Training

/// Several fits of a network that differ by their seeds; the forecast is their mean in the target's units.
///
/// Member k trains with the seed k steps after `options.training.seed`, so that a larger ensemble holds the smaller ones.
struct Ensemble<Member: Forecaster>: Forecaster {
  let options: ForecasterOptions
  /// Makes the network with the options of one member.
  let make: @Sendable (ForecasterOptions) -> Member

  var name: String { make(options).name }

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try combination(session) { _, member, session in try member.fit(data, session: session) }
  }

  private func combination(
    _ session: Session, fit: @escaping @Sendable (Int, Member, Session) throws -> any FittedForecaster
  ) throws -> FittedCombination {
    let members = options.ofMembers
    let fits = try SideBySide.run(members.count, session: session) { index, session in
      try fit(index, make(members[index]), session.ofMember(index, of: members.count))
    }
    return FittedCombination(name: name, options: options, meanOf: fits)
  }
}

extension Ensemble: WarmStartable where Member: WarmStartable {
  func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    let previous = (previous as? FittedCombination)?.members.map(\.forecaster) ?? []
    return try combination(session) { index, member, session in
      previous.indices.contains(index)
        ? try member.fit(data, from: previous[index], session: session)
        : try member.fit(data, session: session)
    }
  }
}

extension ForecasterOptions {
  /// The options of each member of an ensemble, which differ by their seeds.
  var ofMembers: [Self] {
    let members = members ?? 1
    precondition(members >= 1, "an ensemble has at least one member, found \(members)")
    return (0..<members).map { index in
      var member = self
      member.members = 1
      member.training.seed &+= UInt64(index)
      return member
    }
  }
}

extension Session {
  /// The session of one of `count` members: its epochs are logged under its number, from 1, where there are several.
  func ofMember(_ index: Int, of count: Int) -> Self {
    count > 1 ? logging(as: "\(index + 1)") : self
  }

  /// The session of one of several fits: its epochs are logged under the model's name and the part's.
  func logging(as part: String) -> Self {
    guard let log else { return self }
    var session = self
    session.log = { record in
      var record = record
      record.model += " \(part)"
      log(record)
    }
    return session
  }

  /// The session of a network that is trained again on all rows: its epochs are logged as such.
  func ofRefit() -> Self {
    guard let log else { return self }
    var session = self
    session.log = { record in
      var record = record
      record.isRefit = true
      log(record)
    }
    return session
  }
}
