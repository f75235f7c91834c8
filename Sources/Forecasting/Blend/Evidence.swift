import Glibc

/// How much of a combination is believed against where it starts from.
///
/// Before anything is seen there is nothing to gain at all, with some probability, or a gain of some size. What is seen (see
/// ``PairedLosses``) changes the odds by its Bayes factor, and the combination counts by the probability that there is
/// something. A gain of less than half its standard error counts for less: a tie is the simple forecast's. Small gains
/// need more evidence than large ones: they are what luck over a tail of validation looks like. On a series on which little beats the naive forecast the odds are against a gain, because it is close to a random walk;
/// against any other simple forecast they are for one.
/// - Source: George and McCulloch (1993), doi:10.1080/01621459.1993.10476353, on spikes and slabs.
enum Evidence {
  /// What is believed before anything is seen.
  struct Prior: Sendable {
    /// The probability that there is nothing to gain.
    var nothing: Double
    /// The deviation of gains where there is one; 0.1 is an error lower by a fifth.
    var deviation: Double

    /// Against the naive forecast.
    static let naive = Prior(nothing: 0.75, deviation: 0.1)
    /// Against any other simple forecast, which leaves less to gain.
    static let simple = Prior(nothing: 0.1, deviation: 0.03)

    /// Against a forecast that is the naive one by a share.
    static func naive(by share: Double) -> Prior {
      Prior(
        nothing: share * naive.nothing + (1 - share) * simple.nothing,
        deviation: share * naive.deviation + (1 - share) * simple.deviation)
    }
  }

  /// What is less probable than this is not worth a network: on a random walk all it adds is noise.
  private static let leastShare = 0.25

  /// The share of the combination, in 0...1.
  ///
  /// - Parameters:
  ///   - paired: The combination against the simple forecast.
  ///   - prior: What is believed before.
  static func share(_ paired: PairedLosses, prior: Prior) -> Double {
    guard paired.gain > 0 else { return 0 }
    // A combination without any error but rounding has nothing left to prove.
    guard paired.remainder > 1e-9 else { return 1 }
    let ratio = prior.deviation * prior.deviation / paired.variance
    let square = paired.gain * paired.gain / paired.variance
    // The Bayes factor of no gain against one from a normal distribution.
    let factor = (1 + ratio).squareRoot() * exp(-square / 2 * ratio / (1 + ratio))
    let ramp = min(1, 2 * square.squareRoot())
    let share = ramp / (1 + prior.nothing / (1 - prior.nothing) * factor)
    return share < leastShare ? 0 : share
  }
}
