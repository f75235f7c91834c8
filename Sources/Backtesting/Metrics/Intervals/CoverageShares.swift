import Platform
import Randomness

/// How often values lay inside an interval, fold by fold, in parts that add up to the coverage over all: the
/// mean over series of the mean over their rows.
struct CoverageShares {
  /// For each fold the sum of the weights of its rows inside, and of all its rows.
  private let folds: [(inside: Double, all: Double)]

  /// Blocks below which a band would say nothing.
  static let leastBlocks = 5
  /// Samples drawn.
  private static let draws = 2_000

  init(
    _ predictions: Predictions, model: Int, _ interval: Interval, foldOfRow: [Int], foldCount: Int
  ) {
    let actual = predictions.actual ?? []
    var counts = Array(repeating: 0.0, count: predictions.series.count)
    for (row, value) in zip(predictions.rows, actual) where !value.isNaN { counts[row.series] += 1 }
    let inside = Term.isInside(interval)
    var folds = Array(repeating: (inside: 0.0, all: 0.0), count: foldCount)
    var row = ScoredRow(of: predictions, model: model)
    for position in actual.indices where !actual[position].isNaN {
      row.position = position
      let weight = 1 / counts[predictions.rows[position].series]
      folds[foldOfRow[position]].inside += weight * inside.value(row)
      folds[foldOfRow[position]].all += weight
    }
    self.folds = folds.filter { $0.all > 0 }
  }

  /// The band that holds the coverage of nine in ten samples of folds; `nil` for fewer than five blocks.
  ///
  /// Folds are drawn in blocks of neighbours, since intervals that fail do so together. All series of a fold
  /// stay together: they share its surprises. Blocks are as long as folds overlap, and at least the cube root
  /// of their number.
  ///
  /// Where all folds hold the same share, the band is that of as many trials as there are blocks (Wilson
  /// 1927, doi:10.1080/01621459.1927.10502953).
  ///
  /// - Source: Künsch (1989), doi:10.1214/aos/1176347265; Politis and Romano (1992), on blocks around a
  ///   circle.
  func band(overlap: Int) -> MeasuredInterval.Band? {
    let block = max(overlap, Int(cbrt(Double(folds.count)).rounded(.up)))
    guard folds.count >= Self.leastBlocks * block else { return nil }
    let random = CounterRandom(seed: 0)
    var counter: UInt64 = 0
    var shares = (0..<Self.draws).map { _ in
      var (inside, all, drawn) = (0.0, 0.0, 0)
      while drawn < folds.count {
        let start = Int(random.uniform(at: counter) * Double(folds.count))
        counter += 1
        for offset in 0..<min(block, folds.count - drawn) {
          let fold = folds[(start + offset) % folds.count]
          inside += fold.inside
          all += fold.all
        }
        drawn += block
      }
      return inside / all
    }
    shares.sort()
    let tail = Self.draws / 20
    let band = MeasuredInterval.Band(lower: shares[tail], upper: shares[Self.draws - 1 - tail])
    return band.lower == band.upper ? Self.band(ofSame: band.lower, blocks: folds.count / block) : band
  }

  /// Wilson's band of a share that was the same in so many trials, for nine in ten.
  private static func band(ofSame share: Double, blocks: Int) -> MeasuredInterval.Band {
    let (count, deviations) = (Double(blocks), 1.6448536269514722)
    let square = deviations * deviations
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let variance = share * (1 - share) / count + square / (4 * count * count)
    let half = deviations * variance.squareRoot() / (1 + square / count)
    return MeasuredInterval.Band(lower: max(0, centre - half), upper: min(1, centre + half))
  }
}
