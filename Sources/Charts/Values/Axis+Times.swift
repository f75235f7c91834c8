public import TimeSeries

extension Axis {
  /// The axis of a panel's times: of the calendar, or of numbers where times are elapsed ones or rows.
  ///
  /// - Parameters:
  ///   - kind: The meaning of the times.
  ///   - unit: The unit of elapsed times.
  /// - Returns: The axis, whose name says the zone or the unit.
  public static func times(_ kind: TimeKind, unit: ReadOptions.TimeUnit = .seconds) -> Axis {
    switch kind {
    case .local: Axis("", scale: .calendar)
    case .utc: Axis("UTC", scale: .calendar)
    case .elapsed: Axis("\(unit.name) since the start")
    case .step: Axis("row", scale: .wholeNumbers)
    }
  }

  /// Where `instant` stands on the axis of such times.
  public static func position(
    of instant: Instant, _ kind: TimeKind, unit: ReadOptions.TimeUnit = .seconds
  ) -> Double {
    let seconds = instant.inSeconds
    return kind == .elapsed ? seconds * unit.perSecond / Double(unit.seconds) : seconds
  }
}

extension ReadOptions.TimeUnit {
  /// How many of it a second has; 1 for a second and for what is longer.
  fileprivate var perSecond: Double {
    switch self {
    case .milliseconds: 1e3
    case .microseconds: 1e6
    case .nanoseconds: 1e9
    case .seconds, .minutes, .hours, .days, .spreadsheetDays: 1
    }
  }
}
