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
    if let only = numbers.first, numbers.count == 1 {
      roles.targets = [only]
      roles.notices.append(
        "the target is \(ShownText.quoted(columns.names[only])), the only column of numbers")
      return
    }
    guard !numbers.isEmpty else { throw noNumbers(free) }
    guard guessing, !looksLikeRows(numbers) else { throw tooMany(numbers) }
    let target = likelyTarget(among: numbers)
    roles.targets = [target]
    roles.notices.append(
      "\(numbers.count) columns hold numbers; \(ShownText.quoted(columns.names[target])) is taken here, and --target names another"
    )
  }

  /// In a wide file every column is a series.
  private mutating func chooseAll(_ free: [Int]) throws(Failure) {
    if let text = free.first(where: { sample.columns[$0].kind == .text || sample.columns[$0].kind == .time })
    {
      throw Failure(
        .data, at: columns.place,
        "column \(text + 1) \(ShownText.quoted(columns.names[text])) holds \(ShownText.quoted(sample.columns[text].firstText ?? "")), and in a wide file every column is a series",
        fix: "name the columns to forecast with --target")
    }
    guard !free.isEmpty else { throw noNumbers(free) }
    roles.targets = free
  }

  private func noNumbers(_ free: [Int]) -> Failure {
    if sample.rowCount == 0 {
      return Failure(.data, at: columns.place, "the file has a header but no rows of data")
    }
    guard let text = free.first(where: { sample.columns[$0].kind == .text }),
      let value = sample.columns[text].firstText, let parser = try? NumberParser(options)
    else { return Failure(.data, at: columns.place, "no column holds numbers to forecast") }
    let diagnosis = NumberDiagnosis(value, parser: parser)
    return Failure(
      .data, at: columns.place,
      "no column holds only numbers; in \(ShownText.quoted(columns.names[text])): \(diagnosis.message)",
      fix: diagnosis.fix ?? "name the column to forecast with --target")
  }

  private func tooMany(_ numbers: [Int]) -> Failure {
    let names = numbers.map { columns.names[$0] }
    var fix =
      "add --target \(ColumnNames.word(columns.names[likelyTarget(among: numbers)])) (several with commas between)"
    if roles.id == nil { fix += ", or --layout wide for all \(names.count)" }
    if looksLikeRows(numbers) { fix = "if every row is a series, add --layout rows; otherwise " + fix }
    return Failure(
      .data, at: columns.place, "which column is to be forecast? \(ColumnNames.list(names)) hold numbers",
      fix: fix)
  }

  /// Whether every row seems to be a series: no time, a name of its own in each row, and many numbers.
  private func looksLikeRows(_ numbers: [Int]) -> Bool {
    roles.time == nil && sample.columns[0].kind == .text && !sample.columns[0].isRepeating
      && numbers.count > 12
  }

  /// The column that most people would forecast: one with a usual name, or one of closing prices, or the first.
  private func likelyTarget(among numbers: [Int]) -> Int {
    let usual: Set<String> = ["y", "target", "value", "close", "ot"]
    let named = numbers.first { usual.contains(columns.names[$0].lowercased()) }
    let closing = numbers.first { columns.names[$0].lowercased().hasSuffix("close") }
    return named ?? closing ?? numbers[0]
  }
}
