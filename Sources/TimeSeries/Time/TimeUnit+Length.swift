extension ReadOptions.TimeUnit {
  /// Its length in whole seconds; 1 for a second and for what is shorter.
  public var seconds: Int64 {
    switch self {
    case .seconds, .milliseconds, .microseconds, .nanoseconds: 1
    case .minutes: 60
    case .hours: 3_600
    case .days, .spreadsheetDays: 86_400
    }
  }

  /// Its name in the plural.
  package var name: String {
    switch self {
    case .seconds: "seconds"
    case .milliseconds: "milliseconds"
    case .microseconds: "microseconds"
    case .nanoseconds: "nanoseconds"
    case .minutes: "minutes"
    case .hours: "hours"
    case .days: "days"
    case .spreadsheetDays: "days of a spreadsheet"
    }
  }

  /// Whether times that are counted in it are usually counted from a start, and not from 1970.
  var isOfElapsedTime: Bool { [.minutes, .hours, .days].contains(self) }
}
