import Forecasting
import Windowing

extension SmoothingTrace.Start {
  /// Computes where the estimation of a form starts: the season by classical decomposition, level and trend
  /// from a line through the first rows without it.
  ///
  /// - Parameters:
  ///   - form: The kinds of trend and season.
  ///   - values: The rows, oldest first; `.nan` is a missing row.
  ///   - decomposition: The season of the rows, of the form's kind; `nil` without a season.
  ///   - follow: The starting value of α, the share of an error by which the level changes.
  /// - Source: Hyndman, Koehler, Snyder and Grose (2002), section 5.
  init(
    _ form: SmoothingForm, _ values: [Double], _ decomposition: SeasonalDecomposition?, follow: Double
  ) {
    let season = decomposition?.indices ?? [0]
    let opening = max(10, 2 * season.count)
    var rows: [(row: Double, value: Double)] = []
    for (row, value) in values.enumerated() where !value.isNaN {
      guard rows.count < 3 || row < opening else { break }
      rows.append((Double(row + 1), decomposition?.adjusted(value, row: row) ?? value))
    }
    let count = Double(max(1, rows.count))
    let mean = rows.reduce(0) { $0 + $1.value } / count
    level = mean
    slope = 0
    if form.trend != .none {
      let middle = rows.reduce(0) { $0 + $1.row } / count
      let spread = rows.reduce(0) { $0 + ($1.row - middle) * ($1.row - middle) }
      let product = rows.reduce(0) { $0 + ($1.row - middle) * ($1.value - mean) }
      slope = spread > 0 ? product / spread : 0
      level = mean - slope * middle
      // A form of positive values starts with one.
      if form.needsPositive, level <= 0 || level + slope <= 0 { (level, slope) = (mean, 0) }
    }
    parameters = SmoothingParameters(level: follow)
    if form.trend != .none { parameters.trend = 0.1 * follow }
    if form.trend == .damped { parameters.damping = 0.95 }
    if form.season != .none { parameters.season = 0.1 * (1 - follow) }
    seasons = season
  }
}
