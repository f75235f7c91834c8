import Files

/// Looks at every cell of the files that are read, to tell what the columns hold.
final class ColumnSurvey {
  /// What is known of one column.
  struct Column {
    var name: String
    var kind = ColumnKind.empty
    var role: String?
    var missingCount = 0
    var numberCount = 0
    var textCount = 0
    var minimum = Double.infinity
    var minimumCount = 0
    var maximum = -Double.infinity
    var maximumCount = 0
    var firstText: String?
    var form: NumberForm?
  }

  /// The columns of the first file.
  private(set) var columns: [Column] = []
  /// The rows of all files so far.
  private(set) var rowCount = 0
  /// Whether every record of the file that is read was looked at.
  private(set) var isComplete = false
  private var numbers: NumberParser
  private var isFirstFile = true

  /// Creates a survey.
  init(_ options: ReadOptions) throws(Failure) { numbers = try NumberParser(options) }

  /// Begins another file, of which only columns that the first has are looked at.
  func begin(_ reader: CSVReader) {
    isFirstFile = columns.isEmpty
    if isFirstFile { columns = reader.header.map { Column(name: $0) } }
    isComplete = false
  }

  /// Notes what the columns of the first file seem to hold.
  func note(_ sample: OpeningSample) {
    guard isFirstFile else { return }
    for (index, column) in sample.columns.enumerated() where columns.indices.contains(index) {
      columns[index].kind = column.kind
      columns[index].form = column.form
    }
  }

  /// Notes what the columns are used as.
  func note(_ roles: ColumnRoles) {
    let uses: [(columns: [Int], role: String)] = [
      (roles.ids, "id"), (roles.timeColumns, "time"), (roles.targets, "target"),
      (roles.past, "past"), (roles.future, "future"), (roles.statics, "static"),
    ]
    for use in uses { for column in use.columns { columns[column].role = use.role } }
  }

  /// Looks at the current record.
  func observe(_ reader: CSVReader) {
    rowCount += 1
    for index in 0..<min(reader.fieldCount, columns.count) {
      var outcome = reader.numberOutcome(index, with: &numbers)
      if outcome == .unreadable, let form = columns[index].form {
        outcome = form.outcome(of: reader.field(index), &numbers)
      }
      switch outcome {
      case .missing: columns[index].missingCount += 1
      case .value(let value): columns[index].add(value)
      case .unreadable:
        columns[index].textCount += 1
        if columns[index].firstText == nil {
          columns[index].firstText = String(decoding: reader.bytes(index), as: UTF8.self)
        }
      }
    }
  }

  /// Looks at the rest of a file, which cannot be used as a panel or has no more records.
  func drain(_ reader: CSVReader) throws(Failure) {
    var plan: RowPlan?
    while try reader.next() {
      observe(reader)
      if plan == nil { plan = self.plan(reader) }
      while let tried = plan, let rows = try reader.plainRows(tried) {
        observe(rows, count: rows.count, tried)
        reader.take(rows.count)
      }
    }
    isComplete = true
  }

  /// Looks at the first `count` of `rows`, of which the numbers of all columns here are kept.
  func observe(_ rows: PlainRows, count: Int, _ plan: RowPlan) {
    rowCount += count
    for index in 0..<min(plan.columns.count, columns.count) {
      guard let slot = plan.columns[index].slot else { continue }
      let firstText = rows.withNumbers(slot, count: count) { columns[index].add($0) }
      if let firstText, columns[index].firstText == nil {
        columns[index].firstText = String(decoding: rows.field(index, ofRow: firstText), as: UTF8.self)
      }
    }
  }

  /// Whether some column's numbers must be read one by one.
  var hasForms: Bool { columns.contains { $0.form != nil } }

  /// A plan by which records like the current one are only looked at.
  private func plan(_ reader: CSVReader) -> RowPlan? {
    guard !hasForms else { return nil }
    let surveyed = min(reader.header.count, columns.count)
    let planned = reader.header.indices.map { index in
      RowPlan.Column(content: .any, slot: index < surveyed ? index : nil)
    }
    return reader.plan(columns: planned, time: nil, numbers: numbers)
  }
}

extension ColumnSurvey.Column {
  fileprivate mutating func add(_ value: Double) {
    numberCount += 1
    if value < minimum { (minimum, minimumCount) = (value, 0) }
    if value == minimum { minimumCount += 1 }
    if value > maximum { (maximum, maximumCount) = (value, 0) }
    if value == maximum { maximumCount += 1 }
  }

  /// Notes the cells of plain rows, and returns the first that is neither a number nor missing.
  fileprivate mutating func add(_ numbers: Span<Double>) -> Int? {
    var firstText: Int?
    for index in numbers.indices {
      let value = numbers[index]
      if !value.isNaN {
        add(value)
      } else if value.bitPattern == PlainRows.textMark.bitPattern {
        textCount += 1
        if firstText == nil { firstText = index }
      } else {
        missingCount += 1
      }
    }
    return firstText
  }

  /// An extreme value of nines only that at least one cell in a hundred has, as `-999` for a missing one.
  var sentinel: Double? {
    let extremes = [(minimum, minimumCount), (maximum, maximumCount)]
    return extremes.first { value, count in
      let digits = value.magnitude < 1e15 ? CSVField.number(value.magnitude) : ""
      return count * 100 >= numberCount && minimum < maximum && digits.count >= (value < 0 ? 2 : 3)
        && digits.allSatisfy { $0 == "9" }
    }?.0
  }
}
