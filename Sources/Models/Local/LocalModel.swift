import Files
import Forecasting
import TimeSeries
import Windowing

/// A model of a single series: estimated on a stretch of its rows, then carried forward row by row.
///
/// Estimating is slow and a row is quick, so that one pass over a series serves many cutoffs. Rows are in
/// units in which the largest of those estimated on is near 1.
package protocol LocalModel: Sendable {
  /// The registry's name.
  static var name: String { get }

  /// The values that it describes.
  static var admitted: AdmittedValues { get }

  /// Rows that its parameters are estimated on at most, the newest; or four seasons where these are longer.
  static var mostRows: Int { get }

  /// Observed rows that one series at least must have.
  static var fewestRows: Int { get }

  /// Whether it forecasts the season that a series may have.
  static var modelsSeason: Bool { get }

  /// Estimates the parameters and carries the state to the end of `rows`; `.nan` is a missing row.
  ///
  /// It is `nil` when the observed rows are too few; the forecast is then the naive one.
  ///
  /// - Parameters:
  ///   - rows: The rows of one segment, oldest first, with at least two different observed values.
  ///   - past: The past covariates of the same rows, `[covariate][row]`, in their own units; most models read
  ///     none.
  ///   - season: The season in steps; 1 means no season.
  ///   - horizon: The number of leads that will be forecast.
  init?(estimatedOn rows: ArraySlice<Double>, past: [[Double]], season: Int, horizon: Int)

  /// Takes the next row with its past covariates; `.nan` when it is missing.
  mutating func observe(_ value: Double, past: [Double])

  /// The forecast of the next `horizon` rows.
  func point(horizon: Int) -> [Double]
}

extension LocalModel {
  package static var admitted: AdmittedValues { .any }
  package static var modelsSeason: Bool { true }
  package static var mostRows: Int { EstimationRange.mostRows }
  package static var fewestRows: Int { 0 }

  /// Throws when one of `rows` has a value that the model does not describe.
  static func requireAdmitted(_ rows: Range<Int>, of series: Series) throws(Failure) {
    guard let row = rows.first(where: { !admitted.admits(series.target[$0]) }) else { return }
    throw Failure(
      .data,
      "series \(series.id) is \(series.target[row]) in its row \(row + 1), and \(name) forecasts variances, which are "
        + admitted.words,
      fix: admitted.fix, series: series.id)
  }

  /// Throws when no series has as many observed rows as the model needs.
  static func requireRows(of data: TrainingData) throws(Failure) {
    let most =
      data.panel.part?.mostObserved
      ?? zip(data.panel.series, data.rows).map { $0.target[$1].count { !$0.isNaN } }.max() ?? 0
    guard most > 0, most < fewestRows else { return }
    throw Failure(
      .data,
      "\(name) is estimated on \(fewestRows) rows with a value at least, and no series has more than \(most) to learn from",
      fix: "--model ewma, which has nothing to estimate")
  }
}
