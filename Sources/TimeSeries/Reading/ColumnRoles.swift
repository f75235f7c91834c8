/// Which column of a file is what.
struct ColumnRoles {
  /// The columns that name the series together; none where all rows of a file are one.
  var ids: [Int] = []
  /// The column with the time.
  var time: Int?
  /// The columns that hold the time between them; `nil` where one does.
  var splitTime: TimeSource?
  /// The form and the unit of times that were recognised by the first rows.
  var timeFormat: String?
  var timeUnit: ReadOptions.TimeUnit?
  /// The unit that the time column's name says it counts in, as `Time [s]` does.
  var elapsedUnit: ReadOptions.TimeUnit?
  /// The column with the cutoffs of forecasts, which are times like the others.
  var cutoff: Int?
  /// The columns to forecast.
  var targets: [Int] = []
  /// The columns known up to the cutoff.
  var past: [Int] = []
  /// The columns known ahead.
  var future: [Int] = []
  /// The columns constant over a series.
  var statics: [Int] = []
  /// Last columns without a name, which must be empty in every row.
  var emptyColumns: [Int] = []
  /// What stands around the numbers of columns.
  var forms: [Int: NumberForm] = [:]
  /// Cells of columns that are no numbers, for messages.
  var words: [Int: ColumnWords] = [:]
  /// The static columns whose texts are categories.
  var categories: Set<Int> = []
  /// The series that the header tells apart, each with columns of its own.
  var entities: HeaderEntities?
  /// What was recognised and what is left out.
  var notices: [String] = []

  /// All columns with times.
  var timeColumns: [Int] { splitTime?.columns ?? (time.map { [$0] } ?? []) }

  /// All columns with values, in the order in which they are kept.
  var valueColumns: [Int] { targets + past + future + statics }

  /// Whether the columns are the same, and read alike.
  func agree(with other: ColumnRoles) -> Bool {
    ids == other.ids && time == other.time && splitTime == other.splitTime && timeFormat == other.timeFormat
      && timeUnit == other.timeUnit && elapsedUnit == other.elapsedUnit && valueColumns == other.valueColumns
      && forms == other.forms && categories == other.categories
  }

  /// The columns whose values are kept, those of each series that the header tells apart one after another.
  var tableColumns: [Int] {
    guard let entities else { return valueColumns }
    return entities.names.indices.flatMap { entity in
      valueColumns.map { entities.column($0, of: entity) }
    }
  }
}
