import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// Several fits of a network that differ by their seeds; the forecast is their mean in the target's units.
///
/// Member k trains with the seed k steps after `options.training.seed`, so that a larger ensemble holds the
/// smaller ones.
/// - Source: Lakshminarayanan, Pritzel and Blundell (2017), arXiv:1612.01474, on ensembles of networks with
///   random initial weights.
package struct Ensemble<Member: Forecaster>: Forecaster {
  package let options: ForecasterOptions
  /// Makes the network with the options of one member.
  package let make: @Sendable (ForecasterOptions) -> Member

  package var name: String { make(options).name }
  package var learnsQuantiles: Bool { make(options).learnsQuantiles }

  /// Creates an ensemble whose members `make` makes.
  package init(options: ForecasterOptions, make: @escaping @Sendable (ForecasterOptions) -> Member) {
    self.options = options
    self.make = make
  }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    mean(try members(session) { _, member, session in try member.fit(data, session: session) })
  }

  /// Fits the members, which hold out the same rows: for these rows, the ensemble's forecast is the mean of
  /// the members' fits without them.
  package func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    let fits = try members(session) { _, member, session in
      try member.fitHoldingOut(data, session: session)
    }
    let heldOut = fits.map(\.heldOut)
    let rows = heldOut[0].map(\.rows)
    guard heldOut.allSatisfy({ $0.map(\.rows) == rows }) else { return (mean(fits.map(\.fitted)), []) }
    let means = rows.indices.map { place in
      HeldOutFit(mean(heldOut.map { $0[place].forecaster }), without: rows[place])
    }
    return (mean(fits.map(\.fitted)), means)
  }

  private func mean(_ fits: [any FittedForecaster]) -> FittedCombination {
    FittedCombination(name: name, options: options, meanOf: fits)
  }

  private func members<Result: Sendable>(
    _ session: Session, fit: @escaping @Sendable (Int, Member, Session) throws -> Result
  ) throws -> [Result] {
    let members = options.ofMembers
    return try SideBySide.run(members.count, session: session) { index, session in
      try fit(index, make(members[index]), session.ofMember(index, of: members.count))
    }
  }
}

extension Ensemble: WarmStartable where Member: WarmStartable {
  package func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    let previous = (previous as? FittedCombination)?.members.map(\.forecaster) ?? []
    return mean(
      try members(session) { index, member, session in
        previous.indices.contains(index)
          ? try member.fit(data, from: previous[index], session: session)
          : try member.fit(data, session: session)
      })
  }
}
