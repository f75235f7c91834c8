import Files

extension RoleChoice {
  /// Takes the columns to forecast: all of a wide file, Nixtla's `y`, or the only column of numbers.
  mutating func chooseTargets(guessing: Bool) throws(Failure) {
    let free = columns.names.indices.filter { !isTaken($0) && !columns.names[$0].isEmpty }
    let numbers = free.filter { sample.columns[$0].kind == .number }
    if options.layout == .wide { return try chooseAll(free) }
    if let y = numbers.first(where: { columns.names[$0] == "y" }),
      columns.names.contains("ds") || columns.names.contains("unique_id")
    {
      roles.targets = [y]
      return
    }
    if let failure = groupedTarget(among: free, rivals: numbers) { throw failure }
    if let only = numbers.first, numbers.count == 1 {
      roles.targets = [only]
      roles.notices.append(
        "the target is \(ShownText.quoted(columns.names[only])), the only column of numbers")
      return
    }
    guard !numbers.isEmpty else { throw noNumbers(free) }
    let plausible = plausibleTargets(among: numbers)
    if let only = plausible.first, plausible.count == 1, !looksLikeRows(numbers), !hasDatesAsColumns {
      roles.targets = [only]
      roles.notices.append(
        "the target is \(ShownText.quoted(columns.names[only])): other columns of numbers count, name or place something"
      )
      return
    }
    guard guessing, !looksLikeRows(numbers) else { throw tooMany(numbers) }
    let target = likelyTarget(among: numbers)
    roles.targets = [target]
    var notice =
      "\(numbers.count) columns hold numbers; \(ShownText.quoted(columns.names[target])) is taken here, and --target names another"
    if roles.ids.isEmpty, numbers.count >= Self.manyNumbers {
      notice += "; --layout wide makes a series of each"
    }
    roles.notices.append(notice)
  }

  /// Columns of numbers from which on they may well be series of one quantity: a ticker has six, a patient a
  /// few.
  private static var manyNumbers: Int { 8 }

  /// In a wide file every column is a series.
  private mutating func chooseAll(_ free: [Int]) throws(Failure) {
    if !isSearch,
      let text = free.first(where: { sample.columns[$0].kind == .text || sample.columns[$0].kind == .time })
    {
      throw Failure(
        .data, at: columns.place,
        "column \(text + 1) \(ShownText.quoted(columns.names[text])) holds \(ShownText.quoted(sample.columns[text].firstText ?? "")), and in a wide file every column is a series",
        fix: "name the columns to forecast with --target")
    }
    guard !free.isEmpty else { throw noNumbers(free) }
    roles.targets = free
  }

  /// The failure of lines that are parted by runs of spaces.
  private func partedBySpaces() -> Failure? {
    guard columns.names.count == 1, let text = sample.columns.first?.firstText,
      text.contains(" "), text.contains(where: \.isNumber)
    else { return nil }
    return Failure(
      .data, at: columns.place, "the lines have one field, and spaces in it, as \(ShownText.quoted(text))",
      fix: "if spaces part the columns, write a comma for them: tr -s ' ' ',' < file.txt | foresee … -")
  }

  private func noNumbers(_ free: [Int]) -> Failure {
    if let failure = partedBySpaces() { return failure }
    if sample.rowCount == 0 {
      return Failure(.data, at: columns.place, "the file has a header but no rows of data").ofEmptyInput
    }
    let texts = free.filter { sample.columns[$0].kind == .text }
    guard let text = mostLikeNumbers(among: texts), let parser = try? NumberParser(options),
      let value = sample.columns[text].words.oddest
    else { return Failure(.data, at: columns.place, "no column holds numbers to forecast") }
    let diagnosis = NumberDiagnosis(
      value, parser: parser, words: sample.columns[text].words, options: options)
    return Failure(
      .data, at: columns.place,
      "no column holds only numbers; in \(ShownText.quoted(columns.names[text])): \(diagnosis.message)",
      fix: diagnosis.fix
        ?? (texts.count > 1
          ? "name the column to forecast, as --target \(ColumnNames.word(columns.names[text]))"
          : "write its cells as plain numbers"))
  }

