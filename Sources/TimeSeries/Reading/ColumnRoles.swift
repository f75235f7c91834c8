/// Which column of a file is what.
struct ColumnRoles {
  /// The column that names the series.
  var id: Int?
  /// The column with the time.
  var time: Int?
  /// The unit that the time column's name says it counts in, as `Time [s]` does.
  var elapsedUnit: ReadOptions.TimeUnit?
  /// The columns to forecast.
  var targets: [Int] = []
  /// The columns known up to the cutoff.
  var past: [Int] = []
  /// The columns known ahead.
  var future: [Int] = []
  /// The columns constant over a series.
  var statics: [Int] = []
  /// A last column without a name, which must be empty in every row.
  var emptyColumn: Int?
  /// Columns that could name series, to be suggested.
  var idCandidates: [String] = []
  /// What was recognised and what is left out.
  var notices: [String] = []

  /// All columns with values, in the order in which they are kept.
  var valueColumns: [Int] { targets + past + future + statics }
}
