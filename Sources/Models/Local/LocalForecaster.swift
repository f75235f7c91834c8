import Algorithms
import Files
import Forecasting
import TimeSeries
import Windowing

/// A forecaster that describes each series by a model of its own.
///
/// Fitting takes down which rows may be learned from; parameters are estimated on them when they are needed
/// (see ``EstimationRange``). So a model file holds no parameters, and forecasts series that the fit has not
/// seen.
package struct LocalForecaster<Model: LocalModel>: Forecaster {
  /// The options, of which the horizon is used.
  package let options: ForecasterOptions
  package var name: String { Model.name }

  /// Creates an unfitted forecaster.
  package init(options: ForecasterOptions) { self.options = options }

  /// Takes down the season and the rows that may be learned from, and notes how many series have a season
  /// that the model does not forecast.
  ///
  /// - Throws: `Failure` when a row has a value that the model does not describe, or all series are too short
  ///   for it.
  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    let learnt = zip(data.panel.series, data.rows).filter { !$1.isEmpty }
    let trained = try session.eachOfSeries(learnt) { series, rows in
      try Model.requireAdmitted(rows, of: series)
      return FittedLocalForecaster<Model>.TrainedRows(
        series: series.id, first: series.times[rows.lowerBound], last: series.times[rows.upperBound - 1])
    }
    try Model.requireRows(of: data)
    for remark in [Model.modelsSeason ? nil : seasonRemark(data), Model.admitted.remark(of: name, on: data)] {
      if let remark { session.note?(FitNote(.remark(remark), of: name)) }
    }
    return FittedLocalForecaster<Model>(options: options, season: data.panel.season, trained: trained)
  }

  /// How many series have a season that the model does not forecast; `nil` where none has.
  private func seasonRemark(_ data: TrainingData) -> String? {
    let season = data.panel.season
    guard season > 1 else { return nil }
    let most = max(EstimationRange.mostRows, 4 * season)
    let seasonal = zip(data.panel.series, data.rows).count { series, rows in
      let newest = series.target[rows].suffix(most)
      return newest.contains { !$0.isNaN } && SeasonalityTest.isSeasonal(newest.filledByLines, season: season)
    }
    guard seasonal > 0 else { return nil }
    let all = data.rows.count { !$0.isEmpty }
    return
      "\(seasonal) of \(all) series \(seasonal == 1 ? "has" : "have") a season of \(season) steps, which "
      + "\(name) does not forecast; \(Theta.name) and \(AutomaticSmoothing.name) do"
  }
}

/// A local model's options, and the rows of each series that its parameters are estimated on.
package struct FittedLocalForecaster<Model: LocalModel>: FittedForecaster {
  /// The rows of a series that a fit was allowed to read, by their times: a file forecast later may start at
  /// another row.
  struct TrainedRows: Sendable, Equatable {
    var series: String
    var first: Instant
    var last: Instant
  }

  package let options: ForecasterOptions
  package let season: Int
  let trained: [TrainedRows]
  package var name: String { Model.name }
  package var horizon: Int { options.horizon }

  /// Forecasts at each cutoff, series by series in one pass each, several series side by side.
  ///
  /// A history that is constant or too short for the model gives the naive forecast.
  /// - Throws: `Failure` when a series has no observed value before its cutoff, or a
  ///   forecast is too large for a number.
  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let ranges = Dictionary(trained.map { ($0.series, $0) }, uniquingKeysWith: { first, _ in first })
    // Places in the answer, in the order of one pass over each series.
    let places = cutoffs.indices.sorted {
      (cutoffs[$0].series, cutoffs[$0].index, $0) < (cutoffs[$1].series, cutoffs[$1].index, $1)
    }
    let runs = places.chunked { cutoffs[$0].series == cutoffs[$1].series }
    // Some pieces of work for every thread, but not one for each of thousands of series.
    let pieces = min(runs.count, 64)
    let found = try SideBySide.run(pieces, session: session) { piece, session in
      let own = runs[(piece * runs.count / pieces)..<((piece + 1) * runs.count / pieces)]
      return try session.eachOfSeries(own) { run in
        try points(panel, at: run.map { cutoffs[$0] }, trained: ranges)
      }.flatMap(\.self)
    }
    var forecasts = cutoffs.map { _ in Forecast(point: []) }
    for (place, point) in zip(places, found.joined()) { forecasts[place].point = point }
    return forecasts
  }

  /// The forecasts at cutoffs of one series, in ascending order.
  private func points(
    _ panel: Panel, at cutoffs: [Cutoff], trained ranges: [String: TrainedRows]
  ) throws -> [[Double]] {
    guard let first = cutoffs.first else { return [] }
    let series = panel.series[first.series]
    let trained = ranges[series.id].map { series.rows(from: $0.first, through: $0.last) } ?? 0..<0
    var pass = LocalPass<Model>(series: series, trained: trained, season: season, horizon: horizon)
    return try cutoffs.map { cutoff in
      let history = try History(panel, at: cutoff)
      let known = series.rowsOfSegment(endingAt: history.values.endIndex)
      let point = pass.point(after: known) ?? Array(repeating: history.lastObserved, count: horizon)
      try requireFinite(point, model: name, series: series.id)
      return point
    }
  }
}

extension Series {
  /// The known rows with times from `first` through `last`.
  fileprivate func rows(from first: Instant, through last: Instant) -> Range<Int> {
    let start = times.partitioningIndex { $0 >= first }
    let end = max(start, times.partitioningIndex { $0 > last })
    return min(start, count)..<min(end, count)
  }
}
