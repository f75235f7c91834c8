import Forecasting
import TimeSeries

/// The scores of one model with one seed in one trial.
struct Verdict: Sendable {
  /// The trial's name.
  let trial: String
  /// The model's name.
  let model: String
  /// The seed.
  let seed: Int
  /// The scores, in the order of the trial's metrics.
  let scores: [(metric: String, value: Double)]
  /// What fits and forecasts took, in seconds.
  let seconds: Double

  /// The score by a metric; `nil` where the trial has none such.
  func score(_ metric: String) -> Double? { scores.first { $0.metric == metric }?.value }
}

/// Fits models, asks them for forecasts and scores those.
struct Judge {
  /// What all models aim at; `nil` for each trial's own.
  let objective: Objective?
  /// The most steps of networks that make passes over all windows; `nil` for their default epochs.
  let maxSteps: Int?
  /// The machine's share, and who watches.
  let session: Session

  /// Forecasts asked for at once: those of a whole test range would take much memory.
  private static let cutoffsAtOnce = 4_096

  /// Judges `model` in `trial`.
  func judge(_ model: Model, seed: Int, in trial: Trial) throws -> Verdict {
    var options = trial.options
    options.training.seed = UInt64(seed)
    options.objective = objective ?? options.objective
    if model.isPlainNetwork { options.training.maxSteps = maxSteps }
    let forecaster = model.make(options)
    var forecasts: [ScoredForecast] = []
    // Splits that are drawn at random repeat: the same rows and the same seed make the same fit.
    var fits: [[Range<Int>]: any FittedForecaster] = [:]
    let clock = ContinuousClock()
    let duration = try clock.measure {
      for (number, round) in (model.isNetwork ? trial.networkRounds : trial.rounds).enumerated() {
        let rows = model.leavesValidationOut ? round.rowsToFit : round.rows
        // What is to be forecast is not even there.
        let known = trial.panel.ending(at: rows.map(\.upperBound))
        let fitted =
          try fits[rows] ?? forecaster.fit(TrainingData(panel: known, rows: rows), session: session)
        fits[rows] = fitted
        forecasts += try self.forecasts(of: fitted, trial.panel, at: round.cutoffs, round: number)
      }
    }
    return Verdict(
      trial: trial.name, model: model.name, seed: seed,
      scores: trial.metrics.map { ($0.name, $0.score(forecasts)) }, seconds: duration / .seconds(1))
  }

  private func forecasts(
    of fitted: any FittedForecaster, _ panel: Panel, at cutoffs: [Cutoff], round: Int
  ) throws -> [ScoredForecast] {
    try stride(from: 0, to: cutoffs.count, by: Self.cutoffsAtOnce).flatMap { start in
      let some = Array(cutoffs[start..<min(start + Self.cutoffsAtOnce, cutoffs.count)])
      let forecasts = try fitted.forecast(panel, at: some, session: session)
      return zip(forecasts, some).map { ScoredForecast($0, of: panel, at: $1, round: round) }
    }
  }
}
