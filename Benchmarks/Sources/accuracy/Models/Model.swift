import Forecasting
import Registry

/// A model that protocols judge: one of the zoo's, or a reference by which they are checked.
struct Model: Sendable {
  /// The name.
  let name: String
  /// Whether seeds make a difference.
  let isNetwork: Bool
  /// Whether it is a network that makes passes over all windows.
  let isPlainNetwork: Bool
  /// Whether it is fitted without the protocol's validation rows.
  let leavesValidationOut: Bool
  /// Makes the forecaster.
  let make: @Sendable (ForecasterOptions) -> any Forecaster

  /// Finds the model called `name`.
  ///
  /// - Throws: `Failure` (arguments) when there is none.
  init(named name: String) throws {
    self.name = name
    if let reference = Self.reference(name) {
      (isNetwork, isPlainNetwork) = (false, false)
      make = reference
    } else {
      let entry = try ModelRegistry.entry(named: name)
      isNetwork = entry.isNetwork
      isPlainNetwork = entry.isNetwork && !entry.readsPatches
      make = entry.make
    }
    leavesValidationOut = name.hasPrefix(Self.leastSquares)
  }

  private static let leastSquares = "least-squares-"

  /// The reference called `name`: `ridge`, `least-squares-` with the lookback, `rolling-har` and
  /// `rolling-log-har`.
  private static func reference(_ name: String) -> (@Sendable (ForecasterOptions) -> any Forecaster)? {
    switch name {
    case "ridge": return { ReferenceRegression(name: name, form: .ridge, options: $0) }
    case "rolling-har": return { _ in ReferenceHAR(name: name, isLogarithmic: false) }
    case "rolling-log-har": return { _ in ReferenceHAR(name: name, isLogarithmic: true) }
    default:
      guard name.hasPrefix(leastSquares), let lookback = Int(name.dropFirst(leastSquares.count)) else {
        return nil
      }
      return { ReferenceRegression(name: name, form: .leastSquares(lookback: lookback), options: $0) }
    }
  }
}
