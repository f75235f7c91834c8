import Glibc

/// How much of a combination is believed against where it starts from.
///
/// Before anything is seen there is nothing to gain at all, with some probability, or a gain of some size. What is seen (see
/// ``PairedLosses``) changes the odds by its Bayes factor, and the combination counts by the probability that there is a
/// gain. Small gains need more evidence than large ones: they are what luck over a tail of validation looks like. On a
/// series on which little beats the naive forecast the odds are against a gain, because it is close to a random walk;
/// against any other simple forecast they are for one.
/// - Source: George and McCulloch (1993), doi:10.1080/01621459.1993.10476353, on spikes and slabs.
enum Evidence {
  /// The probability that there is nothing to gain over the naive forecast.
  static let naivePrior = 0.75
  /// The same of any other simple forecast.
  static let simplePrior = 0.1

  /// The deviation of gains, where there is one: an error lower by a fifth is one deviation.
  private static let deviation = 0.1

  /// What is less probable than this is not worth a network: on a random walk all it adds is noise.
  private static let leastShare = 0.25

  /// The share of the combination, in 0...1.
  ///
  /// - Parameters:
  ///   - paired: The combination against the simple forecast.
  ///   - prior: The probability that there is nothing to gain.
  static func share(_ paired: PairedLosses, prior: Double) -> Double {
    guard paired.gain > 0 else { return 0 }
    // A combination without any error but rounding has nothing left to prove.
    guard paired.remainder > 1e-9 else { return 1 }
    let ratio = deviation * deviation / paired.variance
    let square = paired.gain * paired.gain / paired.variance
    // The Bayes factor of no gain against one from a normal distribution.
    let factor = (1 + ratio).squareRoot() * exp(-square / 2 * ratio / (1 + ratio))
    let share = 1 / (1 + prior / (1 - prior) * factor)
    return share < leastShare ? 0 : share
  }
}
