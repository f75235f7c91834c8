import Forecasting
import Windowing

/// How `linear` reads a window: the lookback values minus the last observed one, over a scale.
///
/// Missing values are the last observed one before them in the lookback, leading ones the first observed. A
/// history shorter than the lookback is continued backwards by its first value.
struct LinearWindow: Sendable, Equatable {
  /// What the numbers of one window are measured from, and in.
  struct Normalisation: Equatable {
    /// The last observed value.
    var anchor: Double
    /// The unit of the differences from it; 0 for a constant lookback of a panel.
    var scale: Double
  }

  /// Past steps read.
  let lookback: Int
  /// The scale of every window; `nil` takes the standard deviation of each lookback, so that series of
  /// different sizes can share coefficients.
  let unit: Double?

  /// Fills `input` with the window after `history`: `lookback - 1` normalised values, then 1 for the
  /// intercept.
  ///
  /// The newest value needs no place: measured from itself it is always 0.
  ///
  /// - Returns: `nil` when no value of the lookback is observed.
  func read(_ history: ArraySlice<Double>, into input: inout [Double]) -> Normalisation? {
    let rows = history.suffix(lookback)
    guard let anchor = rows.last(where: { !$0.isNaN }), let first = rows.first(where: { !$0.isNaN }) else {
      return nil
    }
    let padding = lookback - rows.count
    var value = first - anchor
    for index in 0..<padding where index < lookback - 1 { input[index] = value }
    for (index, row) in rows.enumerated() where padding + index < lookback - 1 {
      if !row.isNaN { value = row - anchor }
      input[padding + index] = value
    }
    let scale = unit ?? deviation(of: input[min(padding, lookback - 1)..<(lookback - 1)])
    if scale > 0 { for index in 0..<(lookback - 1) { input[index] /= scale } }
    input[lookback - 1] = 1
    return Normalisation(anchor: anchor, scale: scale)
  }

  /// The standard deviation of a lookback given as `differences` from its newest value, which is not among
  /// them.
  private func deviation(of differences: ArraySlice<Double>) -> Double {
    let largest = differences.reduce(0) { max($0, abs($1)) }
    // Over the largest difference nothing overflows, and a constant lookback is exactly 0.
    guard largest > 0 else { return 0 }
    let count = Double(differences.count + 1)
    let mean = differences.reduce(0) { $0 + $1 / largest } / count
    let squares = differences.reduce(mean * mean) { $0 + ($1 / largest - mean) * ($1 / largest - mean) }
    return largest * (squares / count).squareRoot()
  }
}
