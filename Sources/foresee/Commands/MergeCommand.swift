import ArgumentParser
import Files
import Sharding

/// Joins the parts that processes wrote, each with some of the series.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Join the parts that 'forecast --shard' or 'backtest --shard' wrote to a folder.",
    discussion: """
      Writes the bytes that one process would have written without --shard, or nothing: a part that is missing, not \
      finished, damaged or of another output is named, with the command that makes it. The metrics of a backtest are \
      those of 'foresee compare FILE --truth INPUT'.
      """)

  @Argument(help: ArgumentHelp("The folder with the parts.", valueName: "folder"))
  var folder: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Where to write the forecasts, as CSV. (default: standard output)", valueName: "file"))
  var output: String?

  @Flag(help: "Print the summary as JSON; it is printed when the forecasts go to a file.")
  var json = false

  func run() throws {
    let parts = try PartSet(in: folder)
    var outputs = Outputs(inputs: parts.files)
    let file = try outputs.open(output)
    try parts.merge(into: file)
    guard !outputs.useStandardOutput else { return try outputs.commit() }
    let summary = MergeSummary(
      command: parts.origin.command, parts: parts.origin.shards, series: parts.seriesCount,
      rows: parts.rowCount,
      file: file.name)
    try outputs.commit(showing: json ? try jsonText(summary) : summary.text)
  }
}

/// What was joined, for people and programs.
private struct MergeSummary: Encodable {
  let command: String
  let parts: Int
  let series: Int
  let rows: Int
  let file: String

  /// The summary as lines of text.
  var text: String {
    "\(parts) parts of foresee \(command): \(series) series, \(rows) rows\nwrote \(ShownText.escaped(file))\n"
  }
}
