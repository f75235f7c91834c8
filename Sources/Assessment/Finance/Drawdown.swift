/// How far wealth lies below its highest value so far.
public struct Drawdown: Sendable, Hashable, Codable {
  /// The deepest fall.
  public struct Deepest: Sendable, Hashable, Codable {
    /// The share of the highest wealth that was lost, in 0...1.
    public let depth: Double
    /// Where wealth was highest before the fall; of several such places the last.
    public let start: Int
    /// Where it was lowest; of several such places the first.
    public let trough: Int
    /// Where it first was as high again as at the start; `nil` where it never was.
    public let recovery: Int?
  }

  /// At each place 0 or, below the highest wealth so far, the change from it as a share of it.
  public let curve: [Double]
  /// The deepest fall, of several as deep the first; `nil` where wealth never fell.
  public let deepest: Deepest?

  /// Follows the curve of wealth, whose first value is what there was before the first period.
  ///
  /// Each value of the curve is known at its place; the deepest fall is that of the whole.
  public init(wealth: [Double]) {
    var (curve, peaks): ([Double], [Int]) = ([], [])
    var peak = 0
    for (place, value) in wealth.enumerated() {
      if value >= wealth[peak] { peak = place }
      curve.append(wealth[peak] > 0 ? min(0, value / wealth[peak] - 1) : 0)
      peaks.append(peak)
    }
    self.curve = curve
    var trough = 0
    for place in curve.indices where curve[place] < curve[trough] { trough = place }
    guard let depth = curve.min(), depth < 0 else {
      deepest = nil
      return
    }
    let start = peaks[trough]
    let recovery = wealth[trough...].firstIndex { $0 >= wealth[start] }
    deepest = Deepest(depth: -depth, start: start, trough: trough, recovery: recovery)
  }
}
