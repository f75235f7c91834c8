import Forecasting

/// A model that protocols judge: one of the zoo's, or a reference by which they are checked.
struct Model: Sendable {
  /// The name.
  let name: String
  /// Whether seeds make a difference, and a failed check of the protocol stops it from being judged.
  let isNetwork: Bool
  /// Makes the forecaster.
  let make: @Sendable (ForecasterOptions) -> any Forecaster

  /// Finds the model called `name`.
  ///
  /// - Throws: `Failure` (arguments) when there is none.
  init(named name: String) throws {
    self.name = name
    if name == ReferenceRidge.name {
      isNetwork = false
      make = { ReferenceRidge(options: $0) }
    } else {
      let entry = try Zoo.entry(named: name)
      isNetwork = entry.isNetwork
      make = entry.make
    }
  }
}
