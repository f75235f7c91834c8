/// The Diebold-Mariano test of equal accuracy, of folds that may overlap.
///
/// The statistic is the mean difference of losses over its deviation, by `LongRunVariance`. Where folds do
/// not overlap, it is that of Harvey, Leybourne and Newbold for one step, which is Student's statistic of the
/// differences. Where they do, their sum of autocovariances rejects far too often, equal forecasts in 7 to 27
/// of 100 cases at 5 %; this statistic, in about 5. Differences of folds that do not overlap are taken to be
/// independent: where neighbours have a correlation of 0.3, the test rejects in 14 cases, and in 25 where it
/// is 0.5.
///
/// Sources: Diebold and Mariano 1995, https://doi.org/10.1080/07350015.1995.10524599; Harvey, Leybourne and
/// Newbold 1997, https://doi.org/10.1016/S0169-2070(96)00719-4.
public struct DieboldMariano: Sendable, Equatable, Encodable {
  /// The statistic; negative where the first forecast has the smaller losses.
  public let statistic: Double
  /// The two-sided probability of a statistic this far from 0 when both forecasts are equally accurate.
  public let probability: Double
  /// The number of losses compared.
  public let count: Int

  /// The degrees of freedom of the statistic's distribution where both are equally accurate.
  package let degreesOfFreedom: Double

  private enum CodingKeys: String, CodingKey { case statistic, probability, count }

  /// The statistic that chance exceeds, to either side, with a probability of 5 %.
  package var criticalValue: Double { StudentT.criticalValue(0.05, degreesOfFreedom: degreesOfFreedom) }

  /// Half the width of the interval of 95 % around `difference`, the mean difference of the losses; `nil`
  /// where it is 0, so that its deviation is not known from the statistic.
  package func halfWidth(of difference: Double) -> Double? {
    statistic == 0 ? nil : criticalValue * abs(difference / statistic)
  }

  /// Why nothing was tested.
  public enum Untested: Error, Sendable, Equatable {
    /// There are fewer losses than a test needs.
    case tooFew(count: Int, needed: Int)
    /// The losses differ by the same number every time.
    case constantDifference
  }

  /// The fewest losses that are tested.
  static let leastCount = 10
  /// The fewest disjoint runs of folds that overlap: with eight, the variance has four degrees of freedom.
  static let leastRuns = 8

  /// The losses that a test needs of folds of which each overlaps `overlap - 1` others after it.
  static func neededCount(overlap: Int) -> Int { max(leastCount, overlap > 1 ? leastRuns * overlap : 0) }

  /// Compares two sequences of losses at the same folds, in order.
  ///
  /// - Parameters:
  ///   - losses: The losses of the first forecast, `.nan` at folds without one; these keep their places.
  ///   - others: The losses of the second, at the same folds.
  ///   - overlap: The least number of places between two folds that have no target time in common; at least
  ///     1.
  /// - Throws: ``Untested`` when the losses are too few or differ by a constant.
  /// - Complexity: O(n) for n losses, since the number of cosines in the variance is bounded.
  public init(_ losses: [Double], against others: [Double], overlap: Int) throws(Untested) {
    precondition(losses.count == others.count && overlap >= 1, "as many losses on both sides")
    let differences = zip(losses, others).map { $0 - $1 }
    let known = differences.filter { !$0.isNaN }
    let needed = Self.neededCount(overlap: overlap)
    guard known.count >= needed else { throw .tooFew(count: known.count, needed: needed) }
    // In units of the largest difference, so that no square overflows.
    let unit = known.reduce(0) { max($0, abs($1)) }
    guard unit > 0, unit.isFinite, let mean = known.lazy.map({ $0 / unit }).mean() else {
      throw .constantDifference
    }
    let variance = LongRunVariance(differences.map { $0 / unit }, mean: mean, overlap: overlap)
    let deviation = variance.value.squareRoot()
    // Differences that are equal but for the rounding of the losses do not vary.
    let largest = (losses + others).reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    guard deviation > 1e-14 * (largest / unit) else { throw .constantDifference }
    statistic = mean / (deviation / Double(known.count).squareRoot())
    degreesOfFreedom = variance.degreesOfFreedom
    probability = StudentT.twoSidedProbability(statistic, degreesOfFreedom: variance.degreesOfFreedom)
    count = known.count
  }
}
