import Forecasting
import Foundation
import TimeSeries

/// The heterogeneous autoregression of realised variances, fitted anew on the 1,000 days before every
/// forecast.
///
/// A variance, or its logarithm, is explained by the last one and by the means of the last 5 and 22. Of
/// logarithms, the forecast is the mean of a log-normal variable. Corsi (2009), doi:10.1093/jjfinec/nbp001.
struct ReferenceHAR: Forecaster {
  /// Days that are fitted.
  static let days = 1_000
  /// Days of the longest mean.
  static let month = 22

  let name: String
  let isLogarithmic: Bool

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    RollingHAR(name: name, isLogarithmic: isLogarithmic)
  }
}

private struct RollingHAR: FittedForecaster {
  let name: String
  let isLogarithmic: Bool
  var horizon: Int { 1 }

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try cutoffs.map { cutoff in
      let values = panel.series[cutoff.series].target[..<cutoff.index].map { isLogarithmic ? log($0) : $0 }
      return Forecast(point: [try next(after: values)])
    }
  }

  private func next(after values: [Double]) throws -> Double {
    var products = Array(repeating: Array(repeating: 0.0, count: 5), count: 5)
    for day in values.count - ReferenceHAR.days..<values.count {
      let row = inputs(values[..<day]) + [values[day]]
      for first in row.indices {
        for second in row.indices { products[first][second] += row[first] * row[second] }
      }
    }
    let system = NormalSystem(products, lookback: 4)
    guard let solution = system.solution(penalty: 0) else { throw ReferenceError.noSolution }
    let forecast = zip(solution[0], inputs(values[...])).reduce(0) { $0 + $1.0 * $1.1 }
    guard isLogarithmic else { return forecast }
    let variance = system.squaredError(solution) / Double(ReferenceHAR.days - 4)
    return exp(forecast + variance / 2)
  }

  private func inputs(_ values: ArraySlice<Double>) -> [Double] {
    [1] + [1, 5, ReferenceHAR.month].map { values.suffix($0).reduce(0, +) / Double($0) }
  }

  func record() throws -> ModelRecord { throw ReferenceError.noModelFile }
}
