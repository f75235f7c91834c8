import Files
import TimeSeries

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
  /// What the model's rows are measured in.
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
  /// - Throws: `Failure` when a row has a value that the model does not admit.
  mutating func point(after known: Range<Int>) throws(Failure) -> [Double]? {
    let rows = EstimationRange.rows(known: known, trained: trained, season: season)
    if estimated != rows { try estimate(on: rows) }
    try Model.requireAdmitted(row..<known.upperBound, of: series)
    let unit = unit
    for value in series.target[row..<known.upperBound] { model?.observe(value / unit) }
    row = known.upperBound
    return model?.point(horizon: horizon).map { $0 * unit }
  }

  private mutating func estimate(on rows: Range<Int>) throws(Failure) {
    try Model.requireAdmitted(rows, of: series)
    estimated = rows
    row = rows.upperBound
    model = nil
    let observed = series.target[rows].filter { !$0.isNaN }
    let first = observed.first ?? 0
    guard observed.contains(where: { $0 != first }) else { return }
    // A power of two keeps squares in range and changes no digit.
    unit = observed.reduce(0) { max($0, abs($1)) }.powerOfTwo
    let scaled = series.target[rows].map { $0 / unit }
    model = Model(estimatedOn: scaled[...], season: season, horizon: horizon)
  }
}
