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
    }
  }

  /// Notes what the columns are used as.
  func note(_ roles: ColumnRoles) {
    let uses: [(columns: [Int], role: String)] = [
      (roles.id.map { [$0] } ?? [], "id"), (roles.time.map { [$0] } ?? [], "time"), (roles.targets, "target"),
      (roles.past, "past"), (roles.future, "future"), (roles.statics, "static"),
    ]
    for use in uses { for column in use.columns { columns[column].role = use.role } }
  }

  /// Looks at the current record.
  func observe(_ reader: CSVReader) {
    rowCount += 1
    for index in 0..<min(reader.fieldCount, columns.count) {
      switch reader.numberOutcome(index, with: &numbers) {
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
    while try reader.next() { observe(reader) }
    isComplete = true
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
