import ArgumentParser
import Assessment
import Backtesting
import Files
import Platform
import Reports
import TimeSeries

/// What a report of a backtest is for.
struct TopicOptions: ParsableArguments {
  /// A topic by name.
  enum Topic: String, ExpressibleByArgument, CaseIterable {
    /// Prices or returns.
    case finance
    /// Vital signs.
    case health
    /// Nothing particular.
    case none
  }

  @Option(
    help: ArgumentHelp(
      "Which sections a report adds: finance follows the signs of forecasts and tests values at risk, health shows alarms, error grids and the time gained. (default: finance where rows are those of sessions and columns are named as prices are, health where they are named as vital signs are)",
      valueName: "topic"))
  var reportFor: Topic?

  @Flag(
    help:
      "End a report with the headings that validators of models ask for: those of TRIPOD+AI in the health part, of SR 11-7 elsewhere, filled in as far as the program knows."
  )
  var appendix = false

  @Option(
    help: ArgumentHelp(
      "What trading costs in the finance part of a report, in ten-thousandths of each unit traded. (default: 5)",
      valueName: "bps"))
  var costBps: Double?

  @Option(
    help: ArgumentHelp(
      "A CSV file that keeps a line of every backtest, with the Sharpe ratio of following the signs: the finance part of a report deflates the ratio by what was tried on the same files.",
      valueName: "file"))
  var ledger: String?

  func validate() throws {
    if let costBps, !(costBps >= 0 && costBps <= 10_000) {
      throw Failure(
        .arguments, "--cost-bps is \(costBps), expected a number from 0 to 10000",
        fix: "for instance --cost-bps 5")
    }
  }

  /// Determines the topic of a report on `panel`, which follows from the panel where no option says it.
  ///
  /// - Parameters:
  ///   - panel: The panel.
  ///   - trials: The configurations that were tried on the same files; `nil` without a ledger.
  /// - Returns: The topic; `nil` where there is none.
  func topic(of panel: Panel, trials: SharpeTrials?) -> ReportTopic? {
    switch reportFor ?? told(by: panel) {
    case .finance: .finance(costBps: cost, trials: trials)
    case .health: .health
    case .none?, nil: nil
    }
  }

  private var cost: Double { costBps ?? 5 }

  /// Refuses options that have no effect without a report, and a ledger that cannot be read or added to,
  /// before anything is computed.
  ///
  /// - Parameter hasReport: Whether a report is written.
  /// - Throws: `Failure` for the first of these.
  func requireUse(hasReport: Bool) throws(Failure) {
    let idle = [
      ("--report-for", reportFor != nil), ("--appendix", appendix),
      ("--cost-bps", costBps != nil && ledger == nil),
    ]
    if !hasReport, let (option, _) = idle.first(where: \.1) {
      throw Failure(
        .arguments, "\(option) is about a report, and none is written", fix: "add --report with a file")
    }
    if let ledger { try Ledger(path: ledger).requireRoom() }
  }

  /// Adds a backtest to the ledger, if there is one.
  ///
  /// - Parameters:
  ///   - result: The backtest, of which the Sharpe ratios of its models are kept.
  ///   - panel: The panel that was forecast.
  ///   - configuration: The settings of the backtest, by their names.
  ///   - files: The files that were read.
  /// - Returns: The trials on the same files, this run among them; `nil` without a ledger, or without a
  ///   Sharpe ratio.
  /// - Throws: `Failure` where the ledger cannot be read or written to.
  func keep(
    _ result: BacktestResult, on panel: Panel, _ configuration: [String: String], files: [FileFingerprint]
  ) throws(Failure) -> SharpeTrials? {
    guard let ledger else { return nil }
    let ratios = result.signRatios(on: panel, costBps: cost)
    guard !ratios.isEmpty else {
      Console.note(
        "nothing is kept in \(ledger): there is no Sharpe ratio of fewer than three periods of lead 1, of returns that do not vary, or of values that are neither prices nor returns"
      )
      return nil
    }
    // Ratios of periods of unlike lengths are not of one kind.
    let fingerprint = (files.map(\.sha256) + ["step \(result.backtest.step)"]).joined(separator: "+")
    let book = Ledger(path: ledger)
    let now = Instant(seconds: Int64(time(nil)))
    try book.append(
      ratios.map { item in
        let own = ["series": item.series, "of": item.model, "cost-bps": "\(cost)"]
        return LedgerRun(
          time: now, configuration: LedgerRun.configuration(configuration.merging(own) { $1 }),
          fingerprint: fingerprint, ratio: item.ratio)
      })
    return SharpeTrials(try book.runs(), fingerprint: fingerprint)
  }

  private func told(by panel: Panel) -> Topic? {
    if ReportTopic.isFinance(panel) { return .finance }
    return ReportTopic.isHealth(panel) ? .health : nil
  }
}
