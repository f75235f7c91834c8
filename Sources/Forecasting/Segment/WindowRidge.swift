/// A linear map from a normalised lookback to all leads.
///
/// Forecasts are computed in single precision, in the same order whoever asks, so that training and forecasting see the
/// same numbers.
struct WindowRidge: Sendable, Equatable {
  /// What the intercept's input is: less than the others, so that it is penalised more.
  static let intercept = 0.1

  /// `[horizon, lookback + 1]`, the intercept's in the last column.
  let coefficients: [Double]
  /// Leads.
  let horizon: Int
  /// The same column by column, eight leads a vector: a forecast is then a sum of columns.
  private let columns: [SIMD8<Float>]
  private let vectors: Int

  /// Creates the map.
  init(coefficients: [Double], horizon: Int) {
    precondition(horizon > 0 && coefficients.count % horizon == 0, "one row of coefficients for each lead")
    self.coefficients = coefficients
    self.horizon = horizon
    let inputs = coefficients.count / horizon
    let vectors = (horizon + 7) / 8
    var columns = [SIMD8<Float>](repeating: .zero, count: inputs * vectors)
    for lead in 0..<horizon {
      for input in 0..<inputs {
        columns[input * vectors + lead / 8][lead % 8] = Float(coefficients[lead * inputs + input])
      }
    }
    self.columns = columns
    self.vectors = vectors
  }

  /// The forecast of every lead, normalised as the input is.
  func forecast(_ input: [Float]) -> [Float] {
    var sums = Array(columns[(columns.count - vectors)...])
    for index in sums.indices { sums[index] *= Float(Self.intercept) }
    for (step, value) in input.enumerated() {
      for vector in 0..<vectors { sums[vector] += value * columns[step * vectors + vector] }
    }
    return (0..<horizon).map { sums[$0 / 8][$0 % 8] }
  }
}
