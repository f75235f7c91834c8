import Forecasting
import Platform
import Windowing

/// The theta method estimated on rows without a season, by least squares.
///
/// With the line z through the rows y, the share s = 1 − 1/θ and simple exponential smoothing of y − s z, the
/// one-step errors are
/// ```
/// e_t = y_t − s z_t − l_{t−1},   l_t = l_{t−1} + α e_t
/// ```
/// They are linear in the initial level l_0 and in s, so that both are solved for exactly for each α:
/// ```
/// e = u − s w − l_0 v,   v_t = (1 − α)^(t − 1)
/// ```
/// with the errors u of y and w of z from an initial level of 0. What is left is a search along α.
///
/// α lies in 0.1...0.99, as in the authors' package forecTheta: near 0 the smoothed level would be the mean
/// of all rows, and with a large θ the forecast a regression line; neither follows the series. A missing row
/// leaves the level as it is.
/// - Source: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016),
///   doi:10.1016/j.ijforecast.2016.02.005, section 2.
struct ThetaFit {
  /// The line through the observed rows.
  let line: Line
  /// The share of the line that is not smoothed, in 0...1; a half for θ = 2.
  let share: Double
  /// Simple exponential smoothing of what the share leaves, after the last row.
  let state: SmoothingState

  /// A line over the rows, by their numbers from 0.
  struct Line {
    var intercept: Double
    var slope: Double

    /// Its value at a row.
    func value(at row: Int) -> Double { intercept + slope * Double(row) }
  }

  private static let levels = 0.1...0.99
  /// The share of the standard method.
  private static let standardShare = 0.5
  /// What is estimated where the share is given: α, the initial level and the variance of the errors.
  private static let parameters = 3
  /// The distance of two α that forecast alike.
  private static let tolerance = 1e-4
  /// Values of α that are looked at before the best is searched for between its neighbours: there may be
  /// several minima.
  private static let trials = 24
  /// The mean squared error below which errors are rounding: rows are near 1.
  private static let leastSquare = 1e-22

  /// Estimates α and the initial level for θ = 2 and for a θ estimated with them, and keeps the fit with the
  /// lesser criterion.
  ///
  /// It is `nil` for fewer than five observed rows.
  ///
  /// - Parameter rows: The rows, oldest first; `.nan` is a missing row.
  init?(to rows: [Double]) {
    let count = rows.count { !$0.isNaN }
    guard count > Self.parameters + 1 else { return nil }
    line = Line(through: rows)
    let errors = SmoothingErrors(rows, line)
    var best = Self.search { errors.sums(level: $0).solution(share: Self.standardShare) }
    if count > Self.parameters + 2 {
      let free = Self.search { level in
        let sums = errors.sums(level: level)
        return sums.solution(share: sums.bestShare ?? Self.standardShare)
      }
      func criterion(_ solution: Solution, _ parameters: Int) -> Double {
        let (free, rows) = (Double(parameters), Double(count))
        return rows * log(solution.squares + rows * Self.leastSquare)
          + 2 * free + 2 * free * (free + 1) / (rows - free - 1)
      }
      if criterion(free, Self.parameters + 1) < criterion(best, Self.parameters) { best = free }
    }
    share = best.share
    state = SmoothingState(
      form: SmoothingForm(error: .additive, trend: .none, season: .none),
      parameters: SmoothingParameters(level: best.alpha),
      level: errors.level(after: best), slope: 0, seasons: [0])
  }

  /// The solution with the least squares along α: the best of several trials, then a golden section between
  /// its neighbours.
  private static func search(_ solution: (_ level: Double) -> Solution) -> Solution {
    let step = (levels.upperBound - levels.lowerBound) / Double(trials - 1)
    let tried = (0..<trials).map { solution(levels.lowerBound + Double($0) * step) }
    var best = tried.reduce(tried[0]) { $1.squares < $0.squares ? $1 : $0 }
    var low = max(levels.lowerBound, best.alpha - step)
    var high = min(levels.upperBound, best.alpha + step)
    let golden = (5.0.squareRoot() - 1) / 2
    var inner = [high - golden * (high - low), low + golden * (high - low)].map(solution)
    while high - low > tolerance {
      let isLower = inner[0].squares <= inner[1].squares
      if isLower {
        high = inner[1].alpha
        inner = [solution(high - golden * (high - low)), inner[0]]
      } else {
        low = inner[0].alpha
        inner = [inner[1], solution(low + golden * (high - low))]
      }
    }
    for solution in inner where solution.squares < best.squares { best = solution }
    return best
  }
}

