/// The times of a series as clocks of its zone show them.
///
/// Rows of whole days go by the clocks of a zone, or by UTC: where the same time of day comes back more often
/// in UTC, the rows are left there. A row that clocks have moved, because its time of day does not exist on
/// its day, counts as at that time.
struct CivilAxis {
  /// What clocks show at each row, read as if it were UTC.
  let times: [Instant]
  /// The zone whose clocks they are; `nil` for times that are read as they are.
  let zone: TimeZoneTable?

  /// Reads an axis whose rows are whole days apart, within an hour.
  init(_ axis: some Collection<Instant>, in zone: TimeZoneTable?) {
    guard let zone else {
      (times, self.zone) = (Array(axis), nil)
      return
    }
    var (shown, inUTC) = (MajorityVote(), MajorityVote())
    let civil = axis.map { zone.civil($0) }
    for (instant, civil) in zip(axis, civil) {
      shown.add(civil.secondsOfDay)
      inUTC.add(instant.secondsOfDay)
    }
    let usual = shown.candidate ?? 0
    let kept = zip(axis, civil).map { instant, civil in
      let expected = Instant(
        seconds: civil.daysSinceEpoch * Instant.day + usual, nanoseconds: civil.nanoseconds)
      return zone.instant(ofCivil: expected) == instant ? expected : nil
    }
    guard kept.count(where: { $0 != nil }) >= axis.count(where: { $0.secondsOfDay == inUTC.candidate }) else {
      (times, self.zone) = (Array(axis), nil)
      return
    }
    times = zip(kept, civil).map { $0 ?? $1 }
    self.zone = zone
  }

  /// The instant at which the clocks show `civil`.
  func instant(of civil: Instant) -> Instant { zone?.instant(ofCivil: civil) ?? civil }
}
