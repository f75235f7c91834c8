import Forecasting
import TimeSeries
import Windowing

/// One pass over a series with a local model, from cutoff to cutoff.
struct LocalPass<Model: LocalModel> {
  let series: Series
  /// The rows that the fit was allowed to read.
  let trained: Range<Int>
  let season: Int
  let horizon: Int

  /// The rows that the model was estimated on.
  private var estimated: Range<Int>?
  /// `nil` where it could not be estimated.
  private var model: Model?
  /// The unit of the model's rows.
  private var unit = 1.0
  /// The next row that the model has not observed.
  private var row = 0

  init(series: Series, trained: Range<Int>, season: Int, horizon: Int) {
    self.series = series
    self.trained = trained
    self.season = season
    self.horizon = horizon
  }

  /// The forecast at the end of `known`, the rows of its segment before a cutoff; cutoffs must not descend.
  ///
  /// - Returns: `nil` when the rows are constant or too few.
  mutating func point(after known: Range<Int>) -> [Double]? {
    let rows = EstimationRange.rows(
      known: known, trained: trained, season: season, most: Model.mostRows)
    if estimated != rows { estimate(on: rows) }
    let unit = unit
    for (row, value) in zip(row..<known.upperBound, admitted(row..<known.upperBound)) {
      let past = series.past.map { $0[row] }
      model?.observe(value / unit, past: past)
    }
    row = known.upperBound
    return model?.point(horizon: horizon).map { $0 * unit }
  }

  private mutating func estimate(on rows: Range<Int>) {
    estimated = rows
    row = rows.upperBound
    model = nil
    let values = admitted(rows)
    let observed = values.filter { !$0.isNaN }
    let first = observed.first ?? 0
    guard observed.contains(where: { $0 != first }) else { return }
    // A power of two keeps squares in range and changes no digit.
    unit = observed.reduce(0) { max($0, abs($1)) }.powerOfTwo
    let scaled = values.map { $0 / unit }
    model = Model(
      estimatedOn: scaled[...], past: series.past.map { Array($0[rows]) }, season: season, horizon: horizon)
  }

  /// The values of `rows`, those missing that the model does not describe: a fit refuses them, and after it
  /// one odd value must not end all forecasts.
  private func admitted(_ rows: Range<Int>) -> [Double] {
    series.target[rows].map { Model.admitted.admits($0) ? $0 : .nan }
  }
}
