/// The columns whose names are times, where most names are.
struct HeaderTimes {
  /// The columns, in the file's order.
  let columns: [Int]
  /// Their times, one a column.
  let times: TimeColumn

  /// Looks at the names of `columns`; `nil` unless at least three, and half of them, are times in order.
  init?(_ names: [String], _ columns: [Int], _ options: ReadOptions) {
    guard
      var parser = try? TimeColumnParser(
        format: options.timeFormat, unit: options.timeUnit, zone: options.timeZone)
    else { return nil }
    var found: [Int] = []
    for column in columns {
      let bytes = Array(names[column].utf8)
      if (try? parser.append(bytes.span, line: 1, column: 1)) != nil {
        found.append(column)
      }
    }
    guard found.count >= min(3, columns.count), found.count * 2 >= columns.count,
      let times = try? parser.finish(),
      zip(times.instants, times.instants.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    (self.columns, self.times) = (found, times)
  }
}
