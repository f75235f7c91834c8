import Files

extension RoleChoice {
  /// The date of column `date` with the time of day beside it; `nil` where the date is the whole time.
  mutating func split(_ date: Int, among free: [Int]) throws(Failure) -> TimeSource? {
    guard precision(of: date) == .date || isDigitDate(date) else { return nil }
    var parts: [(column: Int, part: TimeSource.Part)] = []
    var unsure: [Int] = []
    for index in free where index != date {
      guard let part = part(of: index) else { continue }
      switch part {
      case .clock, .clockDigits:
        if timeName(index).isTimeOfDay || timeName(index).part == .hour {
          parts.append((index, part))
        } else if timeName(index).isTime || !options.hasHeader {
          unsure.append(index)
        }
      case .hour, .minute, .second: parts.append((index, part))
      default: break
      }
    }
    // The only time of day beside a date that comes again and again.
    if unsure.count == 1, !parts.contains(where: { $0.part == .hour || $0.part.isClock }), roles.ids.isEmpty,
      sample.columns[date].isRepeating
    {
      parts = [(unsure[0], part(of: unsure[0]) ?? .clock)]
    }
    let hours = parts.filter { $0.part == .hour || $0.part.isClock }
    if hours.count > 1
      || hours.isEmpty && !unsure.isEmpty && roles.ids.isEmpty && sample.columns[date].isRepeating
    {
      let other = columns.names[hours.first?.column ?? unsure[0]]
      let names = "\(columns.names[date]),\(other)"
      throw Failure(
        .data, at: columns.place,
        "the date is in \(ShownText.quoted(columns.names[date])), and several columns could hold its time of day",
        fix:
          "add --time \(ColumnNames.word(names)), or --time \(ColumnNames.word(columns.names[date])) for the date alone"
      )
    }
    guard let hour = hours.first else { return nil }
    if hour.part.isClock { parts = [hour] }
    let isMinuted = parts.contains { $0.part == .minute }
    parts.removeAll { $0.part == .second && !isMinuted }
    return TimeSource([(date, isDigitDate(date) ? .digits : .date)] + parts)
  }

  /// The time that columns for years, months, weeks and so on give between them; `nil` where they give none.
  func splitWithoutDate(among free: [Int]) throws(Failure) -> TimeSource? {
    var parts: [(column: Int, part: TimeSource.Part)] = []
    for index in free {
      guard let part = part(of: index), part != .clock || timeName(index).isTimeOfDay else { continue }
      // Of two years the first one with more to it counts.
      if parts.contains(where: { $0.part == part }) { continue }
      parts.append((index, part))
    }
    func has(_ part: TimeSource.Part) -> Bool { parts.contains { $0.part == part } }
    guard has(.year) else { return nil }
    let unit = [TimeSource.Part.month, .dayOfYear, .week, .quarter].first(where: has)
    guard let unit else { return nil }
    if unit == .week, parts.contains(where: { isEpidemiological($0.column) }) {
      return TimeSource(
        parts.filter { [.year, .week].contains($0.part) }.map { part in
          (part.column, part.part == .week ? .epidemiologicalWeek : part.part)
        })
    }
    var wanted: [TimeSource.Part] = [.year, unit]
    if unit == .month, has(.day) { wanted.append(.day) }
    if unit == .dayOfYear || wanted.contains(.day) {
      if has(.hour) {
        wanted += [.hour] + (has(.minute) ? [.minute] : [])
        if has(.minute), has(.second) { wanted.append(.second) }
      } else if let clock = parts.first(where: { $0.part.isClock }) {
        wanted.append(clock.part)
      }
    }
    return TimeSource(parts.filter { wanted.contains($0.part) })
  }

  /// What a column would be as one of several with the time, by its name and its cells.
  func part(of index: Int) -> TimeSource.Part? {
    let column = sample.columns[index]
    let name = timeName(index)
    if column.kind != .number {
      switch column.time?.precision {
      case .clock: return .clock
      case .date: return .date
      case .dateTime, .number: return .text
      case nil: return name.part == .month || name.part == .quarter || name.part == .hour ? name.part : nil
      }
    }
    guard let numbers = column.time?.numbers, numbers.areWhole else { return nil }
    if isDigitDate(index) { return .digits }
    if name.isTimeOfDay, numbers.lies(in: 0...235_959) {
      return .clockDigits(numbers.greatest > 2400 ? 6 : 4)
    }
    guard let part = name.part else { return nil }
    switch part {
    case .year: return numbers.lies(in: 1500...2199) || numbers.lies(in: 0...99) ? part : nil
    case .month: return numbers.lies(in: 1...12) ? part : nil
    case .day: return numbers.lies(in: 1...31) ? part : nil
    case .week: return numbers.lies(in: 1...53) ? part : nil
    case .quarter: return numbers.lies(in: 1...4) ? part : nil
    case .dayOfYear: return numbers.lies(in: 1...366) ? part : nil
    case .hour:
      if numbers.lies(in: 0...24) { return part }
      let areHundreds = numbers.values.allSatisfy { $0 % 100 < 60 }
      return numbers.lies(in: 0...2400) && areHundreds ? .clockDigits(4) : nil
    default: return numbers.lies(in: 0...59) ? part : nil
    }
  }

  /// Whether weeks are those of the CDC, which begin on Sundays.
  private func isEpidemiological(_ index: Int) -> Bool {
    timeName(index).words.contains { $0.hasPrefix("mmwr") || $0.hasPrefix("epi") }
  }
}

extension TimeSource.Part {
  /// Whether it is a whole time of day.
  fileprivate var isClock: Bool {
    switch self {
    case .clock, .clockDigits: true
    default: false
    }
  }
}
