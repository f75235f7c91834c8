public import Files
import Forecasting
public import TimeSeries

/// The rows of one series that are known at a cutoff.
public struct History: Sendable {
  /// Every row before the cutoff; `.nan` is a missing cell.
  public let values: ArraySlice<Double>
  /// The rows before the cutoff in the segment of the last one; no segment boundary lies between them.
  public let segment: ArraySlice<Double>
  /// The value of the last observed row.
  public let lastObserved: Double

  /// Takes the rows of `panel` before `cutoff`.
  ///
  /// - Throws: `Failure` (data) where no row before the cutoff has a value.
  public init(_ panel: Panel, at cutoff: Cutoff) throws(Failure) {
    let series = panel.series[cutoff.series]
    let known = series.target[..<min(cutoff.index, series.count)]
    guard let last = series.lastObserved(before: cutoff.index) else {
      throw Failure(
        .data, "series \(series.id) has no observed value in the \(known.count) rows before the cutoff",
        fix: "start later with fewer --folds, or leave this series out", series: series.id)
    }
    values = known
    segment = known[series.rowsOfSegment(endingAt: known.endIndex)]
    lastObserved = last
  }
}

extension Series {
  /// The rows before `end` in the segment of row `end - 1`; empty where there is no row before `end`.
  package func rowsOfSegment(endingAt end: Int) -> Range<Int> {
    guard let segment = segments.last(where: { $0.lowerBound < end }) else { return 0..<end }
    return segment.lowerBound..<end
  }

  /// The target of the rows before `end` in the segment of row `end - 1`.
  package func history(before end: Int) -> ArraySlice<Double> { target[rowsOfSegment(endingAt: end)] }
}
