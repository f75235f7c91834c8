import Files

/// How the time of a row is told by its columns.
extension RoleChoice {
  /// Takes the columns that `--time` names: one, or several with commas between.
  mutating func nameTime(_ name: String) throws(Failure) {
    let positions = try columns.positions(of: name)
    if positions.count == 1 { return take(positions[0]) }
    let names = positions.map { columns.names[$0] }
    let parts = positions.map { (column: $0, part: part(of: $0) ?? .text) }
    let source = TimeSource(parts, isPlain: options.timeFormat != nil)
    guard source.isDate else {
      throw Failure(
        .data, at: columns.place, "\(ColumnNames.list(names)) do not give a date between them",
        fix: "--time-format with the form of their cells, joined by spaces")
    }
    take(source)
  }

  /// Takes the column or columns that hold the time, if they can be told.
  ///
  /// - Throws: `Failure` (data) where several could be it, or where one that seems to be it cannot be read.
  mutating func chooseTime() throws(Failure) {
    let free = columns.names.indices.filter { !isTaken($0) && !columns.names[$0].isEmpty }
    try refuseTimesAsColumns(free)
    if options.rowsAreSteps == true {
      roles.notices.append("rows are steps 0, 1, 2, …, as --steps says")
      return
    }
    // Numbers among which a cell is none are no times.
    let texts = free.filter { index in
      guard sample.columns[index].kind != .number, let precision = precision(of: index) else { return false }
      return precision != .number
    }
    let dated = texts.filter { precision(of: $0) != .clock }
    if !dated.isEmpty {
      let date = try only(of: dated)
      return take(try split(date, among: free) ?? TimeSource(date))
    }
    if let source = try splitWithoutDate(among: free) { return take(source) }
    let numbers = free.filter { numericTime(of: $0) != nil }
    if !numbers.isEmpty {
      let number = try only(of: numbers)
      return take(try split(number, among: free) ?? TimeSource(number))
    }
    if !texts.isEmpty { return take(try only(of: texts)) }
    try chooseNamedLikeTime(among: free)
  }

  /// Refuses a file whose columns are named by times: every row is a series.
  private func refuseTimesAsColumns(_ free: [Int]) throws(Failure) {
    guard options.layout == nil, options.targets.isEmpty, options.rowsAreSteps != true else { return }
    let times = HeaderTimes(columns.names, free, options)?.columns ?? []
    guard times.count >= 6 else { return }
    let others = free.filter { !times.contains($0) }
    let id =
      roles.ids.first ?? others.first { sample.columns[$0].kind == .text && !sample.columns[$0].isRepeating }
    let named = id.map { " --id \(ColumnNames.word(columns.names[$0]))" } ?? ""
    throw Failure(
      .data, at: columns.place,
      "\(times.count) columns are named by times, as \(ShownText.quoted(columns.names[times[0]])): every row seems to be a series",
      fix: "--layout rows\(named)")
  }

  /// Takes a column that is named like a time, though its cells cannot be read as one yet: the message that
  /// follows says what they need.
  private mutating func chooseNamedLikeTime(among free: [Int]) throws(Failure) {
    let named = free.filter { index in
      let name = timeName(index)
      switch sample.columns[index].kind {
      case .number:
        let areEpochs = name.isTime && sample.columns[index].time?.numbers?.areEpochs == true
        return areEpochs || Self.isNumericTimeName(columns.names[index])
          || name.elapsedUnit != nil && isSorted(index)
      case .text:
        // Names of weekdays tell no time.
        if holdsWeekdays(index) { return false }
        return name.isPlain || name.isTime && !sample.columns[index].isRepeating
      case .time, .empty: return false
      }
    }
    if !named.isEmpty { return take(try only(of: named)) }
    try refuseUncertainSteps(among: free)
    roles.notices.append("no time column: rows are steps 0, 1, 2, …")
  }

  /// Whether the cells are names of weekdays.
  private func holdsWeekdays(_ index: Int) -> Bool {
    guard let text = sample.columns[index].firstText else { return false }
    var position = 0
    let bytes = Array(text.utf8)
    return TimeScanning.weekday(bytes.span, &position) && position == bytes.count
  }

