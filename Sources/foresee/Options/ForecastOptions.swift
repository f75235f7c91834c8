import ArgumentParser
import Backtesting
import Files
import Forecasting

/// What is forecast, how far, by which models and from what.
struct ForecastOptions: ParsableArguments {
  @OptionGroup var columns: ColumnOptions

  @OptionGroup var spread: SpreadOptions
  @OptionGroup var bounds: BoundOptions

  @Option(help: ArgumentHelp("Future steps to forecast.", valueName: "steps"))
  var horizon: Int?

  @Option(
    help: ArgumentHelp(
      "Models by name (see 'foresee models') or files of fitted ones, separated by commas. (default: blend)",
      valueName: "models"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Whether several series share a clock, with cutoffs at one instant, or each has its own, as unrelated recordings have, with cutoffs by the rows to its end. (default: shared)",
      valueName: "clock"))
  var clock: Backtest.Clock?

  @Option(
    help: ArgumentHelp("Past steps a model reads. (default: by horizon and season)", valueName: "steps"))
  var lookback: Int?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Learn from the calendar: hour, day of week, month, holidays as in earlier years. (default: where its cycles come back, for linear-gru, segment-gru and blend)"
  )
  var calendar: Bool?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Tell series apart by an embedding of each. (default: where they are few and long, for linear-gru, segment-gru and blend)"
  )
  var seriesEmbedding: Bool?

  @Option(
    help: ArgumentHelp(
      "Steps that linear-gru, segment-gru and blend read at once. (default: about a fourteenth of the lookback)",
      valueName: "steps"))
  var segment: Int?

  @Option(
    help: ArgumentHelp(
      "Units of the networks of linear-gru, segment-gru and blend. (default: 64, or 32 in a blend that leaves recordings out)",
      valueName: "units"))
  var segmentUnits: Int?

  @Option(
    help: ArgumentHelp(
      "The value that windows are centred on, for linear-gru, segment-gru and blend. (default: the one that is nearest to the training targets)",
      valueName: "anchor"))
  var anchor: WindowAnchor?

  @Option(
    help: ArgumentHelp(
      "For each lead, segment-gru (alone or in blend) also reads the value so many steps before it; 0 for none. (default: the longest season in the lookback)",
      valueName: "steps"))
  var seasonLag: Int?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Take off what holidays added in earlier years. (default: where it helps a ridge, for linear-gru, segment-gru and blend)"
  )
  var holidays: Bool?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Round forecasts to the decimals that the values have. (default: where it lowers the validation error, for blend)"
  )
  var rounding: Bool?
}

extension ForecastOptions {
  /// Sets what is given here or in the configuration file in `options`, but for the horizon.
  func apply(to options: inout ForecasterOptions, _ settings: inout Settings) throws(Failure) {
    if let value = try settings.integer("lookback", option: lookback, in: .steps) { options.lookback = value }
    options.calendar = try settings.flag("calendar", option: calendar)
    options.patches.embedding = try settings.flag("series-embedding", option: seriesEmbedding)
    options.patches.length = try settings.integer("segment", option: segment, in: .steps)
    options.patches.units = try settings.integer("segment-units", option: segmentUnits, in: .units)
    options.patches.anchor = try settings.choice("anchor", option: anchor)
    options.patches.seasonLag = try settings.integer("season-lag", option: seasonLag, in: .countOrNone)
    options.patches.holidays = try settings.flag("holidays", option: holidays)
    options.rounding = try settings.flag("rounding", option: rounding)
  }
}
