/// What a column's first rows say about the times in it.
struct TimeFacts {
  /// What one cell tells.
  enum Precision {
    /// A day, a week, a month or a quarter.
    case date
    /// A day and a time of day.
    case dateTime
    /// A time of day, or a length of time, without a date.
    case clock
    /// A number, which may count from somewhere or be the digits of a date.
    case number
  }

  let precision: Precision
  /// Whether there are cells among the times that are none.
  let hasOthers: Bool
  /// The mark between a year and a month, where the cells have no more.
  let yearMonthMark: UInt8?
  /// The numbers, where they are numbers.
  let numbers: NumberFacts?

  /// What numbers say.
  struct NumberFacts {
    var least: Int64 = .max
    var greatest: Int64 = .min
    var areWhole = true
    /// How many follow a smaller, a greater and an equal one.
    var (ups, downs, equals) = (0, 0, 0)
    /// Whether every step up is by one.
    var areCounted = true
    private(set) var values: [Int64] = []
    /// Whether rows may stand in any order, so that the order of the numbers tells nothing.
    private let areUnordered: Bool

    init(_ instants: [Instant], areUnordered: Bool) {
      self.areUnordered = areUnordered
      for (index, instant) in instants.enumerated() {
        least = min(least, instant.seconds)
        greatest = max(greatest, instant.seconds)
        areWhole = areWhole && instant.nanoseconds == 0
        guard index > 0 else { continue }
        if instants[index - 1] < instant {
          ups += 1
          areCounted = areCounted && instant.seconds - instants[index - 1].seconds == 1
        } else if instant < instants[index - 1] {
          downs += 1
          areCounted =
            areCounted && (instant.seconds - instants[index - 1].seconds == -1 || instant.seconds <= 1)
        } else {
          equals += 1
        }
      }
      values = instants.map(\.seconds)
    }

    /// Whether the numbers go one way, but for a new start of each series.
    var isSorted: Bool {
      if areUnordered { return least < greatest }
      let all = ups + downs + equals
      return all > 0 && (ups * 10 >= all * 9 || downs * 10 >= all * 9)
    }

    /// Whether all numbers go up, or all go down.
    var isStrictlySorted: Bool {
      if areUnordered { return values.count > 1 && Set(values).count == values.count }
      return equals == 0 && (ups == 0) != (downs == 0)
    }

    /// Whether every number is whole and in `range`.
    func lies(in range: ClosedRange<Int64>) -> Bool {
      areWhole && range.contains(least) && range.contains(greatest)
    }
  }

  /// Gathers the facts about the cells that `parser` has read; it is `nil` where it has read none.
  ///
  /// - Parameters:
  ///   - parser: The parser of the column.
  ///   - hasOthers: Whether some cells of the column are not times.
  ///   - areUnordered: Whether rows may be in any order.
  init?(_ parser: TimeColumnParser, hasOthers: Bool, areUnordered: Bool) {
    guard let form = parser.pattern == nil ? parser.form : .pattern, !parser.isEmpty else { return nil }
    self.hasOthers = hasOthers
    switch form {
    case .number: precision = .number
    case .clock: precision = .clock
    default:
      let hasHour = parser.withTimeOfDay > 0 || parser.pattern?.hasTimeOfDay == true
      precision = hasHour ? .dateTime : .date
    }
    yearMonthMark = form == .yearMonth ? parser.firstSeparator : nil
    numbers = form == .number ? NumberFacts(parser.instants, areUnordered: areUnordered) : nil
  }
}

// MARK: - What numbers count

/// How a column of numbers that are times is read.
enum NumericTime: Equatable {
  /// Digits of a date, in the pattern of `--time-format`.
  case format(String)
  /// A number of units since 1970, since 1899-12-30 or since a start.
  case unit(ReadOptions.TimeUnit)
  /// Years, which are read without an option.
  case years
}

extension TimeFacts.NumberFacts {
  /// How these numbers are times by themselves, in a column whose name may tell more; `nil` where they are
  /// none.
  func time(named name: TimeName) -> NumericTime? {
    guard areWhole || !isDigits(in: 1...8) else { return fractional(name) }
    if let format = datePattern(name) { return .format(format) }
    if let unit = epochUnit {
      return name.isTime || isStrictlySorted && !name.isIdentifier ? .unit(unit) : nil
    }
    if lies(in: 1500...2199), name.isYear { return .years }
    return fractional(name)
  }

  private func fractional(_ name: TimeName) -> NumericTime? {
    if name.isDate, least >= 20_000, greatest < 80_000 { return .unit(.spreadsheetDays) }
    if let unit = name.elapsedUnit, isSorted { return .unit(unit) }
    return nil
  }

  /// The digits of dates: `20240131`, `202401`, `20240131235959`.
  private func datePattern(_ name: TimeName) -> String? {
    if isDigits(in: 14...14), areDates(1_000_000) { return "%Y%m%d%H%M%S" }
    if isDigits(in: 12...12), areDates(10_000) { return "%Y%m%d%H%M" }
    if isDigits(in: 10...10), areDates(100), values.allSatisfy({ $0 % 100 <= 24 }) { return "%Y%m%d%H" }
    if isDigits(in: 8...8), areDates(1), name.isTime || isStrictlySorted && !name.isIdentifier {
      return "%Y%m%d"
    }
    if isDigits(in: 7...7), (1900...2100).contains(least / 1000), (1900...2100).contains(greatest / 1000),
      values.allSatisfy({ (1...366).contains($0 % 1000) }),
      name.isTime || isStrictlySorted && !name.isIdentifier
    {
      return "%Y%j"
    }
    guard isDigits(in: 6...6), (1900...2100).contains(least / 100), (1900...2100).contains(greatest / 100)
    else {
      return nil
    }
    if name.isWeek { return values.allSatisfy { (1...53).contains($0 % 100) } ? "%G%V" : nil }
    let areMonths = values.allSatisfy { (1...12).contains($0 % 100) }
    return areMonths && (name.isTime || isStrictlySorted && !name.isIdentifier) ? "%Y%m" : nil
  }

  private func isDigits(in range: ClosedRange<Int>) -> Bool {
    least > 0 && range.contains(String(least).count) && range.contains(String(greatest).count)
  }

  /// Whether the numbers without their last digits are dates of the years 1900 to 2100.
  private func areDates(_ divisor: Int64) -> Bool {
    areWhole
      && values.allSatisfy { value in
        let digits = Int(value / divisor)
        let date = CivilDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
        return (1900...2100).contains(date.year) && (try? CivilTime.check(date)) != nil
      }
  }

  private static let units: [(ReadOptions.TimeUnit, Int64)] = [
    (.seconds, 1), (.milliseconds, 1_000), (.microseconds, 1_000_000), (.nanoseconds, 1_000_000_000),
  ]

  /// Whether every number lies between 1990 and 2100 in some unit, not necessarily that of the others.
  var areEpochs: Bool {
    areWhole
      && values.allSatisfy { value in
        Self.units.contains { TimeColumnParser.areRecent(value / $0.1...value / $0.1) }
      }
  }

  /// The unit in which all numbers lie between 1990 and 2100, if only one is.
  private var epochUnit: ReadOptions.TimeUnit? {
    guard least > 0 else { return nil }
    let likely = Self.units.filter { TimeColumnParser.areRecent((least / $0.1)...(greatest / $0.1)) }
    return likely.count == 1 ? likely[0].0 : nil
  }
}
