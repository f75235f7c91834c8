import Forecasting
import TimeSeries

/// What the truth before the cutoffs adds to forecasts of files: floors, the scale of errors, and the last
/// values known.
struct ComparisonHistory {
  /// What MASE divides by, for each series.
  let scales: [Double?]
  /// Naive and seasonal-naive, where no file has them.
  let floors: [Predictions.Column]
  /// For each row the last value observed before its cutoff.
  let last: [Double]
  /// Steps a season lasts.
  let season: Int
  /// What a user should be told.
  let notices: [String]

  /// Computes scales, floors and last values for the rows of `joined`.
  ///
  /// It is `nil` where the actual values have no file of their own, or none lies before the cutoffs.
  ///
  /// - Parameters:
  ///   - joined: The rows that are compared, with the actual values.
  ///   - cutoffs: The cutoffs of these rows.
  ///   - columns: The models of the files.
  ///   - session: The session in which the floors are run.
  /// - Throws: `Failure` where a floor fails.
  init?(_ joined: JoinedRows, _ cutoffs: ComparisonCutoffs, _ columns: ComparedColumns, session: Session)
    throws
  {
    guard joined.hasHistory, var panel = joined.truth else { return nil }
    if !cutoffs.areShared { panel.hasOwnClocks = true }
    season = panel.season
    scales = zip(panel.series, cutoffs.ownTraining(joined.rows, on: panel)).map { series, rows in
      Metric.scale(of: series, training: rows, season: panel.season)
    }
    let names = ComparisonFloors.names.filter { name in !columns.models.contains { $0.name == name } }
    let made = try ComparisonFloors(
      names, for: joined.rows, of: panel, training: cutoffs.training(joined.rows, on: panel),
      asked: columns.asked,
      session: session)
    (floors, notices) = (made.columns, made.notices)
    last = joined.rows.map { row in panel.series[row.series].lastObserved(before: row.known) ?? .nan }
  }
}
