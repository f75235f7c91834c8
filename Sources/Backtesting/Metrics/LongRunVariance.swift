import Platform

/// The long-run variance of a sequence: `n` times the variance of the mean of `n` terms, which are correlated
/// with their neighbours.
///
/// Independent terms have their sample variance. Of others the slow waves of the sequence say how much a mean
/// varies: the estimate is the mean square of the sequence's products with the first `B` cosines, which are
/// nearly independent, so that the mean over its deviation has Student's distribution with `B` degrees of
/// freedom. `B` is half the number of disjoint runs of correlated terms. A sequence whose terms are moving
/// means of `overlap` independent ones has a known part of its long-run variance at each wave, by which the
/// square is divided.
///
/// Source: Lazarus, Lewis, Stock and Watson 2018, https://doi.org/10.1080/07350015.2018.1506926.
struct LongRunVariance: Sendable, Equatable {
  /// The variance; 0 where the terms do not vary.
  let value: Double
  /// The degrees of freedom of the estimate.
  let degreesOfFreedom: Double

  /// The most waves: the quantiles of Student's distribution hardly change with more.
  private static let mostWaves = 64

  /// Estimates the variance of `terms`, of which at least `2 * overlap` are there.
  ///
  /// - Parameters:
  ///   - terms: The sequence, `.nan` where a term is missing; the others keep their places.
  ///   - mean: The mean of the terms that are there.
  ///   - overlap: Terms as many places apart, or more, are not correlated; 1 where none are.
  init(_ terms: [Double], mean: Double, overlap: Int) {
    let places = terms.indices.filter { !terms[$0].isNaN }
    let deviations = places.map { terms[$0] - mean }
    guard overlap > 1 else {
      var squares = CompensatedSum()
      for deviation in deviations { squares += deviation * deviation }
      value = squares.value / Double(places.count - 1)
      degreesOfFreedom = Double(places.count - 1)
      return
    }
    let count = min(Self.mostWaves, places.count / (2 * overlap))
    precondition(count > 0, "\(places.count) terms are too few for an overlap of \(overlap)")
    // Over all places cosines are orthogonal to each other and to a constant; over some of them they are made
    // so.
    let isWhole = places.count == terms.count
    var waves =
      isWhole ? [] : [[Double](repeating: 1 / Double(places.count).squareRoot(), count: places.count)]
    var sum = 0.0
    for number in 1...count {
      let frequency = Double.pi * Double(number) / Double(terms.count)
      var wave = places.map { cos(frequency * (Double($0) + 0.5)) }
      for earlier in waves {
        let product = Self.product(wave, earlier)
        for index in wave.indices { wave[index] -= product * earlier[index] }
      }
      let length = Self.product(wave, wave).squareRoot()
      wave = wave.map { $0 / length }
      if !isWhole { waves.append(wave) }
      let amplitude = Self.product(wave, deviations) / Self.gain(frequency, overlap)
      sum += amplitude * amplitude
    }
    value = sum / Double(count)
    degreesOfFreedom = Double(count)
  }

  /// What a moving mean of `count` terms leaves of a wave's amplitude.
  private static func gain(_ frequency: Double, _ count: Int) -> Double {
    sin(Double(count) * frequency / 2) / (Double(count) * sin(frequency / 2))
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
