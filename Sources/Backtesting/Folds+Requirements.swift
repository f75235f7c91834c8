import Files
import TimeSeries

extension Folds {
  /// Refuses series that no fold forecasts: they have too few rows before each cutoff, or none after it.
  ///
  /// - Throws: `Failure` (data) for the first such series, with those of all others.
  public func requireForecastsOfAll() throws(Failure) {
    let forecast = Set(flatMap { $0.cutoffs.map(\.series) })
    let failures = panel.series.indices.filter { !forecast.contains($0) }.map { index in
      Failure(
        .data,
        "no fold forecasts it: it has \(ShownText.counted(panel.series[index].count, "row")), and a fold needs "
          + "\(backtest.leastTrainingRows) before its cutoff, one of them observed, and one after it",
        fix: "a smaller --folds or --horizon, or --clock own", series: panel.series[index].id)
    }
    if let failure = Failure.joining(failures) { throw failure }
  }
}
