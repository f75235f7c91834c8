import Files

/// What files of some countries have, which tells how dates are meant that read with the month first and with
/// the day first.
struct DateConvention: Equatable {
  /// Whether semicolons part the fields.
  var hasSemicolons = false
  /// Whether commas part decimals.
  var hasDecimalCommas = false
  /// Whether the day comes first in another column of times of the same rows; `nil` where there is none that
  /// tells.
  var isDayFirstElsewhere: Bool?

  /// Why the day comes first in dates with `mark` between their parts; `nil` where nothing says so.
  ///
  /// No country that writes the month first has decimal commas, or points between the parts of a date.
  func reasonForDayFirst(mark: Character) -> String? {
    if hasDecimalCommas { return "as files with decimal commas have it" }
    return hasSemicolons && mark == "." ? "as files with semicolons have it" : nil
  }
}

extension TimeColumnParser {
  /// Whether the day comes first in dates with numbers alone; `nil` where they have the year first, or
  /// nothing has told yet.
  var isDayFirst: Bool? {
    if form == .monthOrDayFirst, case .settled(let dayFirst, _) = order { return dayFirst }
    return nil
  }

  /// Decides whether the month or the day comes first by the marks of the file, or by times of day: the rows
  /// of one day must not lie a month before those of the next.
  ///
  /// - Throws: `Failure` where nothing tells, naming the option for each.
  mutating func chooseOrder(_ dayFirst: [Instant], _ lines: [Int]) throws(Failure) {
    let mark = Character(UnicodeScalar(firstSeparator))
    let byDays = withTimeOfDay == instants.count ? Self.followingDays(instants, dayFirst) : nil
    let isDayFirst: Bool
    if let known = convention.isDayFirstElsewhere {
      isDayFirst = known
      noteOrder(known ? "day" : "month", "as the other times of its rows have it")
    } else if let reason = convention.reasonForDayFirst(mark: mark) {
      isDayFirst = true
      noteOrder("day", reason)
    } else if let byDays {
      isDayFirst = byDays == 1
      noteOrder(isDayFirst ? "day" : "month", Self.reasonOfDays)
    } else {
      throw ambiguousOrder()
    }
    do throws(TimeProblem) {
      try settleOrder(dayFirst: isDayFirst, line: lines.first ?? 1, backlog: dayFirst, lines)
    } catch {
      throw failure("the times cannot be read with the day first: \(error.message)", fix: error.fix ?? "")
    }
  }

  /// Decides between two patterns of which one has the month first and one the day, where something tells.
  mutating func chooseGuess() {
    func hasDayFirst(_ guess: Guess) -> Bool {
      guess.pattern.elements.first { [.month, .day].contains($0) } == .day
    }
    guard let day = guesses.first(where: hasDayFirst), let month = guesses.first(where: { !hasDayFirst($0) })
    else { return }
    let mark = day.pattern.text.first { "./-".contains($0) } ?? "/"
    if let reason = convention.reasonForDayFirst(mark: mark) {
      guesses = [day]
      noteOrder("day", reason)
    } else if withTimeOfDay > 0, let place = Self.followingDays(month.instants, day.instants) {
      guesses = [place == 1 ? day : month]
      noteOrder(place == 1 ? "day" : "month", Self.reasonOfDays)
    }
  }

  private static var reasonOfDays: String { "which lets the days follow each other" }

  private mutating func noteOrder(_ part: String, _ reason: String) {
    orderNotice =
      "dates as \(first?.text ?? "") are read with the \(part) first, \(reason) (--time-format with another order)"
  }

  /// Which of two readings of the same cells has days of several rows that follow each other, where in the
  /// other they lie months apart; `nil` where neither or both have.
  private static func followingDays(_ readings: [Instant]...) -> Int? {
    let spans = readings.map { instants in
      zip(instants, instants.dropFirst()).reduce(0.0) { $0 + abs(Double($1.1.seconds - $1.0.seconds)) }
    }
    let days = Set(readings[0].map { $0.seconds / Instant.day }).count
    guard days > 1, readings[0].count >= 3 * days else { return nil }
    return spans[0] * 4 < spans[1] ? 0 : spans[1] * 4 < spans[0] ? 1 : nil
  }
}
