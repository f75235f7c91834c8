extension Series {
  /// What clocks of the series' zone show at `instant`, read as if it were UTC: the calendar's days, weeks
  /// and hours are theirs.
  package func civil(_ instant: Instant) -> Instant { zone?.civil(instant) ?? instant }

  /// What clocks show `steps` steps of `spacing` after `row`.
  ///
  /// Only what is known at the row decides: the spacing, and when clocks of a zone that is named will change.
  /// Of a zone that is known by the offsets of the rows alone, that of this row stays.
  /// - Precondition: The series has a time for the row.
  package func civilTime(_ steps: Int, after row: Int, _ spacing: Spacing, kind: TimeKind) -> Instant {
    if let calendar { return calendar.advanced(civil(times[row]), by: steps) }
    guard let zone, zone.isKnownAhead, !spacing.isOfDays else {
      return spacing.advanced(civil(times[row]), by: steps, kind: kind)
    }
    return zone.civil(spacing.advanced(times[row], by: steps, kind: kind))
  }

  /// The times of the `horizon` rows after the last known one: those of future rows, and after the last of
  /// them the next.
  package func timesAhead(_ horizon: Int, at spacing: Spacing, kind: TimeKind) -> [Instant] {
    let known = Array(times[count...].prefix(horizon))
    return known + nextTimes(at: spacing, count: horizon - known.count, kind: kind)
  }

  /// The `count` times that follow the last one of the series: those of its calendar if it has one, or the
  /// next at `spacing`.
  package func nextTimes(at spacing: Spacing, count: Int, kind: TimeKind) -> [Instant] {
    guard let calendar, let last = times.last, count > 0 else {
      return spacing.instants(after: times, count: count, kind: kind, in: zone)
    }
    return (1...count).map { step in
      let civil = calendar.advanced(civil(last), by: step)
      return zone?.instant(ofCivil: civil) ?? civil
    }
  }
}
