import ArgumentParser
import Files
import TimeSeries

/// The options of reading; those not given are recognised, where only one reading is possible.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column that names the series, or several columns that name it together, separated by commas.",
      valueName: "columns"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "The column with the time, or several columns that hold its parts, as Date,Time.", valueName: "columns")
  )
  var time: String?

  @Option(help: ArgumentHelp("The form of times, as '%d/%m/%Y %H:%M'.", valueName: "form"))
  var timeFormat: String?

  @Option(
    help: ArgumentHelp(
      "The unit of times that are numbers; excel: days as spreadsheets count them.", valueName: "unit"))
  var timeUnit: ReadOptions.TimeUnit?

  @Option(
    name: .customLong("timezone"),
    help: ArgumentHelp(
      "The zone of times without an offset, and whose days and hours all times go by, as Europe/Berlin.",
      valueName: "zone"))
  var timeZone: String?

  @Option(
    help: ArgumentHelp("The day of the first row where times are times of day alone.", valueName: "day"))
  var date: String?

  @Flag(help: "Rows are steps, whatever columns look like times.")
  var steps = false

  @Option(
    help: ArgumentHelp(
      "Whether future rows leave out the weekdays, nights and breaks that past rows leave out: learnt, or none. (default: learnt)",
      valueName: "way"))
  var closures: ReadOptions.Closures?

  @Option(help: ArgumentHelp("Where series lie: long, a column each or a row each.", valueName: "layout"))
  var layout: ReadOptions.Layout?

  @Option(help: ArgumentHelp("The regular spacing to put irregular rows on, as 5m.", valueName: "spacing"))
  var every: String?

  @Option(help: ArgumentHelp("The longest gap inside a series, as 45m.", valueName: "duration"))
  var maxGap: String?

  @Option(help: ArgumentHelp("Steps a season lasts. (default: by the spacing)", valueName: "steps"))
  var season: Int?

  @Option(
    help: ArgumentHelp(
      "How networks read a missing cell: mask, as the last value with a flag, or linear, on the line between its neighbours. (default: mask)",
      valueName: "way"))
  var missing: ReadOptions.Missing?

  @Option(
    name: .customLong("na"),
    help: ArgumentHelp("The texts that mean a missing cell, separated by commas.", valueName: "texts"))
  var missingTokens: NameList?

  @Option(
    help: ArgumentHelp(
      "Ranges outside of which values are read as missing: 20..250 of all targets, or HR=20..250,SpO2=50.. by column.",
      valueName: "ranges"))
  var plausible: NameList?

  @Option(
    help: ArgumentHelp(
      "The fastest plausible changes from the last value that was kept, as HR=30/min; per s, min, h, d or row.",
      valueName: "changes"))
  var plausibleChange: NameList?

  @Option(
    help: ArgumentHelp(
      "Where to write every value that was not plausible, as CSV: file, line, column, value, reason.",
      valueName: "file"))
  var plausibleLog: String?

  @Option(
    help: ArgumentHelp(
      "Which row of a time that appears twice is read; without this option such files are refused.",
      valueName: "way"))
  var duplicates: Duplicates?

  @Flag(help: "Read the rows of each series in the order of their times.")
  var sort = false

  @Option(
    help: ArgumentHelp(
      "The rows to keep, as 'itemid=220045', 'kind=a,b', 'kind!=a' or several with & between.",
      valueName: "condition"))
  var `where`: String?

  @Option(
    help: ArgumentHelp(
      "Rows to leave out and count: no-time, without a time; ragged, with another number of fields than the header; or both with a comma.",
      valueName: "kinds"))
  var leaveOut: NameList?

  @Option(
    help: ArgumentHelp(
      "Texts before or after numbers to leave out, separated by commas; () for parentheses of negative numbers. (default: what stands at each number of a column)",
      valueName: "texts"))
  var strip: NameList?

  @Option(
    help: ArgumentHelp(
      "Cells that are a bound: words with their number and signs before one, as 'Low=40,High=400,<,>'.",
      valueName: "words"))
  var censored: NameList?

  @Option(
    help: ArgumentHelp(
      "The encoding of the files, as GB18030 or WINDOWS-1252. (default: UTF-8)", valueName: "name"))
  var encoding: String?

  @Option(help: ArgumentHelp("The byte between fields, or tab.", valueName: "byte"))
  var delimiter: String?

  @Option(help: ArgumentHelp("The decimal mark, . or ,. (default: .)", valueName: "mark"))
  var decimal: String?

  @Option(help: ArgumentHelp("The mark between thousands.", valueName: "mark"))
  var thousands: String?

  @Option(help: ArgumentHelp("The text that begins a comment line.", valueName: "text"))
  var comment: String?

  @Option(help: ArgumentHelp("Lines to skip before the header.", valueName: "lines"))
  var skipRows: Int?

  @Option(help: ArgumentHelp("Lines to leave out at the end.", valueName: "lines"))
  var skipFooter: Int?

  @Flag(help: "The first line is data; columns are called c1, c2, ...")
  var noHeader = false

  @Option(help: ArgumentHelp("Number the columns that share a name: A, A.2.", valueName: "way"))
  var duplicateColumns: DuplicateColumns?

  /// What is done with a time that appears twice in a series.
  enum Duplicates: String, ExpressibleByArgument, CaseIterable {
    /// The first row counts.
    case first
  }

  /// What is done with columns that share a name.
  enum DuplicateColumns: String, ExpressibleByArgument, CaseIterable {
    /// Later ones are numbered.
    case number
  }
}

