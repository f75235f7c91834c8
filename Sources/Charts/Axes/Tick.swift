/// A place on an axis that is marked and named.
struct Tick: Sendable, Equatable {
  /// The position.
  var value: Double
  /// Its name.
  var label: String
  /// What the name leaves unsaid, as the day of a time of day; written where it is another than that of the
  /// tick before.
  var context = ""
}

/// The ticks of axes: as many as fit, at places and in words that readers expect.
enum Ticks {
  /// Chooses the largest set of evenly spaced ticks in `range` for which `fits` holds.
  ///
  /// - Parameters:
  ///   - scale: The scale of the axis.
  ///   - range: The range of the axis.
  ///   - most: The largest number of ticks.
  ///   - fits: Whether there is room for the names of a set of ticks.
  /// - Returns: The ticks; the smallest set where `fits` never holds.
  static func choose(
    _ scale: Axis.Scale, in range: AxisRange, most: Int, fits: ([Tick]) -> Bool
  ) -> [Tick] {
    var fewest: [Tick] = []
    for candidates in candidates(scale, in: range, most: max(1, most)) {
      // A step that is longer than the range may have a tick a hair outside, which would be far away on it.
      let ticks = candidates.filter { (-0.001...1.001).contains(range.fraction(of: $0.value)) }
      if ticks.isEmpty { continue }
      if ticks.count <= max(1, most), fits(ticks) { return ticks }
      fewest = ticks
    }
    return Array(fewest.prefix(1))
  }

  /// Sets of ticks, from the finest to the coarsest, each made when it is asked for.
  private static func candidates(
    _ scale: Axis.Scale, in range: AxisRange, most: Int
  ) -> AnySequence<[Tick]> {
    switch scale {
    case .numbers: AnySequence(NumberTicks.candidates(in: range, most: most, leastExponent: nil))
    case .wholeNumbers: AnySequence(NumberTicks.candidates(in: range, most: most, leastExponent: 0))
    case .shares:
      AnySequence(NumberTicks.candidates(in: range, most: most, leastExponent: nil, isShare: true))
    case .calendar where CalendarStep.reaches(range):
      AnySequence(
        CalendarStep.ladder.lazy.filter { 2 * (range.halfLength / $0.seconds) <= Double(most + 1) }
          .map { $0.ticks(in: range) })
    case .calendar: AnySequence(NumberTicks.candidates(in: range, most: most, leastExponent: nil))
    case .timeOfDay: AnySequence(TimeOfDayTicks.candidates(in: range, most: most))
    case .categories(let names):
      AnySequence(
        (1...max(1, names.count)).lazy.map { step in
          stride(from: 0, to: names.count, by: step).filter { range.contains(Double($0)) }
            .map { Tick(value: Double($0), label: names[$0]) }
        })
    }
  }
}