  /// Refuses steps where a column of numbers may count time, or may say that the newest row comes first.
  private func refuseUncertainSteps(among free: [Int]) throws(Failure) {
    for index in free {
      guard let numbers = sample.columns[index].time?.numbers else { continue }
      let (name, word) = (timeName(index), ColumnNames.word(columns.names[index]))
      if name.isElapsed, numbers.isSorted {
        throw Failure(
          .data, at: columns.place,
          "column \(index + 1) \(ShownText.quoted(columns.names[index])) seems to count time, in a unit that is not known",
          fix:
            "--time \(word) --time-unit m (minutes; h for hours, s for seconds, d for days), or --steps if it is none"
        )
      }
      let isBackwards = numbers.downs > 1 && numbers.ups == 0
      if isBackwards, name.isTime || name.part != nil {
        throw Failure(
          .data, at: columns.place,
          "column \(index + 1) \(ShownText.quoted(columns.names[index])) goes down from row to row: is the newest row first?",
          fix: "--time \(word) --time-unit d puts the rows in its order; --steps keeps the order of the file")
      }
    }
  }

  /// The only one of `candidates` that is the time: the only one with a plain name, or the start of what has
  /// an end.
  private mutating func only(of candidates: [Int]) throws(Failure) -> Int {
    // What names something is a time last.
    let unnamed = candidates.filter { !timeName($0).isIdentifier || timeName($0).isTime }
    let named = unnamed.isEmpty ? candidates : unnamed
    // What is the same in all rows, as the range that was asked for, tells no row from another.
    let changing = named.filter { sample.columns[$0].distinctCount > 1 }
    let candidates = changing.isEmpty ? named : changing
    if candidates.count == 1 { return candidates[0] }
    let plain = candidates.filter { Self.timeNames.contains(columns.names[$0].lowercased()) }
    if plain.count == 1 { return plain[0] }
    let sides = candidates.map { timeName($0).side }
    let starts = zip(candidates, sides).filter { $0.1 == .start }
    if starts.count == 1, sides.contains(.end), !sides.contains(nil) {
      let names = candidates.filter { $0 != starts[0].0 }.map { columns.names[$0] }
      roles.notices.append(
        "of several times \(ShownText.quoted(columns.names[starts[0].0])) is taken, not \(ColumnNames.list(names)) (--time names another)"
      )
      return starts[0].0
    }
    let best = starts.first?.0 ?? plain.first ?? candidates[0]
    throw Failure(
      .data, at: columns.place,
      "which column is the time? \(ColumnNames.list(candidates.map { columns.names[$0] })) could be",
      fix: "add --time \(ColumnNames.word(columns.names[best]))")
  }
}

// MARK: - Facts

extension RoleChoice {
  func isDigitDate(_ index: Int) -> Bool { numericTime(of: index) == .format("%Y%m%d") }

  func precision(of index: Int) -> TimeFacts.Precision? { sample.columns[index].time?.precision }

  private func isSorted(_ index: Int) -> Bool { sample.columns[index].time?.numbers?.isSorted == true }

  func timeName(_ index: Int) -> TimeName {
    TimeName(columns.names[index], withUnit: nameWithUnit(index))
  }

  /// How a column of numbers is a time by itself.
  private func numericTime(of index: Int) -> NumericTime? {
    guard sample.columns[index].kind == .number, let numbers = sample.columns[index].time?.numbers else {
      return nil
    }
    return numbers.time(named: timeName(index))
  }

  /// Whether the time is a number of which nothing says what it counts.
  var hasUnknownUnit: Bool {
    guard let time = roles.time, sample.columns[time].kind == .number else { return false }
    return roles.elapsedUnit == nil && numericTime(of: time) == nil && options.timeFormat == nil
      && options.timeUnit == nil
  }

  private mutating func take(_ source: TimeSource) {
    guard source.columns.count > 1 else { return take(source.columns[0]) }
    roles.time = source.columns[0]
    roles.splitTime = source
  }

  private mutating func take(_ column: Int) { roles.time = column }

  /// Notes how the times are read where no option says so.
  mutating func noteForm() {
    guard let time = roles.time, roles.splitTime == nil, options.timeFormat == nil, options.timeUnit == nil
    else {
      return
    }
    if timeName(time).isWeek, let mark = sample.columns[time].time?.yearMonthMark {
      roles.timeFormat = "%G\(String(UnicodeScalar(mark)))%V"
      return
    }
    roles.elapsedUnit =
      sample.columns[time].kind == .number ? Self.elapsedUnit(inName: nameWithUnit(time)) : nil
    guard roles.elapsedUnit == nil else { return }
    switch numericTime(of: time) {
    case .format(let format): roles.timeFormat = format
    case .unit(let unit): roles.timeUnit = unit
    case .years, nil: break
    }
  }
}
