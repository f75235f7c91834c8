import ArgumentParser
import TimeSeries

/// Which columns are forecast, and from which others.
struct ColumnOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The columns to forecast, separated by commas.", valueName: "columns"))
  var target: NameList?

  @Option(
    help: ArgumentHelp(
      "Forecast the variance of each row, in squares of logarithms, made of prices: garman-klass of open, high, low and close, parkinson of high and low, squared of the close and the one before, of-returns of returns. The columns are found by name, or named in this order by --target. Sets --objective qlike.",
      valueName: "estimator"))
  var volatility: Volatility?

  @Option(help: ArgumentHelp("Columns to learn from that are known up to the cutoff.", valueName: "columns"))
  var past: NameList?

  @Option(help: ArgumentHelp("Columns to learn from that are known ahead.", valueName: "columns"))
  var future: NameList?

  @Option(help: ArgumentHelp("Columns to learn from that never change in a series.", valueName: "columns"))
  var `static`: NameList?

  /// Sets the columns that were given in `options`.
  func apply(to options: inout ReadOptions) {
    options.targets = target?.names ?? options.targets
    options.volatility = volatility ?? options.volatility
    options.past = past?.names ?? options.past
    options.future = future?.names ?? options.future
    options.statics = `static`?.names ?? options.statics
  }
}
