import Forecasting
import TimeSeries

/// The choice whether networks of patches learn an embedding of each series: as the user asks for, or where
/// series are at most 128, have 200 rows on average, and share a clock.
///
/// Series with clocks of their own are recordings, and an embedding is of no use for the recordings that
/// follow.
package struct SeriesEmbedding {
  /// Whether an embedding is learnt.
  package let isLearnt: Bool
  /// The choice with its reason; `nil` for fewer than two series.
  package let decision: Decision?

  /// The largest number of series with embeddings, and the least mean number of rows per series.
  private static let (mostSeries, leastRows) = (128, 200)

  /// Decides for the rows that `data` allows.
  package init(_ data: TrainingData, _ options: ForecasterOptions) {
    let count = data.rows.count { !$0.isEmpty }
    let rows = data.rows.reduce(0) { $0 + $1.count } / max(1, count)
    let reason: String
    let isAdvised: Bool
    switch (count, rows) {
    case _ where data.panel.hasOwnClocks: (isAdvised, reason) = (false, "each has a clock of its own")
    case (0...1, _): (isAdvised, reason) = (false, "")
    case (_, ..<Self.leastRows): (isAdvised, reason) = (false, "\(rows) rows each are too few")
    default: (isAdvised, reason) = (count <= Self.mostSeries, "\(count) with \(rows) rows each")
    }
    isLearnt = options.patches.embedding ?? isAdvised
    decision =
      count < 2
      ? nil
      : Decision(
        "an embedding of each series", .flag(isLearnt),
        reason: options.patches.embedding == nil ? reason : "as asked for")
  }
}
