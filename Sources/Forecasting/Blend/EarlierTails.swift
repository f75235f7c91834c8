import Files
import TimeSeries
import Training

/// Tails of the training rows before the one that validates, each forecast by simple forecasters that know only the rows
/// before it.
///
/// Networks are trained once and judged on one tail. What is fitted in no time can be judged on more: whether the naive
/// forecast is beaten at all is the question that a tail of a few horizons answers worst.
/// - Source: Tashman (2000), doi:10.1016/S0169-2070(00)00065-0, on evaluation by rolling origins.
struct EarlierTails {
  /// What each tail's forecasters may read, and the windows they forecast.
  private(set) var tails: [(split: TrainingSplit, data: TrainingData)] = []

  /// The most tails; each costs a fit of every simple forecaster.
  private static let most = 3

  /// The tails before that of `split`, as long as it, while at least half of the rows are left before them.
  init(_ data: TrainingData, before split: TrainingSplit, options: ForecasterOptions, lookback: Int) {
    let longest = data.rows.map(\.count).max() ?? 0
    let tail = longest - (split.headRows.map(\.count).max() ?? 0)
    var rows = split.headRows
    while tail > 0, tails.count < Self.most {
      let left = rows.map(\.count).max() ?? 0
      guard 2 * (left - tail) >= longest else { return }
      var options = options
      options.training.validation = Double(tail) / Double(left)
      let known = TrainingData(panel: data.panel, rows: rows)
      // Where no window fits any more, what is left says nothing.
      guard let earlier = try? TrainingSplit(known, options: options, lookback: lookback) else { return }
      tails.append((earlier, known))
      rows = earlier.headRows
    }
  }

  /// The forecasts of each tail by `forecasters`, fitted on the rows before it; a tail that one of them cannot forecast is
  /// left out.
  func cells(
    _ forecasters: [any Forecaster], objective: Objective, errors: [Double], horizon: Int, session: Session
  ) throws -> [ValidationCells] {
    try tails.compactMap { split, data in
      guard let windows = split.validation else { return nil }
      do {
        let head = TrainingData(panel: data.panel, rows: split.headRows)
        let fitted = try forecasters.map { try $0.fit(head, session: session) }
        let cells = try ValidationCells(
          data, windows, fitted, objective: objective, errors: errors, horizon: horizon, session: session)
        return cells.truths.isEmpty ? nil : cells
      } catch is Failure {
        return nil
      }
    }
  }
}
