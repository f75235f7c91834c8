import ArgumentParser
import Backtesting
import Files
import Registry
import Reports
import TimeSeries

/// Says what files hold.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what files hold: columns, series, spacing, gaps, trouble, and the command to run next.")

  @OptionGroup var inputs: InputArguments

  @Flag(help: "Print the report as JSON.")
  var json = false

  @OptionGroup(title: "Columns") var columns: ColumnOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions

  func run() throws {
    var options = ReadOptions()
    try reading.apply(to: &options)
    columns.apply(to: &options)
    var outputs = Outputs(inputs: inputs.allFiles)
    let implausibleFile = try outputs.openIfGiven(reading.plausibleLog)
    var reader = PanelReader(options, memory: MachineOptions.usualMemory)
    reader.futureFile = inputs.futureFile
    let inspection = try reader.inspect(inputs.files) { panel, horizon, folds in
      var (panel, backtest) = (panel, Backtest(horizon: horizon, folds: folds))
      let needsOwnClocks = backtest.needsOwnClocks(on: panel)
      if needsOwnClocks { (panel.hasOwnClocks, backtest.clock) = (true, .own) }
      return (
        needsOwnClocks ? ["--clock", Backtest.Clock.own.rawValue] : [],
        ExpectedTime.plan(of: backtest, on: panel)
      )
    }
    if let implausibleFile { try inspection.implausible.write(to: implausibleFile) }
    try outputs.commit(showing: json ? try jsonText(inspection) : inspection.text)
  }
}

extension Inspection {
  private static let mostColumns = 30

  /// The report for a terminal.
  fileprivate var text: String {
    var paragraphs = [
      "\(ShownText.escaped(files.joined(separator: ", "))): \(ShownText.counted(rowCount, "row")), \(ShownText.counted(columns.count, "column"))\n",
      columnTable,
    ]
    if let summary { paragraphs.append(summary.text + (plan?.text ?? "")) }
    // The fix is the next command, below.
    if let problem = problem?.split(separator: "\n").first {
      paragraphs.append("Not a panel yet: \(problem)\n")
    }
    if !notices.isEmpty { paragraphs.append(notices.map { "note: \(ShownText.escaped($0))\n" }.joined()) }
    paragraphs.append("next: \(ShownText.escaped(next))\n")
    return paragraphs.joined(separator: "\n")
  }

  private var columnTable: String {
    let shown = columns.prefix(Self.mostColumns)
    let table = TextTable(
      header: ["column", "holds", "used as", "missing", "least", "greatest"],
      rows: shown.map { column in
        let number = NumberText(fitting: [column.minimum, column.maximum])
        return [
          column.name.isEmpty ? "(no name)" : column.name, column.kind.rawValue, column.role ?? "-",
          String(column.missing), number.text(column.minimum), number.text(column.maximum),
        ]
      })
    let more = columns.count - shown.count
    return table.text + (more > 0 ? "and \(more) more columns\n" : "")
  }
}

extension Inspection.Summary {
  /// The panel in a few lines.
  fileprivate var text: String {
    let rows = shortest == longest ? "\(longest)" : "\(shortest) to \(longest)"
    var lines = [
      "\(seriesCount) series of \(rows) rows, \(firstTime) to \(lastTime)",
      "spacing \(spacing), " + (season > 1 ? "season \(season) steps" : "no season"),
    ]
    if gapCount > 0 {
      let share = NumberText(decimals: 1).text(regularShare * 100)
      lines.append("\(gapCount) distances are not one step; \(share) % are")
    }
    if missingTargets > 0 { lines.append("\(ShownText.counted(missingTargets, "cell")) without a target") }
    if futureRows > 0 { lines.append("\(ShownText.counted(futureRows, "future row")) with covariates only") }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Inspection.Plan {
  /// The plan in a line.
  fileprivate var text: String {
    "plan: \(ShownText.counted(rows, "row")) of \(series) series in \(ShownText.counted(windows, "window")); \(ModelRegistry.defaultModel) "
      + "takes about \(ExpectedTime.text(of: seconds)) on 2 threads, and \(megabytes) MB\(faster)\n"
  }
}
