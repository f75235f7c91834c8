import Files

extension PanelAssembly {
  /// Puts the rows of every group in time order.
  mutating func order(
    _ groups: inout [RowGroup], lines: LineMap, kind: TimeKind, elapsedUnit: ReadOptions.TimeUnit
  ) throws(Failure) {
    guard kind != .step else {
      guard options.sorts == true else { return }
      throw Failure(
        .arguments, "--sort puts rows in the order of their times, and they have none",
        fix: "name the column of times with --time, or leave --sort out")
    }
    let text = TimeText(kind: kind, times: groups.lazy.flatMap { $0.times.prefix(100) }, unit: elapsedUnit)
    var rule = RowGroup.OrderRule(keepsFirst: options.keepFirstDuplicate, sorts: options.sorts == true)
    let orderings: [RowGroup.Ordering]
    do throws(Failure) {
      orderings = try self.orderings(&groups, rule, lines: lines, text: text)
    } catch {
      guard !rule.keepsFirst, groups.contains(where: \.hasRepeatedTimes) else { throw error }
      // Only now is it known that sorting is not enough, which the fix is to say.
      rule.meetsRepeats = true
      orderings = try self.orderings(&groups, rule, lines: lines, text: text)
    }
    let reversedCount = orderings.count(where: \.isReversed)
    let sortedCount = orderings.count(where: \.isSorted)
    let duplicateCount = orderings.reduce(0) { $0 + $1.duplicateCount }
    if sortedCount > 0 {
      let which = groups.count == 1 ? "the rows are" : "\(sortedCount) of \(groups.count) series are"
      notices.append("\(which) in no order, and sorted by time")
    }
    if reversedCount > 0 {
      let which = groups.count == 1 ? "the rows are" : "\(reversedCount) of \(groups.count) series are"
      notices.append("\(which) newest first, and read in time order")
    }
    if duplicateCount > 0 {
      notices.append("\(duplicateCount) rows with a time that came before are left out")
    }
  }

  /// Puts the rows of every group in time order, and says what had to be done.
  private func orderings(
    _ groups: inout [RowGroup], _ rule: RowGroup.OrderRule, lines: LineMap, text: TimeText
  ) throws(Failure) -> [RowGroup.Ordering] {
    var orderings: [RowGroup.Ordering] = []
    var failures = SeriesFailures()
    lazy var advice = idAdvice()
    for index in groups.indices {
      let ordering = try failures.attempt { () throws(Failure) in
        try groups[index].putInOrder(rule, lines: lines, text: text, idHint: { advice })
      }
      if let ordering { orderings.append(ordering) }
    }
    try failures.finish()
    return orderings
  }

  /// Puts the rows on a grid if asked to, and returns their spacing.
  mutating func spaced(_ groups: inout [RowGroup], kind: TimeKind) throws(Failure) -> Spacing {
    guard let every = options.every else {
      let (spacing, share) = Spacing.recognised(
        from: groups.map(\.times), in: groups.map(\.zone), kind: kind)
      regularShare = share
      return learnCalendars(&groups, spacing, kind: kind)
    }
    let spacing = try Spacing(every)
    switch spacing {
    case _ where kind == .step:
      throw Failure(.arguments, "--every needs a time column", fix: "name it with --time")
    case .months, .businessDays, .steps, .irregular:
      throw Failure(
        .arguments, "--every takes a fixed length of time, not \(spacing)",
        fix: "write it as 30s, 5m, 1h, 1d or 1w")
    case .fixed, .days: break
    }
    let grid = RegularGrid(
      spacing: spacing.meanNanoseconds ?? 1, maxGap: try Self.length(options.maxGap),
      isOfDays: spacing.isOfDays)
    let before = groups.reduce(0) { $0 + $1.times.count }
    try requireRoom(for: groups, on: grid)
    var failures = SeriesFailures()
    for index in groups.indices {
      let gridded = try failures.attempt { () throws(Failure) in try grid.applied(to: groups[index]) }
      if let gridded { groups[index] = gridded }
    }
    try failures.finish()
    let after = groups.reduce(0) { $0 + $1.times.count }
    notices.append("\(before) rows are put on \(after) regular ones, \(spacing) apart")
    if kind == .elapsed { return .fixed(nanoseconds: grid.spacing) }
    return spacing
  }

  /// Learns on which days and at which times of day rows come, unless told otherwise; the spacing of rows
  /// there.
  private mutating func learnCalendars(
    _ groups: inout [RowGroup], _ spacing: Spacing, kind: TimeKind
  ) -> Spacing {
    guard options.closures != .ignored, kind == .local || kind == .utc, regularShare < 1 else {
      return spacing
    }
    var axes: [[Instant]] = []
    for group in groups {
      guard spacing.isOfDays else {
        axes.append(group.zone.map { zone in group.times.map { zone.civil($0) } } ?? group.times)
        continue
      }
      let civil = CivilAxis(group.times, in: group.zone)
      // Days that are those of UTC do not go by the clocks of a zone.
      if group.zone != nil, civil.zone == nil { return spacing }
      axes.append(civil.times)
    }
    guard let learnt = RowCalendar.learnt(from: axes, spacing: spacing, share: regularShare) else {
      return spacing
    }
    for index in groups.indices { groups[index].calendar = learnt.calendars[index] }
    regularShare = learnt.share
    calendar = learnt.usual
    return learnt.spacing
  }

