extension RowGroup {
  /// Whether most rows come before the one above them.
  private var isNewestFirst: Bool {
    var lead = 0
    for (first, second) in zip(times, times.dropFirst()) {
      if first < second { lead += 1 } else if second < first { lead -= 1 }
    }
    return lead < 0
  }

  /// Tells the two times apart that clocks show alike when they are put back: of two in a row the later one
  /// is the second.
  ///
  /// - Parameter shifts: For each row of the table with such a time, the seconds from the first to the
  ///   second.
  mutating func resolveRepeatedTimes(_ shifts: [Int: Int]) {
    let order = isNewestFirst ? Array(times.indices.reversed()) : Array(times.indices)
    for (previous, row) in zip(order, order.dropFirst()) {
      guard let shift = shifts[rows.map { Int($0[row]) } ?? row], times[row] <= times[previous] else {
        continue
      }
      times[row].seconds += Int64(shift)
    }
  }
}

extension RowGroup {
  /// Zones of the clocks that are changed most often.
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Europe/London", "Europe/Athens", "America/Chicago",
    "America/Denver",
    "America/Los_Angeles", "Australia/Sydney", "Pacific/Auckland", "America/Santiago",
  ]

  /// The option that tells apart times that clocks have shown twice, if the time of `row` can be one of them.
  func clocksHint(_ row: Int) -> String? {
    guard zone == nil, row > 0, times[row - 1].seconds - times[row].seconds <= 3_600 else { return nil }
    let time = min(times[row], times[row - 1])
    for name in Self.zones {
      guard let table = try? TimeZoneTable(named: name),
        let found = try? table.instants(ofLocal: time), found.toSecond > 0
      else { continue }
      return "--timezone \(name), or the zone that the clocks are of: there they were put back over this time"
    }
    return nil
  }

  /// The most distances between rows that are looked into.
  private static let mostDistances = 500

  /// A zone whose clocks were changed between two rows that are a step apart there, `step` in nanoseconds,
  /// and not on the clock; with the position of the second row.
  func clockChange(step: Int64) -> (zone: String, row: Int)? {
    guard zone == nil, step > 0, step < Instant.day * 1_000_000_000, step % 1_000_000_000 == 0 else {
      return nil
    }
    let length = step / 1_000_000_000
    let rows = times.indices.dropFirst().lazy.filter { row in
      abs(times[row].seconds - times[row - 1].seconds - length) == 3_600
    }.prefix(Self.mostDistances)
    guard !rows.isEmpty else { return nil }
    for name in Self.zones {
      guard let table = try? TimeZoneTable(named: name) else { continue }
      let found = rows.first { row in
        let first = try? table.instants(ofLocal: times[row - 1]).first
        let second = try? table.instants(ofLocal: times[row]).first
        guard let first, let second else { return false }
        return second.seconds - first.seconds == length
      }
      if let found { return (name, found) }
    }
    return nil
  }
}

/// Times of day without a date, which become an axis: each series passes midnight where its rows do.
struct ClockTimes {
  /// The day of the first row of each series; `nil` for elapsed time.
  let firstDay: Int64?
  /// The zone whose clocks showed the times.
  let zone: TimeZoneTable?

  /// A time of day so much earlier than that of the row before is one of the next day.
  private static let leastFall: Int64 = 6 * 3_600

  /// Puts the times of all groups on axes of their own.
  func resolve(_ groups: inout [RowGroup]) {
    for index in groups.indices { pass(midnightsOf: &groups[index]) }
    if let firstDay {
      for index in groups.indices {
        groups[index].times = groups[index].times.map { time in
          let civil = Instant(seconds: time.seconds + firstDay * Instant.day, nanoseconds: time.nanoseconds)
          return zone?.instant(ofCivil: civil) ?? civil
        }
      }
      return
    }
    // Clocks that all start with the recordings show the elapsed time itself.
    let areStopwatches = groups.allSatisfy { group in
      group.times.min().map { (0..<3_600).contains($0.seconds) } ?? true
    }
    if areStopwatches { return }
    for index in groups.indices {
      guard let start = groups[index].times.min() else { continue }
      groups[index].times = groups[index].times.map { $0.since(start) }
    }
  }

  /// Adds a day wherever the clock falls back by most of one.
  private func pass(midnightsOf group: inout RowGroup) {
    let times = group.times
    var (ups, downs) = (0, 0)
    for (first, second) in zip(times, times.dropFirst())
    where abs(second.seconds - first.seconds) < Self.leastFall {
      if first < second { ups += 1 } else { downs += 1 }
    }
    let isNewestFirst = downs > ups
    let order = isNewestFirst ? Array(times.indices.reversed()) : Array(times.indices)
    var days: Int64 = 0
    for (previous, row) in zip(order, order.dropFirst()) {
      if times[previous].seconds - times[row].seconds >= Self.leastFall { days += 1 }
      group.times[row].seconds += days * Instant.day
    }
  }
}

extension Instant {
  /// The time from `start` to this instant.
  fileprivate func since(_ start: Instant) -> Instant {
    let fraction = nanoseconds - start.nanoseconds
    return Instant(
      seconds: seconds - start.seconds - (fraction < 0 ? 1 : 0),
      nanoseconds: fraction < 0 ? fraction + 1_000_000_000 : fraction)
  }
}
