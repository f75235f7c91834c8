import TimeSeries

/// A step between ticks on the civil calendar.
enum CalendarStep: Sendable, Equatable {
  /// Part of a second, in millionths.
  case microseconds(Int)
  /// Seconds, minutes or hours: a whole number of seconds that divides a day.
  case seconds(Int)
  /// Days.
  case days(Int)
  /// Weeks, from Monday.
  case weeks(Int)
  /// Months that divide a year.
  case months(Int)
  /// Years.
  case years(Int)

  /// Every step, from the shortest to the longest.
  static let ladder: [CalendarStep] = {
    let tens = [1, 10, 100, 1_000, 10_000, 100_000]
    let fractions = tens.flatMap { ten in [1, 2, 5].map { microseconds($0 * ten) } }
    let seconds = [1, 2, 5, 10, 15, 30].flatMap { [$0] }
    let minutes = seconds.map { $0 * 60 }
    let hours = [1, 2, 3, 6, 12].map { $0 * 3_600 }
    let years = tens.flatMap { ten in [1, 2, 5].map { CalendarStep.years($0 * ten) } }
    return fractions + (seconds + minutes + hours).map(CalendarStep.seconds)
      + [.days(1), .days(2), .weeks(1), .weeks(2), .months(1), .months(2), .months(3), .months(6)] + years
  }()

  /// Whether the calendar reaches over `range`; it does for half a million years.
  static func reaches(_ range: AxisRange) -> Bool { max(abs(range.lower), abs(range.upper)) < 1.5e13 }

  /// Its length, on average.
  var seconds: Double {
    switch self {
    case .microseconds(let count): Double(count) / 1e6
    case .seconds(let count): Double(count)
    case .days(let count): Double(count) * 86_400
    case .weeks(let count): Double(count) * 604_800
    case .months(let count): Double(count) * 2_629_746
    case .years(let count): Double(count) * 31_556_952
    }
  }

  /// The ticks in `range`.
  func ticks(in range: AxisRange) -> [Tick] {
    // Ends may be off by a rounding of a millionth.
    let hair = min(seconds * 1e-3, 1e-6)
    let (lower, upper) = (range.lower - hair, range.upper + hair)
    switch self {
    case .microseconds, .seconds:
      let first = Int((lower / seconds).rounded(.up))
      let last = Int((upper / seconds).rounded(.down))
      return first > last ? [] : (first...last).map { tick(at: instant(ofMultiple: $0)) }
    case .days(let count): return days(from: lower, to: upper, each: count, after: 0)
    // 1970-01-05 was a Monday.
    case .weeks(let count): return days(from: lower, to: upper, each: 7 * count, after: 4)
    case .months(let count): return months(from: lower, to: upper, each: count)
    case .years(let count): return months(from: lower, to: upper, each: 12 * count)
    }
  }

  private func instant(ofMultiple multiple: Int) -> Instant {
    switch self {
    case .microseconds(let count):
      let total = multiple * count
      let fraction = (total % 1_000_000 + 1_000_000) % 1_000_000
      return Instant(seconds: Int64((total - fraction) / 1_000_000), nanoseconds: Int32(fraction * 1000))
    default: return Instant(seconds: Int64(multiple) * Int64(seconds))
    }
  }

  private func days(from lower: Double, to upper: Double, each step: Int, after start: Int) -> [Tick] {
    let length = Double(step) * 86_400
    let offset = Double(start) * 86_400
    let first = Int(((lower - offset) / length).rounded(.up))
    let last = Int(((upper - offset) / length).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { tick(at: Instant(seconds: Int64($0 * step + start) * Instant.day)) }
  }

  private func months(from lower: Double, to upper: Double, each step: Int) -> [Tick] {
    let start = CivilDate(daysSinceEpoch: Int64((lower / 86_400).rounded(.down)))
    let month = start.year * 12 + start.month - 1
    var next = month - ((month % step) + step) % step
    var ticks: [Tick] = []
    while true {
      let year = next >= 0 ? next / 12 : (next - 11) / 12
      let date = CivilDate(year: year, month: next - year * 12 + 1, day: 1)
      let instant = Instant(seconds: date.daysSinceEpoch * Instant.day)
      if Double(instant.seconds) > upper { return ticks }
      if Double(instant.seconds) >= lower { ticks.append(tick(at: instant)) }
      next += step
    }
  }

  /// The tick at `instant`, which is called as steps of this length are.
  private func tick(at instant: Instant) -> Tick {
    let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
    let month = CalendarNames.months[date.month - 1]
    let day = "\(date.day) \(month)"
    var tick = Tick(
      value: instant.inSeconds, label: day, context: "\(date.year)")
    switch self {
    case .microseconds, .seconds:
      tick.label = clock(instant)
      tick.context = "\(day) \(date.year)"
    case .days, .weeks: break
    case .months: tick.label = month
    case .years: (tick.label, tick.context) = ("\(date.year)", "")
    }
    return tick
  }

  /// The time of day, to the minute, the second, or the decimals that tell ticks apart.
  private func clock(_ instant: Instant) -> String {
    let time = Int(instant.secondsOfDay)
    let minutes = ClockText.minutes(time)
    switch self {
    case .seconds(let step) where step % 60 == 0: return minutes
    case .microseconds(let step):
      let digits = step % 100_000 == 0 ? 1 : step % 10_000 == 0 ? 2 : step % 1000 == 0 ? 3 : 6
      let fraction = ClockText.padded(Int(instant.nanoseconds) / 1000, to: 6).prefix(digits)
      return minutes + ":" + ClockText.padded(time % 60, to: 2) + "." + fraction
    default: return minutes + ":" + ClockText.padded(time % 60, to: 2)
    }
  }
}
