import Platform

/// Ticks at multiples of 1, 2 or 5 times a power of ten, kept as whole numbers so that none is off by a
/// rounding.
struct NumberTicks: Sendable, Equatable {
  /// 1, 2 or 5.
  let digit: Int
  /// The power of ten.
  let exponent: Int

  /// Sets of ticks in `range`, from the finest of at most `most` ticks to the coarsest.
  ///
  /// - Parameters:
  ///   - range: The range of the axis.
  ///   - most: The largest number of ticks.
  ///   - leastExponent: The least power of ten of a step; `nil` for any.
  ///   - isShare: Whether numbers are written as percentages.
  /// - Returns: The sets, at most twelve, each computed when it is read.
  static func candidates(
    in range: AxisRange, most: Int, leastExponent: Int?, isShare: Bool = false
  ) -> some Sequence<[Tick]> {
    let first = finest(for: range, most: most, leastExponent: leastExponent)
    return sequence(first: first, next: \.coarser).prefix(12).lazy.map {
      $0.ticks(in: range, isShare: isShare)
    }
  }

  /// The finest step of which `range` holds at most `most`.
  private static func finest(for range: AxisRange, most: Int, leastExponent: Int?) -> NumberTicks {
    let least = min(range.halfLength / Double(most) * 2, .greatestFiniteMagnitude)
    let exponent = max(Int(log10(least).rounded(.down)), leastExponent ?? -307, -307)
    var step = NumberTicks(digit: 1, exponent: exponent)
    while step.length < least, let coarser = step.coarser { step = coarser }
    return step
  }

  /// The next longer step; `nil` beyond the greatest number.
  private var coarser: NumberTicks? {
    let next =
      switch digit {
      case 1: NumberTicks(digit: 2, exponent: exponent)
      case 2: NumberTicks(digit: 5, exponent: exponent)
      default: NumberTicks(digit: 1, exponent: exponent + 1)
      }
    return next.length.isFinite ? next : nil
  }

  private var length: Double { Self.value(digit, exponent) }

  /// The number `whole` times a power of ten, rounded once.
  private static func value(_ whole: Int, _ exponent: Int) -> Double {
    Double("\(whole)e\(exponent)") ?? .infinity
  }

  private func ticks(in range: AxisRange, isShare: Bool) -> [Tick] {
    // A tick that the roundings of an end hide by a hair is one still.
    let hair = 1e-9
    guard
      let first = Int(exactly: (range.lower / length - hair).rounded(.up)),
      let last = Int(exactly: (range.upper / length + hair).rounded(.down)),
      first <= last, last - first < 1000, abs(first) < 1 << 58, abs(last) < 1 << 58
    else { return [] }
    let wholes = (first...last).map { $0 * digit }
    let texts = NumberLabels.texts(wholes, exponent: isShare ? exponent + 2 : exponent)
    return zip(wholes, texts).map { whole, text in
      Tick(value: Self.value(whole, exponent), label: isShare ? text + " %" : text)
    }.filter { $0.value.isFinite }
  }
}
