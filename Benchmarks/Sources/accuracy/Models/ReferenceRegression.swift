import Forecasting
import TimeSeries

/// The regressions by which protocols are checked: not ours, but those whose scores are known.
struct ReferenceRegression: Forecaster {
  /// Which one.
  enum Form: Sendable {
    /// Ridge regression on windows as differences from their last value, without an intercept.
    ///
    /// Channels are standardised by their training rows. The penalty, a power of ten, is the one with the
    /// least squared error on the validation rows, which are not fitted.
    case ridge
    /// Least squares on values without a normalisation, with an intercept.
    case leastSquares(lookback: Int)
  }

  let name: String
  let form: Form
  let options: ForecasterOptions

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    switch form {
    case .ridge: try ridge(data)
    case .leastSquares(let lookback): try leastSquares(data, lookback: lookback)
    }
  }

  private func leastSquares(_ data: TrainingData, lookback: Int) throws -> FittedReferenceRegression {
    let horizon = options.horizon
    var products = WindowProducts(lookback: lookback, horizon: horizon)
    for (series, rows) in zip(data.panel.series, data.rows) where rows.count >= products.width {
      products.add(Array(series.target[rows]), starts: 0..<rows.count - products.width + 1)
    }
    let system = NormalSystem(products.matrix(from: .means), lookback: lookback)
    guard let coefficients = system.solution(penalty: 0) else { throw ReferenceError.noSolution }
    let means = (0..<products.width).map(products.mean)
    let intercepts = coefficients.enumerated().map { lead, line in
      zip(line, means).reduce(means[lookback + lead]) { $0 - $1.0 * $1.1 }
    }
    return FittedReferenceRegression(
      name: name, lookback: lookback, coefficients: coefficients, intercepts: intercepts)
  }

  private func ridge(_ data: TrainingData) throws -> FittedReferenceRegression {
    let (lookback, horizon) = (options.lookback ?? 1, options.horizon)
    var training = WindowProducts(lookback: lookback, horizon: horizon)
    var validation = training
    for (series, rows) in zip(data.panel.series, data.rows) {
      let tail = Int((Double(rows.count) * options.training.validation).rounded())
      let head = rows.dropLast(tail)
      var moments = RunningMoments()
      for value in series.target[head] { moments.add(value) }
      let values = series.target[rows].map { ($0 - moments.mean) / moments.standardDeviation }
      training.add(values, starts: 0..<head.count - training.width + 1)
      validation.add(values, starts: (head.count - lookback)..<(rows.count - training.width + 1))
    }
    let system = NormalSystem(training.matrix(from: .lastValue), lookback: lookback)
    let judge = NormalSystem(validation.matrix(from: .lastValue), lookback: lookback)
    let fits = (-4...5).compactMap { power in
      system.solution(penalty: (0..<abs(power)).reduce(1.0) { value, _ in value * (power < 0 ? 0.1 : 10) })
    }
    guard let best = fits.map({ (fit: $0, error: judge.squaredError($0)) }).min(by: { $0.error < $1.error })
    else { throw ReferenceError.noSolution }
    return FittedReferenceRegression(name: name, lookback: lookback, coefficients: best.fit, intercepts: nil)
  }
}

/// The coefficients of a ``ReferenceRegression``.
private struct FittedReferenceRegression: FittedForecaster {
  let name: String
  let lookback: Int
  /// A line a lead.
  let coefficients: [[Double]]
  /// One a lead; `nil` where windows are measured from their last value instead.
  let intercepts: [Double]?

  var horizon: Int { coefficients.count }

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    cutoffs.map { cutoff in
      let rows = panel.series[cutoff.series].target[(cutoff.index - lookback)..<cutoff.index]
      let anchor = intercepts == nil ? rows[cutoff.index - 1] : 0
      let window = rows.map { $0 - anchor }
      return Forecast(
        point: coefficients.indices.map { lead in
          let line = coefficients[lead]
          return line.indices.reduce(intercepts?[lead] ?? anchor) { $0 + line[$1] * window[$1] }
        })
    }
  }

  func record() throws -> ModelRecord { throw ReferenceError.noModelFile }
}

/// What a reference cannot do.
enum ReferenceError: Error {
  /// The regression has no solution at any penalty.
  case noSolution
  /// References are not stored.
  case noModelFile
}
