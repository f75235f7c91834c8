import Forecasting
import TimeSeries

/// Whether networks of segments learn an embedding of each series: as asked for, or where series are few, long, and share
/// a clock. Series with clocks of their own are recordings, and others will come.
package struct SeriesEmbedding {
  /// Whether embeddings are learnt.
  package let isLearnt: Bool
  /// Why, in words; `nil` where there is nothing to tell apart.
  package let note: String?

  /// The most series that are told apart, and the fewest rows that each must have on average to learn from.
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
    isLearnt = options.segments.embedding ?? isAdvised
    note =
      count < 2
      ? nil
      : "series told apart: \(isLearnt ? "yes" : "no"), "
        + (options.segments.embedding == nil ? reason : "as asked for")
  }
}
