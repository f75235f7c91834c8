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
    guard let zone, zone.isKnownAhead, !spacing.isOfDays else {
      return spacing.advanced(civil(times[row]), by: steps, kind: kind)
    }
    return zone.civil(spacing.advanced(times[row], by: steps, kind: kind))
  }
}
