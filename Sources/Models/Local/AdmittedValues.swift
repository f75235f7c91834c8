import Forecasting
import Platform
import TimeSeries
import Windowing

/// The values that a local model describes.
package enum AdmittedValues: Sendable {
  /// All numbers.
  case any
  /// Variances that have logarithms.
  case positive
  /// Variances among which zeros may be, as squares of returns are.
  case squares

  /// The median change, relative to the value, below which values are more like prices than like squares of
  /// returns: those change by more than their size, and prices by a few percent.
  private static let leastChange = 0.03

  /// Whether `value` is one; `.nan`, a missing one, is.
  func admits(_ value: Double) -> Bool {
    switch self {
    case .any: true
    case .positive: !(value <= 0)
    case .squares: !(value < 0)
    }
  }

  /// What they are, in a sentence about variances.
  var words: String { self == .squares ? "not negative" : "positive" }

  /// What to do with others.
  var fix: String {
    self == .squares
      ? "--volatility of-returns, if these are returns: it squares them" : "another --model, for instance ets"
  }

  /// Says that values look like prices where squares are expected; `nil` where they do not.
  func remark(of model: String, on data: TrainingData) -> String? {
    guard self == .squares else { return nil }
    for (series, rows) in zip(data.panel.series, data.rows) {
      let values = series.target[rows].suffix(1_000).filter { $0 > 0 }
      let changes = zip(values, values.dropFirst()).map { abs(log($1 / $0)) }
      guard changes.contains(where: { $0 > 0 }), let median = changes.median, median < Self.leastChange
      else { continue }
      return
        "\(series.id) mostly changes by less than 3 % from row to row, as prices do, and \(model) forecasts "
        + "variances: --volatility squared makes them of prices"
    }
    return nil
  }
}