  /// Reads midnights of the rows' own zones as the dates that they are written for; the kind of time that
  /// they are then.
  func readAsDates(_ groups: inout [RowGroup], _ spacing: Spacing, kind: TimeKind) -> TimeKind {
    guard kind == .utc, spacing.isOfDays else { return kind }
    var dates: [[Instant]] = []
    for group in groups {
      let civil = CivilAxis(group.times, in: group.zone)
      guard let zone = civil.zone, zone.name != "UTC",
        civil.times.allSatisfy({ $0.nanoseconds == 0 && $0.secondsOfDay == 0 })
      else { return kind }
      dates.append(civil.times)
    }
    for index in groups.indices { (groups[index].times, groups[index].zone) = (dates[index], nil) }
    return .local
  }

  /// Says what the spacing is, and how irregular rows can be put on a grid.
  mutating func noteSpacing(_ spacing: Spacing, kind: TimeKind, season: Int) {
    guard kind != .step else { return }
    var text = "spacing: \(spacing)"
    if let calendar { return note(calendar, text, season: season) }
    switch spacing {
    case .irregular(let median):
      text += "; rows are steps (--every \(Self.shortLength(median)) puts them on a regular grid)"
    case .businessDays, .steps: break
    case .fixed, .days, .months:
      if regularShare < 1, options.every == nil {
        text += " in \(Self.percent(regularShare)) of the distances between rows; rows are steps"
        if let length = spacing.meanNanoseconds, !isMonths(spacing) {
          text += " (--every \(Self.shortLength(length)) puts them on a regular grid)"
        }
      }
    }
    if season > 1 { text += "; a season is \(season) steps" }
    notices.append(text)
  }

  private mutating func note(_ calendar: RowCalendar, _ spacing: String, season: Int) {
    var text = "\(spacing), \(calendar)"
    if regularShare < 1 { text += " in \(Self.percent(regularShare)) of the distances between rows" }
    if season > 1 { text += "; a season is \(season) steps" }
    notices.append(text + " (--closures none: later rows go on at the spacing alone)")
  }

  /// Says by which clocks days and months go on where no zone is named: by an offset from UTC that may
  /// change.
  mutating func noteClocks(_ groups: [RowGroup], _ spacing: Spacing, kind: TimeKind) {
    if kind == .local { return noteClockChange(groups, spacing) }
    guard kind == .utc, spacing.isOfDays, options.timeZone == nil else { return }
    if groups.contains(where: \.hasClockChanges) {
      notices.append(
        "clocks change between the rows, and their zone is not known: times after the last row keep its offset from "
          + "UTC (--timezone names the zone, as Europe/Berlin)")
    } else if groups.contains(where: { $0.zone != nil }) {
      notices.append(
        "days are counted at the rows' offset from UTC, after the last row too (--timezone names the zone of clocks "
          + "that change, as Europe/Berlin)")
    }
  }

  /// Says where times that no zone is named for look like those of clocks that were changed.
  private mutating func noteClockChange(_ groups: [RowGroup], _ spacing: Spacing) {
    guard options.timeZone == nil, regularShare < 1 || calendar != nil, !spacing.isOfDays,
      let step = spacing.meanNanoseconds
    else { return }
    for group in groups {
      guard let (zone, row) = group.clockChange(step: step) else { continue }
      let text = TimeText(kind: .local, times: group.times[row - 1...row])
      let (before, after) = (text.text(of: group.times[row - 1]), text.text(of: group.times[row]))
      notices.append(
        "from \(before) to \(after) clocks look changed, as those of \(zone) were then (--timezone names the zone)"
      )
      return
    }
  }

  private func isMonths(_ spacing: Spacing) -> Bool {
    if case .months = spacing { return true }
    return false
  }

  private static func percent(_ share: Double) -> String {
    // Never 100 % of what is not all.
    let tenths = Int(min(999, (share * 1000).rounded()))
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  /// A length of time as `--every` takes it, rounded to its largest unit.
  static func shortLength(_ nanoseconds: Int64) -> String {
    let units: [(length: Int64, name: String)] = [
      (86_400_000_000_000, "d"), (3_600_000_000_000, "h"), (60_000_000_000, "m"), (1_000_000_000, "s"),
      (1_000_000, "ms"), (1000, "us"),
    ]
    guard let unit = units.first(where: { nanoseconds >= $0.length }) else {
      return "\(max(1, nanoseconds))ns"
    }
    let count = nanoseconds / unit.length + (nanoseconds % unit.length >= unit.length / 2 ? 1 : 0)
    return "\(count)\(unit.name)"
  }
}

extension RowGroup {
  /// Whether the rows, which are days apart, tell that clocks changed between them: by their offsets, or by
  /// times of day in UTC of which there are two, an hour apart.
  fileprivate var hasClockChanges: Bool {
    if zone?.hasObservedChanges == true { return true }
    let first = times.first?.secondsOfDay ?? 0
    let others = Set(times.lazy.map(\.secondsOfDay)).subtracting([first])
    guard others.count == 1, let other = others.first else { return false }
    return [3_600, Instant.day - 3_600].contains(abs(other - first))
  }
}

// MARK: - Memory

extension PanelAssembly {
  /// Refuses a grid that takes more memory than it may, unless it is hardly more than the rows there are.
  fileprivate func requireRoom(for groups: [RowGroup], on grid: RegularGrid) throws(Failure) {
    guard let memory else { return }
    let rows = groups.reduce(Int128(0)) { $0 + grid.rowCount(of: $1) }
    let before = groups.reduce(0) { $0 + $1.times.count }
    guard rows > 2 * Int128(before) else { return }
    // A time, where the row was read, and each value, there and in its series.
    let bytes = rows * Int128(24 + 16 * (groups.first?.columns.count ?? 1))
    guard bytes > Int128(memory) else { return }
    let megabytes = bytes / 1_000_000 + 1
    throw Failure(
      .limit,
      "the \(rows) regular rows take \(megabytes) MB, and they may take \(memory / 1_000_000) MB",
      fix: "choose a longer --every, cut at long gaps with --max-gap, or --memory \(megabytes)")
  }
}
