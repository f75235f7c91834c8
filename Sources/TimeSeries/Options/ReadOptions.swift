/// How input files are read: every choice a user can make, each `nil` or default meaning "recognise it".
public struct ReadOptions: Sendable, Equatable, Codable {
  /// Where series lie in a file.
  public enum Layout: String, Sendable, CaseIterable, Codable { case long, wide, rows }
  /// The unit of numeric times.
  public enum TimeUnit: String, Sendable, CaseIterable, Codable {
    case seconds = "s", milliseconds = "ms", microseconds = "us", nanoseconds = "ns"
    case minutes = "m", hours = "h", days = "d"
    /// Days as spreadsheets count them, from 1899-12-30 on, with the time of day as a fraction.
    case spreadsheetDays = "excel"
  }
  /// What is done with cells that have no target.
  public enum Missing: String, Sendable, CaseIterable, Codable {
    /// They carry no loss and no score, and inputs are masked.
    case mask
    /// As `mask`, with inputs filled by straight lines between observed values of the past.
    case linear
  }

  /// Where series lie; `nil` recognises long and wide (`rows` is always asked for).
  public var layout: Layout?
  /// The column that names the series, or several with commas between them.
  public var id: String?
  /// The column with the time.
  public var time: String?
  /// The columns to forecast; empty when there is only one candidate.
  public var targets: [String] = []
  /// How the target is made of prices, whose columns ``targets`` then names, in the order of the prices;
  /// `nil` where the targets are forecast as they are.
  public var volatility: Volatility?
  /// Columns known up to the cutoff.
  public var past: [String] = []
  /// Columns known ahead.
  public var future: [String] = []
  /// Columns constant over a series.
  public var statics: [String] = []

  /// Whether rows are steps, whatever columns look like times; `nil` for no.
  public var rowsAreSteps: Bool?
  /// The day of the first row, as `2024-01-31`, where times are times of day alone.
  public var date: String?
  /// What is made of weekdays, nights and breaks without rows.
  public enum Closures: String, Sendable, CaseIterable, Codable {
    /// Those that the rows show go on after the last row.
    case learnt
    /// There are none: rows go on at their spacing.
    case ignored = "none"
  }
  /// What is made of weekdays, nights and breaks without rows; `nil` learns them.
  public var closures: Closures?
  /// The pattern of times (strptime's letters: `%Y-%m-%d %H:%M:%S`).
  public var timeFormat: String?
  /// The unit of numeric times.
  public var timeUnit: TimeUnit?
  /// The zone of times without an offset, and the one whose clocks and calendar all times go by (an IANA
  /// name).
  public var timeZone: String?
  /// A regular spacing to put irregular rows on, as `5m`, `1h`, `1d`.
  public var every: String?
  /// The longest gap a series may have before it is cut into segments, as `45m`.
  public var maxGap: String?
  /// Steps a season lasts; `nil` for the table by spacing.
  public var season: Int?

  /// What is done with missing targets.
  public var missing = Missing.mask
  /// The texts that mean a missing cell; `nil` for the usual nineteen.
  public var missingTokens: [String]?
  /// Which values are plausible; `nil` for all.
  public var plausibility: Plausibility?
  /// Whether a repeated time keeps the first row instead of being an error.
  public var keepFirstDuplicate = false

  /// The byte between fields.
  public var delimiter: String?
  /// The decimal mark, `.` or `,`; `nil` for a point, unless the file shows that points part thousands.
  public var decimal: String?
  /// The thousands mark inside numbers.
  public var thousands: String?
  /// The text that starts a comment line.
  public var comment: String?
  /// Physical lines to skip before the header.
  public var skipRows = 0
  /// Lines to leave out at the end.
  public var skipFooter = 0
  /// Whether the first line is a header; without one, columns are named c1, c2 and so on.
  public var hasHeader = true
  /// Whether repeated column names are numbered (`A`, `A.2`) instead of being an error.
  public var numberDuplicateColumns = false

  /// Which rows are kept; `nil` for all.
  public var selection: RowSelection?
  /// Whether rows are put in the order of their times; `nil` for no.
  public var sorts: Bool?
  /// What may stand around numbers, and words that are bounds; `nil` for what is recognised.
  public var numberTexts: NumberTexts?
  /// The encoding of the files, as the C library names it; `nil` for UTF-8.
  public var encoding: String?
  /// The texts of static columns that are categories, by column; `nil` for those that the files hold.
  public var categories: [String: [String]]?

  /// Texts around numbers, and words for bounds.
  public struct NumberTexts: Sendable, Equatable, Codable {
    /// Texts before or after numbers that are left out.
    public var strip: [String] = []
    /// Words that are a bound, as `High=400`, and signs before one, as `>`.
    public var censored: [String] = []

    /// Creates texts that are empty.
    public init() {}
  }

  /// Bytes a read asks the operating system for; never changes a result.
  public var readSize = 1 << 18

  /// Creates options that recognise everything that can be recognised.
  public init() {}
}
