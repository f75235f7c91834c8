import Forecasting
import LinearAlgebra

/// A linear map from a normalised lookback to all leads.
///
/// Forecasts are computed in single precision, in the same order whoever asks, so that training and forecasting see the
/// same numbers.
package struct WindowRidge: Sendable, Equatable {
  /// What the intercept's input is: less than the others, so that it is penalised more.
  package static let intercept: Float = 0.1

  /// `[horizon, inputs]`, the intercept's in the last column.
  package let coefficients: [Double]
  /// Leads.
  package let horizon: Int
  private let map: LinearMap<Float>

  /// Creates the map.
  package init(coefficients: [Double], horizon: Int) {
    precondition(horizon > 0 && coefficients.count % horizon == 0, "one row of coefficients for each lead")
    self.coefficients = coefficients
    self.horizon = horizon
    map = LinearMap(coefficients.map { Float($0) }, inputs: coefficients.count / horizon)
  }

  /// The forecasts of windows, `[windows, horizon]`, normalised as the inputs are.
  ///
  /// - Parameter inputs: What ``FramedWindows/appendInput(of:_:to:)`` gives for each window.
  package func forecasts(_ inputs: [Float]) -> [Float] { map.outputs(of: inputs) }

  package static func == (left: WindowRidge, right: WindowRidge) -> Bool {
    left.coefficients == right.coefficients && left.horizon == right.horizon
  }
}
