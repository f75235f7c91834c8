/// Ticks at round times of a day.
enum TimeOfDayTicks {
  private static let steps = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400]

  /// Sets of ticks in `range`, from the finest of at most `most` to the coarsest.
  static func candidates(in range: AxisRange, most: Int) -> some Sequence<[Tick]> {
    steps.lazy.filter { 2 * (range.halfLength / Double($0)) <= Double(most) }.map { step in
      guard
        let first = Int(exactly: (range.lower / Double(step)).rounded(.up)),
        let last = Int(exactly: (range.upper / Double(step)).rounded(.down)), first <= last,
        abs(first) < 1 << 40
      else { return [] }
      return (first...last).map { Tick(value: Double($0 * step), label: ClockText.minutes($0 * step)) }
    }
  }
}

/// Times of a day as clocks show them.
enum ClockText {
  /// Hours and minutes of `seconds` since midnight; the end of the day is 24:00.
  static func minutes(_ seconds: Int) -> String {
    let sign = seconds < 0 ? "-" : ""
    let whole = Int(seconds.magnitude) / 60
    return sign + padded(whole / 60, to: 2) + ":" + padded(whole % 60, to: 2)
  }

  /// `number` with zeros before it, to as many digits as `count`.
  static func padded(_ number: Int, to count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