extension ThetaFit.Line {
  /// The least squares line through the observed rows; level 0 without any.
  init(through rows: [Double]) {
    var (count, row, value) = (0.0, 0.0, 0.0)
    for (index, observed) in rows.enumerated() where !observed.isNaN {
      count += 1
      row += Double(index)
      value += observed
    }
    guard count > 0 else {
      self.init(intercept: 0, slope: 0)
      return
    }
    let (middle, mean) = (row / count, value / count)
    var (spread, product) = (0.0, 0.0)
    for (index, observed) in rows.enumerated() where !observed.isNaN {
      spread += (Double(index) - middle) * (Double(index) - middle)
      product += (Double(index) - middle) * (observed - mean)
    }
    let slope = spread > 0 ? product / spread : 0
    self.init(intercept: mean - slope * middle, slope: slope)
  }
}

/// One-step errors as functions of α, the initial level and the share of the line.
private struct SmoothingErrors {
  /// Rows and line, less the mean of both: sums of products then keep their digits where rows are far from 0.
  private let rows: [(value: Double, line: Double)]
  private let mean: Double

  init(_ rows: [Double], _ line: ThetaFit.Line) {
    let observed = rows.filter { !$0.isNaN }
    let mean = observed.reduce(0, +) / Double(observed.count)
    self.mean = mean
    self.rows = rows.enumerated().map { ($1 - mean, line.value(at: $0) - mean) }
  }

  /// The products of the three parts of the errors for a given α.
  func sums(level alpha: Double) -> ErrorSums {
    var sums = ErrorSums(alpha: alpha)
    var levels = (row: 0.0, line: 0.0, initial: 1.0)
    for row in rows where !row.value.isNaN {
      let (own, trend) = (row.value - levels.row, row.line - levels.line)
      sums.add(own: own, trend: trend, initial: levels.initial)
      levels.row += alpha * own
      levels.line += alpha * trend
      levels.initial *= 1 - alpha
    }
    return sums
  }

  /// The level after the last row, of rows less the share of the line.
  func level(after solution: Solution) -> Double {
    var level = solution.initial
    for row in rows where !row.value.isNaN {
      level += solution.alpha * (row.value - solution.share * row.line - level)
    }
    return level + (1 - solution.share) * mean
  }
}

/// Sums of products of the parts u, w and v of the errors u − s w − l_0 v.
private struct ErrorSums {
  let alpha: Double
  private var (ownOwn, ownTrend, ownInitial) = (0.0, 0.0, 0.0)
  private var (trendTrend, trendInitial, initialInitial) = (0.0, 0.0, 0.0)

  package init(alpha: Double) { self.alpha = alpha }

  package mutating func add(own: Double, trend: Double, initial: Double) {
    ownOwn += own * own
    ownTrend += own * trend
    ownInitial += own * initial
    trendTrend += trend * trend
    trendInitial += trend * initial
    initialInitial += initial * initial
  }

  /// The share in 0...1 that leaves the least squares; `nil` where the line has no slope that would tell.
  var bestShare: Double? {
    let determinant = trendTrend * initialInitial - trendInitial * trendInitial
    guard determinant > 1e-12 * trendTrend * initialInitial else { return nil }
    return min(1, max(0, (ownTrend * initialInitial - ownInitial * trendInitial) / determinant))
  }

  /// The least squares for a given share.
  func solution(share: Double) -> Solution {
    let initial = (ownInitial - share * trendInitial) / initialInitial
    let squares =
      ownOwn - 2 * share * ownTrend + share * share * trendTrend
      - initial * initial * initialInitial
    return Solution(alpha: alpha, share: share, initial: initial, squares: max(0, squares))
  }
}

/// Estimates, and the sum of squared errors that they leave.
private struct Solution {
  let alpha: Double
  let share: Double
  let initial: Double
  let squares: Double
}
