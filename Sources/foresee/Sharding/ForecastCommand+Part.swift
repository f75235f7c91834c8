import Backtesting
import Forecasting
import Reports
import Sharding
import TimeSeries

extension ForecastCommand {
  /// Forecasts the series of a shard, and writes them as a part.
  func run(_ shard: Shard) throws {
    try faults.refuseShard(allowsEmpty: allowEmpty)
    try sharding.refuse(
      [
        ("--report", reports.report != nil), ("--log", log != nil), ("--plot", plotting.plot == true),
        ("--svg", plotting.svg != nil), ("--plot-series", plotting.plotSeries != nil),
        ("--plausible-log", reading.plausibleLog != nil),
      ], hiding: identity, fix: "merge the parts first")
    let job = try self.job()
    try job.requirePerSeries(inputs.allFiles)
    let watch = Watch()
    let session = try watch.session(machine)
    let part = try PartOutput(of: shard, in: output, reading: inputs.allFiles + job.files)
    let choice = SeriesChoice(horizon: job.options.horizon) { shard.holds($0) }
    let panel = try inputs.panel(of: job, session: session, keeping: choice)
    try job.requireSuitable(panel)
    let predictions = try self.predictions(of: job, after: panel, watch, session)
    predictions.noteNegative(of: panel, bounds: job.options.bounds)
    let origin = try job.partOrigin(
      "forecast", shard, files: inputs.allFiles,
      others: ["name": name ?? "", "spreadsheet-safe": "\(spreadsheetSafe)"],
      columns: predictions.columnNames,
      seriesCount: panel.part?.seriesCount ?? 0)
    try part.write(
      predictions, of: (panel.part?.ordinals ?? []).enumerated().map { (own: $0, ordinal: $1) }, origin,
      spreadsheetSafe: spreadsheetSafe, asJSON: json)
  }
}
