import Files
import Forecasting
import Models
import Registry
import TimeSeries

/// The forecasts of naive and seasonal-naive at the cutoffs and leads of others, from the truth before each
/// cutoff.
struct ComparisonFloors {
  /// The columns.
  private(set) var columns: [Predictions.Column] = []
  /// What a user should be told.
  private(set) var notices: [String] = []

  /// The simple forecasts that others are compared with.
  static let names = [Naive.name, SeasonalNaive.name]

  /// Forecasts `rows` with the floors, each from the values before the cutoff.
  ///
  /// - Parameters:
  ///   - names: The names of the floors.
  ///   - rows: The rows that are compared.
  ///   - panel: The panel with the actual values and those before the cutoffs.
  ///   - training: For each series the rows before its first cutoff, or before the first of all series.
  ///   - asked: The quantiles and events that the compared models have beside their points.
  ///   - session: The session in which the floors are run.
  /// - Throws: `Failure` where the forecasts take more memory than allowed, or a floor fails.
  init(
    _ names: [String], for rows: [JoinedRows.Row], of panel: Panel, training: [Range<Int>],
    asked: SpreadRequest,
    session: Session
  ) throws {
    let horizon = rows.map { $0.target - $0.known + 1 }.max() ?? 1
    var cutoffs: [Cutoff] = []
    var places: [Int] = []
    for row in rows {
      let cutoff = Cutoff(series: row.series, index: row.known)
      if cutoffs.last != cutoff { cutoffs.append(cutoff) }
      places.append(cutoffs.count - 1)
    }
    try session.requireRoom(forForecastsAt: cutoffs.count, horizon: horizon, models: names.count, on: panel)
    let data = TrainingData(panel: panel, rows: training)
    for name in names {
      let forecasts = try forecasts(of: name, horizon, data, at: cutoffs, asked, session)
      var column = Predictions.Column(name: name, values: [], spread: asked.columns.map { _ in [] })
      let spreads = forecasts.map { forecast in
        forecast.spread.map { asked.values(of: $0, horizon: horizon) } ?? []
      }
      for (row, place) in zip(rows, places) {
        let lead = row.target - row.known
        column.values.append(forecasts[place].point[lead])
        for (position, values) in spreads[place].enumerated() { column.spread[position].append(values[lead]) }
      }
      columns.append(column)
    }
  }

  /// The forecasts of one floor, without intervals where there are too few rows to make them of.
  private mutating func forecasts(
    of name: String, _ horizon: Int, _ data: TrainingData, at cutoffs: [Cutoff], _ asked: SpreadRequest,
    _ session: Session
  ) throws -> [Forecast] {
    var options = ForecasterOptions(horizon: horizon)
    let entry = try ModelRegistry.entry(named: name)
    if !asked.isEmpty {
      options.intervals = IntervalOptions(quantileLevels: asked.quantileLevels)
      do {
        let fitted = try entry.make(options).fit(data, session: session)
        return try fitted.forecast(data.panel, at: cutoffs, asking: asked, session: session)
      } catch let failure as Failure where failure.cause == .data {
        notices.append("\(name) has no intervals: \(failure.message)")
      }
      options.intervals = nil
    }
    let fitted = try entry.make(options).fit(data, session: session)
    return try fitted.forecast(data.panel, at: cutoffs, session: session)
  }
}
