import ArgumentParser
import TimeSeries

/// Which columns are forecast, and from which others.
struct ColumnOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The columns to forecast, separated by commas.", valueName: "columns"))
  var target: NameList?

  @Option(help: ArgumentHelp("Columns to learn from that are known up to the cutoff.", valueName: "columns"))
  var past: NameList?

  @Option(help: ArgumentHelp("Columns to learn from that are known ahead.", valueName: "columns"))
  var future: NameList?

  @Option(help: ArgumentHelp("Columns to learn from that never change in a series.", valueName: "columns"))
  var `static`: NameList?

  /// Sets the columns that were given in `options`.
  func apply(to options: inout ReadOptions) {
    options.targets = target?.names ?? options.targets
    options.past = past?.names ?? options.past
    options.future = future?.names ?? options.future
    options.statics = `static`?.names ?? options.statics
  }
}
