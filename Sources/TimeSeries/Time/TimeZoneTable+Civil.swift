extension TimeZoneTable {
  /// What clocks show at `instant`, as an instant that is read as if it were UTC.
  package func civil(_ instant: Instant) -> Instant {
    Instant(
      seconds: instant.seconds + Int64(offset(atUTC: instant.seconds)), nanoseconds: instant.nanoseconds)
  }

  /// The instant at which clocks show `civil`.
  ///
  /// A time that comes twice, because clocks are put back over it, is its first instant. One over which
  /// clocks are put forward is as long after the change as it is after the last time before: a midnight that
  /// does not exist is 01:00 of its day.
  /// - Source: RFC 5545, section 3.3.5, on both.
  package func instant(ofCivil civil: Instant) -> Instant {
    let candidates = candidates(ofCivil: civil)
    let seconds = candidates.first { civil.seconds - Int64(offset(atUTC: $0)) == $0 } ?? candidates[0]
    return Instant(seconds: seconds, nanoseconds: civil.nanoseconds)
  }

  /// The UTC time of a local time, which must exist and be unambiguous.
  package func utc(ofLocal instant: Instant) throws(TimeProblem) -> Instant {
    let (first, toSecond) = try instants(ofLocal: instant)
    guard toSecond == 0 else {
      throw TimeProblem(
        "this time comes twice in \(name): clocks are put back over it",
        fix: "write the times in UTC or with their offset, as 2024-10-27 02:30:00+02:00")
    }
    return first
  }

  /// The UTC time of a local time, the first one if clocks show it twice, and the seconds to the second one.
  ///
  /// - Throws: `TimeProblem` for a time that clocks skip.
  func instants(ofLocal instant: Instant) throws(TimeProblem) -> (first: Instant, toSecond: Int64) {
    let valid = candidates(ofCivil: instant).filter {
      instant.seconds - Int64(offset(atUTC: $0)) == $0
    }
    guard let first = valid.min(), let last = valid.max() else {
      throw TimeProblem(
        "no such time in \(name): clocks are put forward over it",
        fix:
          "leave out --timezone if clocks were not changed; otherwise write the times in UTC or with their offset, "
          + "as 2024-03-31 01:30:00+00:00")
    }
    return (Instant(seconds: first, nanoseconds: instant.nanoseconds), last - first)
  }

  /// The UTC seconds that a civil time can be, by the offset a day before it and a day after: no zone changes
  /// twice within two days.
  private func candidates(ofCivil civil: Instant) -> [Int64] {
    [-Instant.day, Instant.day].map { civil.seconds - Int64(offset(atUTC: civil.seconds + $0)) }
  }
}
