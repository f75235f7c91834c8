public import TimeSeries

/// One cutoff of a backtest: what may be learnt from, and where forecasts start.
public struct Fold: Sendable, Equatable {
  /// The position among the folds, from 0, earliest first.
  public let index: Int
  /// The last instant a forecast may use, when the series share their clock.
  public let time: Instant?
  /// The boundaries of the series that are forecast, in the order of the panel.
  public let cutoffs: [Cutoff]
  /// For every series of the panel the rows whose targets may be learnt from.
  public let trainingRows: [Range<Int>]
  /// The series that are not forecast: too few rows before the cutoff, or none after it.
  public let omitted: [Int]
}
