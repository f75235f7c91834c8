import Algorithms
import Forecasting

/// How often intervals held where they were narrow, of middle width, and wide, for their series and lead.
///
/// A model that knows when it is uncertain holds its level in each third; one that does not holds too much
/// where intervals are wide, or too little.
/// - Source: Angelopoulos and Bates (2021), arXiv:2107.07511, on coverage by the size of intervals.
struct WidthThirds {
  /// The share held in the narrow, the middle and the wide third; `nil` where series and leads have too few
  /// rows each, or widths do not differ.
  let shares: [Double]?

  /// The rows that a series has at a lead, at least, to be divided.
  private static let leastRows = 6
  /// The share by which widths differ that are the same but for rounding.
  private static let rounding = 1e-9

  init(_ predictions: Predictions, model: Int, _ interval: Interval) {
    let actual = predictions.actual ?? []
    var row = ScoredRow(of: predictions, model: model)
    let inside = Term.isInside(interval)
    var groups: [Group: [(width: Double, held: Double)]] = [:]
    for position in actual.indices where !actual[position].isNaN {
      row.position = position
      let width = row.spread(interval.upper) - row.spread(interval.lower)
      guard !width.isNaN else { continue }
      let key = Group(series: predictions.rows[position].series, lead: row.lead)
      groups[key, default: []].append((width, inside.value(row)))
    }
    var (held, counts) = ([0.0, 0, 0], [0.0, 0, 0])
    for rows in groups.values where rows.count >= Self.leastRows {
      let sorted = rows.sorted { $0.width < $1.width }
      // Widths that differ by rounding alone stay together, in the third of the middle one.
      var parts = [[(width: Double, held: Double)](), [], []]
      var start = 0
      for run in sorted.chunked(by: { $1.width - $0.width <= Self.rounding * $1.width }) {
        parts[min(2, 3 * (2 * start + run.count - 1) / (2 * sorted.count))] += run
        start += run.count
      }
      guard parts.allSatisfy({ !$0.isEmpty }) else { continue }
      for (third, rows) in parts.enumerated() {
        held[third] += rows.reduce(0) { $0 + $1.held }
        counts[third] += Double(rows.count)
      }
    }
    shares = counts.allSatisfy { $0 > 0 } ? zip(held, counts).map { $0 / $1 } : nil
  }

  private struct Group: Hashable {
    let series: Int
    let lead: Int
  }
}
