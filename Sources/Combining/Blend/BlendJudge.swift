import Files
import Forecasting
import Models
import Windowing

/// Forecasts the windows that a round leaves out with the candidates of a blend.
struct BlendJudge {
  /// The simple forecasters among the candidates.
  let simple: SimpleForecasters
  let options: ForecasterOptions
  /// The unit of each series, in which its errors are measured.
  let errors: [Double]
  /// The resolution of each series, in the target's units.
  let steps: [Double]
  /// The number of rounds whose cells are put together.
  var rounds = 1
  let session: Session

  /// The candidates: `networks`, followed by the simple forecasters fitted to the rows of `known`.
  func candidates(
    _ networks: [FittedCombination], knowing known: TrainingData
  ) throws -> [any FittedForecaster] {
    let training = simple.training(known)
    return try networks
      + simple.all.indices.map { try simple.fit($0, training: training, session: session) }
  }

  /// The forecasts of the windows of a round by the fitted `candidates`, with the observed values.
  func cells(_ candidates: [any FittedForecaster], _ round: BlendRounds.Round) throws -> ValidationCells {
    try ValidationCells(
      round.judged, round.windows, candidates, objective: options.objective, errors: errors,
      steps: steps, horizon: options.horizon, rounds: rounds, session: session)
  }

  /// The forecasts of `rounds` by the simple forecasters alone.
  ///
  /// A round is left out where one of the forecasters fails, or where no target is observed.
  func cells(ofSimple rounds: [BlendRounds.Round]) throws -> [ValidationCells] {
    try rounds.compactMap { round in
      do {
        let cells = try cells(try candidates([], knowing: round.known), round)
        return cells.truths.isEmpty ? nil : cells
      } catch is Failure {
        return nil
      }
    }
  }
}