extension ReadingOptions {
  /// Sets what was given in `options`; what was not given keeps its value.
  ///
  /// - Throws: `Failure` (arguments) for a number out of range.
  func apply(to options: inout ReadOptions) throws(Failure) {
    options.id = id ?? options.id
    options.time = time ?? options.time
    options.timeFormat = timeFormat ?? options.timeFormat
    options.timeUnit = timeUnit ?? options.timeUnit
    options.timeZone = timeZone ?? options.timeZone
    options.date = date ?? options.date
    if steps { options.rowsAreSteps = true }
    options.closures = closures ?? options.closures
    options.layout = layout ?? options.layout
    options.every = every ?? options.every
    options.maxGap = maxGap ?? options.maxGap
    options.season = try Bounds.steps.check(season, "--season") ?? options.season
    options.missing = missing ?? options.missing
    options.missingTokens = missingTokens?.names ?? options.missingTokens
    try applyPlausibility(to: &options)
    if sort { options.sorts = true }
    try applySelection(to: &options)
    options.encoding = encoding ?? options.encoding
    if strip != nil || censored != nil {
      var texts = options.numberTexts ?? ReadOptions.NumberTexts()
      texts.strip = strip?.names ?? texts.strip
      texts.censored = censored?.names ?? texts.censored
      options.numberTexts = texts
    }
    if duplicates == .first { options.keepFirstDuplicate = true }
    options.delimiter = delimiter ?? options.delimiter
    options.decimal = decimal ?? options.decimal
    options.thousands = thousands ?? options.thousands
    options.comment = comment ?? options.comment
    options.skipRows = try Bounds.lines.check(skipRows, "--skip-rows") ?? options.skipRows
    options.skipFooter = try Bounds.lines.check(skipFooter, "--skip-footer") ?? options.skipFooter
    if noHeader { options.hasHeader = false }
    if duplicateColumns == .number { options.numberDuplicateColumns = true }
  }

  private func applySelection(to options: inout ReadOptions) throws(Failure) {
    guard `where` != nil || leaveOut != nil else { return }
    var selection = options.selection ?? RowSelection()
    if let `where` { selection.conditions = try RowSelection.conditions(`where`) }
    for kind in leaveOut?.names ?? [] {
      switch kind {
      case "no-time": selection.leavesOutWithoutTime = true
      case "ragged": selection.leavesOutRagged = true
      default:
        throw Failure(
          .arguments, "--leave-out does not know rows of the kind '\(kind)'",
          fix: "give no-time, ragged or both")
      }
    }
    options.selection = selection
  }
}