  /// The column with most numbers; of several, one whose cells are numbers with an option, or else the first.
  private func mostLikeNumbers(among texts: [Int]) -> Int? {
    guard let most = texts.map({ sample.columns[$0].numbers.count }).max() else { return nil }
    let best = texts.filter { sample.columns[$0].numbers.count == most }
    guard best.count > 1, let parser = try? NumberParser(options) else { return best.first }
    return best.first { index in
      guard let value = sample.columns[index].words.oddest else { return false }
      let fix = NumberDiagnosis(value, parser: parser, words: sample.columns[index].words, options: options)
        .fix
      return ["add --decimal", "add --thousands", "--strip"].contains { fix?.hasPrefix($0) == true }
    } ?? best.first
  }

  /// The failure where a column that is a likelier target than any of `rivals` holds numbers that cannot be
  /// read without an option.
  ///
  /// Their digits are grouped, or their decimal mark has two readings. A forecast of another column would be
  /// a wrong answer.
  private func groupedTarget(among free: [Int], rivals: [Int]) -> Failure? {
    guard let best = rivals.map({ interest(of: $0) }).max(), let parser = try? NumberParser(options) else {
      return nil
    }
    for index in free where sample.columns[index].kind == .text && interest(of: index) > best {
      let words = sample.columns[index].words
      guard let value = words.oddest else { continue }
      let diagnosis = NumberDiagnosis(value, parser: parser, words: words, options: options)
      let isWorthless = best <= TargetInterest.derived && words.numberCount > 0
      guard let fix = diagnosis.fix,
        fix.hasPrefix("add --thousands") || fix.hasPrefix("add --decimal")
          || isWorthless && fix.hasPrefix("add --")
      else { continue }
      let name = columns.names[index]
      return Failure(
        .data, at: columns.place, "in \(ShownText.quoted(name)): \(diagnosis.message)",
        fix: "add --target \(ColumnNames.word(name)) \(fix.dropFirst("add ".count))")
    }
    return nil
  }

  private func tooMany(_ numbers: [Int]) -> Failure {
    let names = numbers.map { columns.names[$0] }
    var fix =
      "add --target \(ColumnNames.word(columns.names[likelyTarget(among: numbers)])) (several with commas between)"
    if roles.ids.isEmpty { fix += ", or --layout wide for all \(names.count)" }
    if hasDatesAsColumns {
      fix = "names of columns are times, and every row is a series: add --layout rows"
    } else if looksLikeRows(numbers) {
      fix = "if every row is a series, add --layout rows; otherwise " + fix
    }
    return Failure(
      .data, at: columns.place, "which column is to be forecast? \(ColumnNames.list(names)) hold numbers",
      fix: fix)
  }

  /// Whether every row seems to be a series: no time, a name of its own in each row, and many numbers.
  private func looksLikeRows(_ numbers: [Int]) -> Bool {
    if hasDatesAsColumns { return true }
    return roles.time == nil && sample.columns[0].kind == .text && !sample.columns[0].isRepeating
      && numbers.count > 12
  }

  /// Whether most names of columns are dates, so that every row is a series.
  private var hasDatesAsColumns: Bool {
    let dates = columns.names.count { RowsLayout.looksLikeTime($0) }
    return dates >= 3 && 2 * dates > columns.names.count
  }

  /// The column that most people would forecast: a price or a vital sign before others, and a count of rows,
  /// an id, a place or a constant last.
  private func likelyTarget(among numbers: [Int]) -> Int {
    var best = numbers[0]
    for index in numbers.dropFirst() where interest(of: index) > interest(of: best) { best = index }
    return best
  }

  private func interest(of index: Int) -> Int {
    TargetInterest.of(columns.names[index], sample.columns[index], rowCount: sample.rowCount)
  }

  /// The columns of `numbers` that somebody may want to forecast.
  private func plausibleTargets(among numbers: [Int]) -> [Int] {
    numbers.filter { interest(of: $0) > TargetInterest.none }
  }
}
