import Forecasting
import LinearAlgebra

/// A linear map from a normalised lookback to the forecasts of all leads, fitted by ridge regression.
///
/// Forecasts are computed in single precision and in a fixed order of operations, so that training and
/// forecasting give the same bits.
package struct WindowRidge: Sendable, Equatable {
  /// The constant input of the intercept.
  ///
  /// It is 0.1, not 1, so that the intercept needs a larger coefficient and is shrunk more by the penalty.
  package static let intercept: Float = 0.1

  /// The coefficients, `[horizon, inputs]`; those of the intercept are in the last column.
  package let coefficients: [Double]
  /// The number of leads.
  package let horizon: Int
  private let map: LinearMap<Float>

  /// Creates the map.
  package init(coefficients: [Double], horizon: Int) {
    precondition(horizon > 0 && coefficients.count % horizon == 0, "one row of coefficients for each lead")
    self.coefficients = coefficients
    self.horizon = horizon
    map = LinearMap(coefficients.map { Float($0) }, inputs: coefficients.count / horizon)
  }

  /// Forecasts windows in units of their normalisation.
  ///
  /// - Parameter inputs: The inputs of all windows, as ``FramedWindows/appendInput(of:_:to:)`` appends them.
  /// - Returns: The normalised forecasts, `[windows, horizon]`.
  /// - Complexity: O(windows · horizon · inputs).
  package func forecasts(_ inputs: [Float]) -> [Float] { map.outputs(of: inputs) }

  package static func == (left: WindowRidge, right: WindowRidge) -> Bool {
    left.coefficients == right.coefficients && left.horizon == right.horizon
  }
}
