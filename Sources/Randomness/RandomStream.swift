import Platform

/// The draws of a ``CounterRandom`` one after the other, with the distributions simulations need.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let source: CounterRandom
  private var index: UInt64 = 0
  private var spareBits: UInt64?
  private var spareGaussian: Double?

  /// Creates the sequence of `source`'s draws, from index 0.
  public init(_ source: CounterRandom) { self.source = source }

  /// Creates the sequence of a stream of a seed.
  public init(seed: UInt64, stream: UInt64 = 0) { self.init(CounterRandom(seed: seed, stream: stream)) }

  /// Returns the next 64 bits; every second call reads a new block.
  public mutating func next() -> UInt64 {
    if let bits = spareBits {
      spareBits = nil
      return bits
    }
    let block = source.bits(at: index)
    index &+= 1
    spareBits = UInt64(block.2) | UInt64(block.3) << 32
    return UInt64(block.0) | UInt64(block.1) << 32
  }

  /// Returns a number uniform over the multiples of 2⁻⁵³ in [0, 1).
  public mutating func nextUniform() -> Double { unitInterval(next()) }

  /// Returns a number with the standard normal distribution.
  ///
  /// - Sources: Box, Muller (1958), "A note on the generation of random normal deviates",
  ///   doi:10.1214/aoms/1177706645.
  public mutating func nextGaussian() -> Double {
    if let gaussian = spareGaussian {
      spareGaussian = nil
      return gaussian
    }
    // 1 - u lies in (0, 1], so that the logarithm is finite.
    let radius = (-2 * log(1 - nextUniform())).squareRoot()
    let angle = 2 * Double.pi * nextUniform()
    spareGaussian = radius * sin(angle)
    return radius * cos(angle)
  }

  /// Returns a number with Student's t distribution, which has variance ν / (ν - 2) for ν > 2.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  /// - Sources: Bailey (1994), "Polar generation of random variates with the t-distribution",
  ///   doi:10.1090/S0025-5718-1994-1219702-8.
  public mutating func nextStudentT(degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "Student's t needs positive degrees of freedom")
    let power = pow(1 - nextUniform(), -2 / degreesOfFreedom)
    let radius = (degreesOfFreedom * (power - 1)).squareRoot()
    return radius * cos(2 * Double.pi * nextUniform())
  }
}
