import Files
import Forecasting
import TimeSeries

extension Panel {
  /// Checks that each of the `horizon` rows after each cutoff is there and has a value of every covariate
  /// known ahead.
  ///
  /// - Throws: `Failure` (data) naming the series, the covariate and the time of the first cell that is
  ///   missing, with the first ones of all other series.
  package func requireCovariatesKnownAhead(_ horizon: Int, after cutoffs: [Cutoff]) throws(Failure) {
    guard !covariates.future.isEmpty else { return }
    var failures = SeriesFailures()
    for cutoff in cutoffs {
      _ = try failures.attempt { () throws(Failure) in
        try requireCovariatesKnownAhead(horizon, after: cutoff)
      }
    }
    try failures.finish()
  }

  private func requireCovariatesKnownAhead(_ horizon: Int, after cutoff: Cutoff) throws(Failure) {
    let series = series[cutoff.series]
    let rows = series.times.count - cutoff.index
    guard rows >= horizon else {
      throw Failure(
        .data,
        "series \(series.id) needs \(horizon) rows of \(covariates.future.joined(separator: ", ")) after the cutoff and has \(rows)",
        fix: "append rows with the covariates known ahead and an empty target", series: series.id)
    }
    guard let cell = series.emptyCellKnownAhead(horizon, after: cutoff.index) else { return }
    let time = TimeText(kind: timeKind, times: series.times, unit: elapsedUnit).text(
      of: series.times[cutoff.index + cell.lead])
    let name = covariates.future[cell.column]
    throw Failure(
      .data,
      "the covariate known ahead \"\(name)\" is empty for series \(series.id) at \(time), lead \(cell.lead + 1)",
      fix: "fill the cell in, or leave \"\(name)\" out of --future and train again", series: series.id)
  }
}

extension Series {
  /// The first lead (from 0) of the rows from `origin` on for which a covariate known ahead is missing, with
  /// the covariate's column; `nil` where all of them are there.
  package func emptyCellKnownAhead(_ horizon: Int, after origin: Int) -> (lead: Int, column: Int)? {
    for lead in 0..<horizon {
      if let column = future.firstIndex(where: { origin + lead >= $0.count || $0[origin + lead].isNaN }) {
        return (lead, column)
      }
    }
    return nil
  }
}
