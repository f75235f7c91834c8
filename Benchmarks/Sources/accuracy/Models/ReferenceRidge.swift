import Forecasting
import TimeSeries

/// The ridge regression by which the protocols are checked: not ours, but the one whose scores are known.
///
/// Channels are standardised by their training rows, and all share the coefficients. Windows are measured from their last
/// value, without an intercept. The penalty, a power of ten, has the least squared error on the validation rows, which are not
/// fitted.
struct ReferenceRidge: Forecaster {
  static let name = "ridge"
  var name: String { Self.name }
  let options: ForecasterOptions

  private static let penalties = (-4...5).map { power in
    (0..<abs(power)).reduce(1.0) { penalty, _ in power < 0 ? penalty / 10 : penalty * 10 }
  }

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    let (lookback, horizon) = (options.lookback ?? 1, options.horizon)
    var training = WindowProducts(lookback: lookback, horizon: horizon)
    var validation = training
    for (series, rows) in zip(data.panel.series, data.rows) {
      let tail = Int((Double(rows.count) * options.training.validation).rounded())
      let head = rows.dropLast(tail)
      var moments = RunningMoments()
      for value in series.target[head] { moments.add(value) }
      let values = series.target[rows].map { ($0 - moments.mean) / moments.standardDeviation }
      let last = head.count - lookback - horizon
      guard last >= 0 else { continue }
      training.add(values, starts: 0..<last + 1)
      validation.add(values, starts: (head.count - lookback)..<(rows.count - lookback - horizon + 1))
    }
    let fits = Self.penalties.compactMap { penalty in
      Self.coefficients(training, lookback: lookback, penalty: penalty).map { coefficients in
        (coefficients, error: Self.squaredError(coefficients, validation, lookback: lookback))
      }
    }
    guard let best = fits.min(by: { $0.error < $1.error }) else {
      throw ReferenceError.noSolution
    }
    return FittedReferenceRidge(lookback: lookback, horizon: horizon, coefficients: best.0)
  }

  /// The coefficients `[horizon, lookback]`; `nil` where the matrix is not positive definite.
  private static func coefficients(
    _ products: WindowProducts, lookback: Int, penalty: Double
  ) -> [[Double]]? {
    var factor: [[Double]] = []
    for row in 0..<lookback {
      var line = (0...row).map { products[row, $0] + ($0 == row ? penalty : 0) }
      for column in 0...row {
        var sum = line[column]
        let other = column == row ? line : factor[column]
        for inner in 0..<column { sum -= line[inner] * other[inner] }
        guard column < row || sum > 0 else { return nil }
        line[column] = column == row ? sum.squareRoot() : sum / other[column]
      }
      factor.append(line)
    }
    return (lookback..<products.width).map { lead in
      var solution = (0..<lookback).map { products[lead, $0] }
      for row in 0..<lookback {
        let sum = (0..<row).reduce(solution[row]) { $0 - factor[row][$1] * solution[$1] }
        solution[row] = sum / factor[row][row]
      }
      for row in (0..<lookback).reversed() {
        solution[row] /= factor[row][row]
        for inner in 0..<row { solution[inner] -= factor[row][inner] * solution[row] }
      }
      return solution
    }
  }

  /// The sum of squared errors over the windows that `products` are of.
  private static func squaredError(
    _ coefficients: [[Double]], _ products: WindowProducts, lookback: Int
  ) -> Double {
    coefficients.enumerated().reduce(0) { error, line in
      let lead = lookback + line.offset
      return line.element.indices.reduce(error + products[lead, lead]) { error, row in
        let inner = line.element.indices.reduce(0) { $0 + products[row, $1] * line.element[$1] }
        return error + line.element[row] * (inner - 2 * products[lead, row])
      }
    }
  }
}

/// The coefficients of a ``ReferenceRidge``.
private struct FittedReferenceRidge: FittedForecaster {
  var name: String { ReferenceRidge.name }
  let lookback: Int
  let horizon: Int
  let coefficients: [[Double]]

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    cutoffs.map { cutoff in
      let rows = panel.series[cutoff.series].target[(cutoff.index - lookback)..<cutoff.index]
      let anchor = rows[cutoff.index - 1]
      let window = rows.map { $0 - anchor }
      return Forecast(
        point: coefficients.map { line in
          anchor + line.indices.reduce(0) { $0 + line[$1] * window[$1] }
        })
    }
  }

  func record() throws -> ModelRecord {
    throw ReferenceError.noModelFile
  }
}

/// What a reference cannot do.
enum ReferenceError: Error {
  /// The regression has no solution at any penalty.
  case noSolution
  /// References are not stored.
  case noModelFile
}
