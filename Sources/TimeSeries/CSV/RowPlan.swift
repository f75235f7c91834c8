/// How the plain rows of a file are read: what becomes of each column.
final class RowPlan: Sendable {
  /// What becomes of a column.
  struct Column: Sendable {
    /// What its cells must be for a row to be plain.
    var content: Content
    /// The position among the columns whose numbers are kept; `nil` if they are not.
    var slot: Int?
  }

  /// What the cells of a column must be.
  enum Content: Sendable {
    /// Anything.
    case any
    /// Numbers, or missing.
    case number
    /// Times in the plan's fixed form, which become instants.
    case fixedTime
    /// Times in another form, whose places are kept.
    case time
    /// Names of series, whose places are kept where they change.
    case name
    /// Nothing.
    case empty
  }

  /// How lines end: with a line feed, with a carriage return and a line feed, or with either.
  enum LineBreaks: Sendable { case unix, windows, mixed }

  /// The columns, in the file's order.
  let columns: [Column]
  /// The columns whose numbers are kept.
  let slotCount: Int
  /// The form of the times in a column of fixed times.
  let time: FixedTime?
  /// How numbers are written.
  let numbers: NumberParser
  /// The byte between fields.
  let delimiter: UInt8
  /// The first byte of comments; `nil` when there are none.
  let comment: UInt8?
  /// How lines end.
  let lineBreaks: LineBreaks

  /// Creates a plan for the files of `dialect`.
  init(
    columns: [Column], time: FixedTime?, numbers: NumberParser, dialect: Dialect, lineBreaks: LineBreaks
  ) {
    self.columns = columns
    self.time = time
    self.numbers = numbers
    self.lineBreaks = lineBreaks
    delimiter = dialect.delimiter
    comment = dialect.comment.first
    slotCount = columns.count { $0.slot != nil }
  }
}
