import Files
public import Forecasting
public import TimeSeries

/// The rows of a predictions file: what each model forecast for one series, cutoff and lead.
///
/// Rows are ordered by series, then cutoff, then lead.
public struct Predictions: Sendable, Equatable {
  /// What a row is about.
  public struct Row: Sendable, Equatable {
    /// The series' position in the panel.
    public var series: Int
    /// The time forecast.
    public var time: Instant
    /// The last time the forecast may use.
    public var cutoff: Instant
    /// How many steps ahead the forecast is, from 1.
    public var lead: Int
  }

  /// One model's column.
  public struct Column: Sendable, Equatable {
    /// The model's name.
    public var name: String
    /// One value a row, finite.
    public var values: [Double]
    /// For each of the columns asked for beside the points (see `SpreadRequest.columns`) one value a row.
    ///
    /// A probability of another target's event is `.nan`. The values are empty for a column that others have
    /// and the model has not.
    public var spread: [[Double]] = []

    /// Whether the model has the column at `place` among those asked for.
    package func has(_ place: Int) -> Bool { !spread[place].isEmpty }
  }

  /// The series' ids, in the order of the panel.
  public let series: [String]
  /// What the instants mean.
  public let timeKind: TimeKind
  /// What elapsed time is counted in.
  public internal(set) var elapsedUnit = ReadOptions.TimeUnit.seconds
  /// The form of times where the rows are a part of others; `nil` where they alone decide it.
  public internal(set) var times: TimeText?
  /// What was asked for beside the points.
  public let asked: SpreadRequest
  /// What each row is about.
  public let rows: [Row]
  /// The models' forecasts.
  public internal(set) var models: [Column]
  /// What happened of the events asked for; empty for a forecast past the end of the data.
  public internal(set) var events: [EventRows] = []
  /// For each row the last value observed at its cutoff, `.nan` where there is none; `nil` where the history
  /// is not known.
  public internal(set) var last: [Double]?
  /// The targets as they were read, `.nan` where missing; `nil` for a forecast past the end of the data.
  public let actual: [Double]?

  init(
    series: [String], timeKind: TimeKind, asked: SpreadRequest = .none, rows: [Row], models: [Column] = [],
    actual: [Double]?
  ) {
    self.series = series
    self.asked = asked
    self.timeKind = timeKind
    self.rows = rows
    self.models = models
    self.actual = actual
  }
}

extension Predictions {
  /// All columns of the models, each with its name in the file: of each its points, then what was asked for
  /// beside them.
  public var columns: [(name: String, values: [Double])] {
    let suffixes = asked.columns.map(\.suffix)
    return models.flatMap { model in
      [(name: model.name, values: model.values)]
        + zip(suffixes, model.spread).filter { !$0.1.isEmpty || rows.isEmpty }.map {
          (name: "\(model.name)-\($0)", values: $1)
        }
    }
  }

  /// The rows of each series.
  package var rowsOfSeries: [Range<Int>] {
    var ranges = Array(repeating: 0..<0, count: series.count)
    var start = 0
    while start < rows.count {
      let index = rows[start].series
      let end = rows[start...].firstIndex { $0.series != index } ?? rows.count
      precondition(ranges[index].isEmpty, "the rows of a series follow each other")
      ranges[index] = start..<end
      start = end
    }
    return ranges
  }
}

// MARK: - Of no series

extension Predictions {
  /// What a backtest of `models` predicts for an input without a row: columns without values.
  public static func ofNothing(by models: [String], asked: SpreadRequest) throws(Failure) -> Predictions {
    try requireDifferentNames(models)
    let columns = models.map { Column(name: $0, values: [], spread: asked.columns.map { _ in [] }) }
    return Predictions(
      series: [], timeKind: .step, asked: asked, rows: [], models: columns, actual: [])
  }
}

// MARK: - Past the end

extension Predictions {
  /// The cutoffs after the last known row of each series.
  ///
  /// - Complexity: O(series).
  public static func cutoffs(afterTheEndOf panel: Panel) -> [Cutoff] {
    panel.series.indices.map { Cutoff(series: $0, index: panel.series[$0].count) }
  }

  /// The forecasts of `models` for the `horizon` rows after the end of every series of `panel`.
  ///
  /// Their times are those of the future rows, and after the last of them the next by the panel's spacing;
  /// the cutoff is the time of the last known row.
  ///
  /// - Parameters:
  ///   - panel: The series.
  ///   - horizon: Rows that are forecast of each.
  ///   - asked: The columns beside the points.
  ///   - models: Names, and forecasts at ``cutoffs(afterTheEndOf:)``.
  /// - Throws: `Failure` when a forecast is not finite or two models have the same name.
  public init(
    after panel: Panel, horizon: Int, asked: SpreadRequest = .none,
    models: [(name: String, forecasts: [Forecast])]
  ) throws(Failure) {
    try requireDifferentNames(models.map(\.name))
    var rows: [Row] = []
    for (index, series) in panel.series.enumerated() where series.count > 0 {
      let times = series.timesAhead(horizon, at: panel.spacing, kind: panel.timeKind)
      for (lead, time) in times.enumerated() {
        rows.append(
          Row(series: index, time: time, cutoff: series.times[series.count - 1], lead: lead + 1))
      }
    }
    self.init(
      series: panel.series.map(\.id), timeKind: panel.timeKind, asked: asked, rows: rows, actual: nil)
    elapsedUnit = panel.elapsedUnit
    times = panel.part?.times
    let isWritten = panel.series.map { $0.count > 0 }
    for (name, forecasts) in models {
      var column = Column(name: name, values: [], spread: asked.columns.map { _ in [] })
      for (forecast, _) in zip(forecasts, isWritten).filter(\.1) {
        column.values += forecast.point
        guard let spread = forecast.spread else { continue }
        for (place, values) in asked.values(of: spread, horizon: horizon).enumerated() {
          column.spread[place] += values
        }
      }
      try append(column)
    }
  }

  /// Adds a model's column, every value of which must be finite.
  mutating func append(_ column: Column) throws(Failure) {
    precondition(
      column.values.count == rows.count && column.spread.count == asked.columns.count
        && column.spread.allSatisfy { $0.isEmpty || $0.count == rows.count },
      "a value for each of the \(rows.count) rows")
    let quantiles = zip(asked.columns, column.spread).filter { !$0.0.isProbability }.map(\.1)
    var failures: [Failure] = []
    for values in [column.values] + quantiles {
      for index in values.indices where !values[index].isFinite {
        let name = series[rows[index].series]
        guard failures.last?.series != name else { continue }
        failures.append(
          Failure(
            .notFinite,
            "\(column.name) forecasts \(values[index]) for series \(name) at lead \(rows[index].lead)",
            fix: "check the series for extreme values with foresee inspect", series: name))
      }
    }
    if let failure = Failure.joining(failures) { throw failure }
    models.append(column)
  }
}

/// Throws when two columns of a predictions file would have the same name.
func requireDifferentNames(_ names: [String]) throws(Failure) {
  for (index, name) in names.enumerated() where names[..<index].contains(name) {
    throw Failure(.arguments, "two models are named \(name)", fix: "leave one of them out")
  }
}
