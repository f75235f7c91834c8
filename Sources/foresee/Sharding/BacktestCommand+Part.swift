import Backtesting
import Forecasting
import Registry
import Reports
import Sharding
import TimeSeries

extension BacktestCommand {
  /// Forecasts the past of the series of a shard, and writes it as a part; nothing is scored.
  func run(_ shard: Shard) throws {
    try faults.refuseShard(allowsEmpty: allowEmpty)
    try sharding.refuse(
      [
        ("--metrics", metrics != nil), ("--report", reports.report != nil),
        ("--ledger", topics.ledger != nil),
        ("--direction", folds.direction), ("--explain", explain), ("--log", log != nil),
        ("--split-by", split.splitBy != nil),
        ("--unseen", split.unseen != nil), ("--plot", plotting.plot == true), ("--svg", plotting.svg != nil),
        ("--plot-series", plotting.plotSeries != nil), ("--plausible-log", reading.plausibleLog != nil),
      ], hiding: identity, fix: "merge the parts first, and score them with foresee compare")
    try topics.requireUse(hasReport: false)
    let job = try Job(forecast, model: models, training: training, reading: reading)
    var backtest = try folds.backtest(of: job)
    job.noteOptionsWithoutUse(baselines: ModelRegistry.entries.filter { !$0.isNetwork }, folds: folds)
    try job.requirePerSeries(inputs.allFiles, exempting: Backtest.baselines, calibrates: true)
    let watch = Watch()
    let session = try watch.session(machine)
    let files = inputs.allFiles + folds.files
    let part = try PartOutput(of: shard, in: output, reading: files + job.files)
    // The baseline linear is fitted to all series, so that all of them are read.
    let panel = try inputs.panel(of: job, session: session)
    try job.requireSuitable(panel)
    try folds.decide(&backtest, reading: job.reading, on: panel)
    let own = panel.series.indices.filter { shard.holds(panel.series[$0].id) }
    try session.requireRoom(
      forForecastsAt: backtest.folds * own.count, horizon: backtest.horizon,
      models: job.models.count + Backtest.baselines.count, on: panel)
    let predictions = try watch.run { [backtest] in
      try backtest.forecasts(
        of: Set(own), by: job.forecasters, on: panel, baselines: job.options, session: session)
    }
    predictions.noteNegative(of: panel, bounds: job.options.bounds)
    var others = try job.configuration(of: backtest)
    others.removeValue(forKey: "options")
    others["warm-start"] = "\(folds.warmStart)"
    others["spreadsheet-safe"] = "\(spreadsheetSafe)"
    let origin = try job.partOrigin(
      "backtest", shard, files: files, others: others, columns: predictions.columnNames,
      seriesCount: panel.series.count)
    try part.write(
      predictions, of: own.map { (own: $0, ordinal: $0) }, origin, spreadsheetSafe: spreadsheetSafe,
      asJSON: json)
  }
}
