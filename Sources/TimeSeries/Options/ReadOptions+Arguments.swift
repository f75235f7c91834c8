extension ReadOptions {
  /// The options that are set, as words of a command line.
  public var arguments: [String] {
    let usual = ReadOptions()
    var words: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { words += ["--" + name, ColumnNames.word(value)] }
    }
    func add(_ name: String, names: [String]) {
      if !names.isEmpty { add(name, names.joined(separator: ",")) }
    }
    add("layout", layout?.rawValue)
    add("id", id)
    add("time", time)
    add("target", names: targets)
    add("volatility", volatility?.rawValue)
    add("past", names: past)
    add("future", names: future)
    add("static", names: statics)
    add("time-format", timeFormat)
    add("time-unit", timeUnit?.rawValue)
    add("timezone", timeZone)
    add("date", date)
    if rowsAreSteps == true { words.append("--steps") }
    add("closures", closures?.rawValue)
    add("every", every)
    add("max-gap", maxGap)
    add("season", season.map { String($0) })
    if missing != usual.missing { add("missing", missing.rawValue) }
    add("na", names: missingTokens ?? [])
    add("plausible", names: plausibility?.ranges.map { Self.named($0.column, $0.range) } ?? [])
    add("plausible-change", names: plausibility?.changes.map { Self.named($0.column, $0.change) } ?? [])
    if keepFirstDuplicate { add("duplicates", "first") }
    add("delimiter", delimiter)
    add("decimal", decimal)
    add("thousands", thousands)
    add("comment", comment)
    if skipRows > 0 { add("skip-rows", String(skipRows)) }
    if skipFooter > 0 { add("skip-footer", String(skipFooter)) }
    if !hasHeader { words.append("--no-header") }
    if numberDuplicateColumns { add("duplicate-columns", "number") }
    if let selection {
      if !selection.conditions.isEmpty { add("where", selection.text) }
      let kinds = [(selection.leavesOutWithoutTime, "no-time"), (selection.leavesOutRagged, "ragged")]
      add("leave-out", names: kinds.filter(\.0).map(\.1))
    }
    if sorts == true { words.append("--sort") }
    add("strip", names: numberTexts?.strip ?? [])
    add("censored", names: numberTexts?.censored ?? [])
    add("encoding", encoding)
    return words
  }

  /// A text with the column it is of.
  private static func named(_ column: String?, _ text: String) -> String {
    guard let column else { return text }
    return column.contains(",") ? "\"\(column)=\(text)\"" : "\(column)=\(text)"
  }
}
