import Forecasting
import TimeSeries

/// A small question in which simple forecasts are hard to beat.
struct HedgeCase: Sendable {
  /// The name.
  let name: String
  /// What is asked.
  let trial: Trial

  /// The simple models among which the best one is found afterwards.
  static let simple = ["naive", "seasonal-naive", "drift", "mean", "linear", "theta", "ets"]

  /// Asks for the last `rounds` horizons of a panel.
  ///
  /// - Parameters:
  ///   - name: The name of the case.
  ///   - panel: The panel.
  ///   - horizon: The number of leads.
  ///   - count: The number of rounds.
  ///   - isRefitted: Whether every round has a fit of its own; otherwise the first fit forecasts all.
  init(_ name: String, _ panel: Panel, horizon: Int, rounds count: Int, isRefitted: Bool) {
    func rows(before round: Int) -> [Range<Int>] {
      panel.series.map { 0..<max(0, $0.count - (count - round) * horizon) }
    }
    let rounds = (0..<count).map { round in
      let known = rows(before: round)
      return Trial.Round(
        rows: isRefitted ? known : rows(before: 0),
        cutoffs: known.enumerated().filter { !$1.isEmpty }.map { Cutoff(series: $0, index: $1.upperBound) })
    }
    self.name = name
    trial = Trial(
      name: name, panel: panel, rounds: rounds, options: ForecasterOptions(horizon: horizon),
      metrics: [.scaled])
  }

  /// Judges the simple models, those that can be fitted, and blend.
  func result(seed: Int, threads: Int) throws -> HedgeResult {
    let notes = NoteLog()
    var session = Session(threads: threads)
    session.note = { notes.append($0) }
    let judge = Judge(objective: nil, maxSteps: nil, session: session)
    let others = try Self.simple.compactMap { name in
      try? judge.judge(Model(named: name), seed: seed, in: trial)
    }
    notes.removeAll()
    let blend = try judge.judge(Model(named: "blend"), seed: seed, in: trial)
    return HedgeResult(name: name, simple: others, blend: blend, notes: notes.all)
  }
}

extension Metric {
  /// Errors of each forecast in units of the mean change from one row to the next in its history; series that
  /// do not change have no such unit and are left out.
  fileprivate static let scaled = mean("scaled error") { forecast in
    let changes = zip(forecast.history.dropFirst(), forecast.history).map { abs($0 - $1) }.filter {
      !$0.isNaN
    }
    let unit = changes.reduce(0, +) / Double(changes.count)
    return unit > 0 ? forecast.mean { abs($0 - $1) / unit } : nil
  }
}
