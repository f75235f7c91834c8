import Files

/// A regular grid of times that irregular rows are put on.
///
/// The times of the grid are whole multiples of the spacing since 1970-01-01 (since 0 for elapsed time), so
/// that all series share them; those of a grid of days are midnights of the series' zone. A cell takes the
/// observed value nearest in time, at most half a step away.
struct RegularGrid {
  /// The distance between the times of the grid, in nanoseconds.
  let spacing: Int64
  /// How far behind a row missing cells are filled in, in nanoseconds; `nil` for up to the next row.
  let maxGap: Int64?
  /// Whether steps are days, which clocks make.
  let isOfDays: Bool

  /// The most cells a panel may have on a grid.
  private static let mostCells = 1 << 28

  /// The rows that the grid has for those of `group`, without any of them being made; days of a zone may be
  /// one more.
  func rowCount(of group: RowGroup) -> Int128 {
    var count: Int128 = 0
    var current: Int128?
    var previous: Instant?
    for time in group.times {
      let slot = (time.nanosecondsSinceOrigin + Int128(spacing / 2)).flooredDivision(by: Int128(spacing))
      if slot != current {
        let next = current.map { $0 + 1 } ?? slot
        count += max(next, min(slot, endOfMissing(after: previous) ?? slot)) - next + 1
        current = slot
      }
      previous = time
    }
    return count
  }

  /// Puts the rows of `group`, which are in order, on the grid.
  ///
  /// - Throws: `Failure` (limit) when the grid would have too many cells.
  func applied(to group: RowGroup) throws(Failure) -> RowGroup {
    guard isOfDays, let zone = group.zone else { return try gridded(group) }
    var civil = group
    civil.times = group.times.map { zone.civil($0) }
    var days = try gridded(civil)
    days.times = days.times.map { zone.instant(ofCivil: $0) }
    return days
  }

  private func gridded(_ group: RowGroup) throws(Failure) -> RowGroup {
    var gridded = RowGroup(
      name: group.name, times: [], columns: Array(repeating: [], count: group.columns.count), rows: [],
      zone: group.zone)
    var distances = [Int128](repeating: 0, count: group.columns.count)
    var current: Int128?
    var previous: Instant?
    for row in group.times.indices {
      let time = group.times[row]
      let nanoseconds = time.nanosecondsSinceOrigin
      let slot = (nanoseconds + Int128(spacing / 2)).flooredDivision(by: Int128(spacing))
      if slot != current {
        let next = current.map { $0 + 1 } ?? slot
        let missing = next..<max(next, min(slot, endOfMissing(after: previous) ?? slot))
        guard
          (Int128(gridded.times.count) + missing.upperBound - missing.lowerBound + 1)
            * Int128(group.columns.count) < Int128(Self.mostCells)
        else { throw tooLarge(group) }
        for added in missing { gridded.appendMissing(at: added * Int128(spacing)) }
        gridded.appendMissing(at: slot * Int128(spacing))
        current = slot
        distances = distances.map { _ in .max }
      }
      previous = time
      let distance = (nanoseconds - slot * Int128(spacing)).magnitudeAsSigned
      for column in group.columns.indices
      where !group.columns[column][row].isNaN && distance < distances[column] {
        distances[column] = distance
        gridded.columns[column][gridded.times.count - 1] = group.columns[column][row]
      }
      gridded.rows?[gridded.times.count - 1] = group.rows?[row] ?? Int32(truncatingIfNeeded: row)
    }
    return gridded
  }

  /// Where the missing rows after a row at `time` end; `nil` where they fill every gap.
  ///
  /// There are as many as a gap may be long, however long it turns out to be: that is not known meanwhile.
  private func endOfMissing(after time: Instant?) -> Int128? {
    guard let time, let maxGap else { return nil }
    return (time.nanosecondsSinceOrigin + Int128(maxGap)).flooredDivision(by: Int128(spacing)) + 1
  }

  private func tooLarge(_ group: RowGroup) -> Failure {
    Failure(
      .limit,
      "the regular rows\(group.name.map { " of series \(ShownText.quoted($0))" } ?? "") would be too many",
      fix: "choose a longer --every, or cut at long gaps with --max-gap", series: group.name)
  }
}

extension RowGroup {
  /// Appends a row without values at a number of nanoseconds since the origin.
  fileprivate mutating func appendMissing(at nanoseconds: Int128) {
    let seconds = nanoseconds.flooredDivision(by: 1_000_000_000)
    times.append(
      Instant(
        seconds: Int64(truncatingIfNeeded: seconds),
        nanoseconds: Int32(truncatingIfNeeded: nanoseconds - seconds * 1_000_000_000)))
    for column in columns.indices { columns[column].append(.nan) }
    rows?.append(0)
  }
}

extension Instant {
  /// Nanoseconds since the origin of the axis, which may need more than 64 bits.
  fileprivate var nanosecondsSinceOrigin: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }

  /// Whether this instant is more than `nanoseconds` after `other`.
  func isLater(than other: Instant, by nanoseconds: Int64) -> Bool {
    nanosecondsSinceOrigin - other.nanosecondsSinceOrigin > Int128(nanoseconds)
  }
}

extension Int128 {
  fileprivate func flooredDivision(by divisor: Int128) -> Int128 {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  fileprivate var magnitudeAsSigned: Int128 { self < 0 ? -self : self }
}
