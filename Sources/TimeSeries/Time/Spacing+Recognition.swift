extension Spacing {
  /// Recognises the spacing of several axes that share one.
  ///
  /// A spacing is recognised when at least half of all distances between neighbouring rows have it: business
  /// days (at most one day in a hundred on a weekend), months (all on one day of the month or on month ends),
  /// days, and fixed lengths of time. Days are counted within an hour, so that clock changes do not matter.
  /// Otherwise the spacing is irregular, with the median distance.
  ///
  /// - Parameters:
  ///   - axes: The times of each series, strictly increasing.
  ///   - kind: The meaning of the instants.
  /// - Returns: The spacing, and the share of distances that are exactly one step of it (1 where there is
  ///   none).
  public static func recognised<Axis: RandomAccessCollection<Instant> & Equatable>(
    from axes: [Axis], kind: TimeKind
  ) -> (spacing: Spacing, regularShare: Double) {
    recognised(from: axes, in: axes.map { _ in nil }, kind: kind)
  }

  /// Recognises the spacing that several axes share.
  ///
  /// - Parameters:
  ///   - axes: The times of each series, strictly increasing.
  ///   - zones: The zone of each axis, by which days and months are divided; `nil` for times that are read as
  ///     they are.
  ///   - kind: The meaning of the times.
  /// - Returns: The spacing, and the share of the distances that are one step of it.
  package static func recognised<Axis: RandomAccessCollection<Instant> & Equatable>(
    from axes: [Axis], in zones: [TimeZoneTable?], kind: TimeKind
  ) -> (spacing: Spacing, regularShare: Double) {
    switch kind {
    case .step: return (.steps, 1)
    case .elapsed: return fixed(axes) ?? irregular(axes)
    case .local, .utc:
      guard axes.contains(where: { $0.count > 1 }) else { return (.days(1), 1) }
      guard var days = wholeDays(axes) else { return fixed(axes) ?? irregular(axes) }
      guard zones.contains(where: { $0 != nil }) else {
        return businessDays(days) ?? months(axes) ?? calendarDays(days) ?? irregular(axes)
      }
      let civil = zip(axes, zones).map { CivilAxis($0, in: $1).times }
      days = wholeDays(civil) ?? days
      return businessDays(days) ?? months(civil) ?? calendarDays(days) ?? irregular(axes)
    }
  }

  /// The day number of every instant, `nil` if two neighbours are not a whole number of days apart, within an
  /// hour.
  private static func wholeDays<Axis: RandomAccessCollection<Instant> & Equatable>(
    _ axes: [Axis]
  ) -> [[Int64]]? {
    let hour: Int64 = 3600
    var days: [[Int64]] = []
    var last: Axis?
    for axis in axes {
      guard let start = axis.first else { continue }
      // Series that share their times share these, too.
      if axis == last, let same = days.last {
        days.append(same)
        continue
      }
      last = axis
      for (earlier, later) in zip(axis, axis.dropFirst()) {
        let distance = later.seconds - earlier.seconds
        let rest = (distance + hour) % Instant.day
        guard distance >= Instant.day - hour, rest <= 2 * hour else { return nil }
      }
      // Half a day of slack on both sides of the first time of day.
      let shift = Instant.day / 2 - start.secondsOfDay
      days.append(axis.map { Instant(seconds: $0.seconds + shift).daysSinceEpoch })
    }
    return days
  }

  private static func businessDays(_ days: [[Int64]]) -> (spacing: Spacing, regularShare: Double)? {
    var (weekendRows, rows, regular, weekendsCrossed, distances) = (0, 0, 0, 0, 0)
    for axis in days {
      for day in axis where CivilDate.weekday(ofDay: day) > 4 { weekendRows += 1 }
      rows += axis.count
      for (earlier, later) in zip(axis, axis.dropFirst()) {
        distances += 1
        guard advancedByBusinessDays(earlier, 1) == later else { continue }
        regular += 1
        if later - earlier > 1 { weekendsCrossed += 1 }
      }
    }
    guard weekendRows * 100 <= rows, weekendsCrossed > 0, regular * 2 >= distances else { return nil }
    return (.businessDays, share(regular, distances))
  }

  private static func months(
    _ axes: [some RandomAccessCollection<Instant>]
  ) -> (spacing: Spacing, regularShare: Double)? {
    var vote = MajorityVote()
    for axis in axes {
      let monthDay = monthDay(of: axis)
      var previous: Int?
      for instant in axis {
        let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
        let length = CivilDate.days(inMonth: date.month, of: date.year)
        guard date.day == min(monthDay, length) else { return nil }
        let month = date.year * 12 + date.month
        if let previous { vote.add(Int64(month - previous)) }
        previous = month
      }
    }
    guard let step = vote.candidate, step > 0 else { return nil }
    var regular = 0
    var distances = 0
    for axis in axes {
      let numbers = axis.map { instant in
        let date = CivilDate(daysSinceEpoch: instant.daysSinceEpoch)
        return Int64(date.year * 12 + date.month)
      }
      regular += zip(numbers, numbers.dropFirst()).count { $1 - $0 == step }
      distances += max(0, axis.count - 1)
    }
    guard regular * 2 >= distances else { return nil }
    return (.months(Int(step)), share(regular, distances))
  }

  private static func calendarDays(_ days: [[Int64]]) -> (spacing: Spacing, regularShare: Double)? {
    majority(of: days, distance: { $1 - $0 })
      .map { (.days(Int($0.step)), $0.share) }
  }

  private static func fixed(
    _ axes: [some RandomAccessCollection<Instant>]
  ) -> (spacing: Spacing, regularShare: Double)? {
    majority(of: axes, distance: { $1.nanoseconds(since: $0) ?? 0 })
      .map { (.fixed(nanoseconds: $0.step), $0.share) }
  }

  private static func irregular(
    _ axes: [some RandomAccessCollection<Instant>]
  ) -> (spacing: Spacing, regularShare: Double) {
    // A median of at most about 100,000 distances, evenly picked, is as good as that of all.
    let total = axes.reduce(0) { $0 + max(0, $1.count - 1) }
    let stride = max(1, total / 100_000)
    var distances: [Int64] = []
    var number = 0
    for axis in axes {
      for (earlier, later) in zip(axis, axis.dropFirst()) {
        if number % stride == 0 { distances.append(later.nanoseconds(since: earlier) ?? .max) }
        number += 1
      }
    }
    guard !distances.isEmpty else { return (.fixed(nanoseconds: 1_000_000_000), 1) }
    distances.sort()
    let median = distances[distances.count / 2]
    return (.irregular(medianNanoseconds: median), share(distances.count { $0 == median }, distances.count))
  }

  private static func share(_ part: Int, _ whole: Int) -> Double {
    whole == 0 ? 1 : Double(part) / Double(whole)
  }

  /// The positive distance that at least half of all distances have.
  private static func majority<Axis: RandomAccessCollection>(
    of axes: [Axis], distance: (Axis.Element, Axis.Element) -> Int64
  ) -> (step: Int64, share: Double)? {
    var vote = MajorityVote()
    for axis in axes {
      for (earlier, later) in zip(axis, axis.dropFirst()) { vote.add(distance(earlier, later)) }
    }
    guard let step = vote.candidate, step > 0 else { return nil }
    let total = axes.reduce(0) { $0 + max(0, $1.count - 1) }
    // With every distance for it, none needs to be counted.
    if vote.lead == total { return (step, 1) }
    var equal = 0
    for axis in axes {
      for (earlier, later) in zip(axis, axis.dropFirst()) where distance(earlier, later) == step {
        equal += 1
      }
    }
    return equal * 2 >= total ? (step, share(equal, total)) : nil
  }
}
