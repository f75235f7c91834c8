/// The errors of models fold by fold, in parts that add up to their metric over all, so that a test of the
/// parts and a comparison of the metrics cannot disagree.
///
/// The metric is MASE where several series are scored, each in units of its own scale, and MAE of a single
/// one, or where no series has a scale. MASE is the mean over series of the mean over the series' rows: a row
/// weighs as much as it does there.
package struct PairedErrors: Sendable {
  /// The metric that is compared.
  package let metric: Metric
  /// For each model and fold its part of the metric, times the number of folds with one; `.nan` at folds
  /// without.
  package let losses: [[Double]]
  /// For each lead the same of its rows alone, in parts of what is then the mean over series of the lead's
  /// errors; empty for a lead without rows.
  package let byLead: [[[Double]]]

  /// Computes the errors of `predictions` by fold.
  ///
  /// - Parameters:
  ///   - predictions: The forecasts, with their actual values.
  ///   - foldOfRow: The fold of each row.
  ///   - foldCount: The number of folds.
  ///   - scales: For each series the divisor of MASE; series where it is 0 or `nil` are left out of MASE.
  init(_ predictions: Predictions, foldOfRow: [Int], foldCount: Int, scales: [Double?]) {
    let actual = predictions.actual ?? []
    var counts = Array(repeating: 0, count: predictions.series.count)
    for (row, actual) in zip(predictions.rows, actual) where !actual.isNaN { counts[row.series] += 1 }
    let scored = counts.indices.filter { counts[$0] > 0 }
    let scaled = scored.filter { scales[$0].map { $0 > 0 } ?? false }
    let isScaled = scored.count > 1 && !scaled.isEmpty
    metric = isScaled ? .mase : .mae
    let compared = isScaled ? scaled : scored
    let rows = actual.indices.filter { !actual[$0].isNaN }
    func parts(_ rows: [Int]) -> [[Double]] {
      Self.losses(predictions, actual, foldOfRow, foldCount, compared, isScaled ? scales : nil, at: rows)
    }
    losses = parts(rows)
    let leads = Dictionary(grouping: rows) { predictions.rows[$0].lead }
    byLead = (1...max(1, leads.keys.max() ?? 1)).map { lead in
      leads[lead].map(parts) ?? predictions.models.map { _ in [] }
    }
  }

  /// The parts of each model's metric by fold, over `rows` of the series compared.
  private static func losses(
    _ predictions: Predictions, _ actual: [Double], _ foldOfRow: [Int], _ foldCount: Int, _ compared: [Int],
    _ scales: [Double?]?, at rows: [Int]
  ) -> [[Double]] {
    var counts = Array(repeating: 0, count: predictions.series.count)
    for row in rows { counts[predictions.rows[row].series] += 1 }
    let compared = compared.filter { counts[$0] > 0 }
    var weights = Array(repeating: 0.0, count: counts.count)
    for series in compared {
      weights[series] = 1 / (Double(compared.count) * Double(counts[series]))
    }
    let rows = rows.filter { weights[predictions.rows[$0].series] > 0 }
    let observed = Set(rows.map { foldOfRow[$0] })
    return predictions.models.map { model in
      var sums = Array(repeating: CompensatedSum(), count: foldCount)
      for row in rows {
        let series = predictions.rows[row].series
        let unit = scales?[series] ?? 1
        let error = abs(actual[row] - model.values[row]) / unit
        sums[foldOfRow[row]] += weights[series] * error
      }
      return sums.indices.map { observed.contains($0) ? sums[$0].value * Double(observed.count) : .nan }
    }
  }
}
