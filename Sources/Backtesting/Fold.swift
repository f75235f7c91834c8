public import TimeSeries

/// One cutoff of a backtest: what may be learnt from, and where forecasts start.
public struct Fold: Sendable, Equatable {
  /// The position among the folds, from 0, earliest first.
  public let index: Int
  /// The last instant a forecast may use, when the series share their clock.
  public let time: Instant?
  /// The boundaries of the series that are forecast, in the order of the panel.
  public let cutoffs: [Cutoff]
  /// For each of the cutoffs the rows whose forecasts are scored, at most as many as the horizon.
  ///
  /// They end with the last known row, and before the cutoff of the next fold unless folds may overlap, being
  /// less than a horizon apart.
  public let targetRows: [Range<Int>]
  /// For every series of the panel the rows whose targets may be learnt from.
  public let trainingRows: [Range<Int>]
  /// For every series the rows that its errors are measured by: those above, and of a series that nothing is
  /// learnt from those that would be.
  let scaleRows: [Range<Int>]
  /// The series that are not forecast: too few rows before the cutoff, or none between it and the next.
  public let omitted: [Int]
}
