import Platform

/// Student's t distribution.
enum StudentT {
  /// The probability of a value at least as far from 0 as `t`, with `degreesOfFreedom` > 0: I_x(ν/2, 1/2) at
  /// x = ν / (ν + t²).
  static func twoSidedProbability(_ t: Double, degreesOfFreedom: Double) -> Double {
    // Written so that t² cannot overflow.
    let ratio = abs(t) / degreesOfFreedom.squareRoot()
    let x = ratio > 1e100 ? 0 : 1 / (1 + ratio * ratio)
    return incompleteBeta(x, degreesOfFreedom / 2, 0.5)
  }

  /// The value that is exceeded to either side with a probability in (0, 1), found by halving.
  static func criticalValue(_ probability: Double, degreesOfFreedom: Double) -> Double {
    var range = (0.0, 1.0)
    while twoSidedProbability(range.1, degreesOfFreedom: degreesOfFreedom) > probability, range.1 < 1e300 {
      range.1 *= 2
    }
    for _ in 0..<100 {
      let middle = range.0 + (range.1 - range.0) / 2
      if twoSidedProbability(middle, degreesOfFreedom: degreesOfFreedom) > probability {
        range.0 = middle
      } else {
        range.1 = middle
      }
    }
    return range.1
  }

  /// The regularised incomplete beta function I_x(a, b) for x in 0...1.
  ///
  /// By the continued fraction on the side where it converges fast. Source: https://dlmf.nist.gov/8.17#v.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let logFactor = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
    if x < (a + 1) / (a + b + 2) {
      return exp(logFactor) * betaFraction(x, a, b) / a
    }
    return 1 - exp(logFactor) * betaFraction(1 - x, b, a) / b
  }

  /// The continued fraction of I_x(a, b), by Lentz's method.
  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func bounded(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / bounded(1 - (a + b) * x / (a + 1))
    var fraction = d
    for m in 1...300 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / bounded(1 + even * d)
      c = bounded(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / bounded(1 + odd * d)
      c = bounded(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return fraction
  }

  private static func logGamma(_ x: Double) -> Double {
    let (value, _): (Double, Int) = lgamma(x)
    return value
  }
}
