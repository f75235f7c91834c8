import Files
import Forecasting
import Models
import Windowing

/// Lets candidates forecast what a round leaves out.
struct BlendJudge {
  /// The simple forecasters among the candidates.
  let simple: SimpleForecasters
  let options: ForecasterOptions
  /// The unit of each series, in which errors are measured.
  let errors: [Double]
  /// The least distance between two values of each series.
  let steps: [Double]
  /// The number of rounds whose cells are put together.
  var rounds = 1
  let session: Session

  /// `networks`, then the simple forecasters fitted on `known`.
  func candidates(
    _ networks: [FittedCombination], knowing known: TrainingData
  ) throws -> [any FittedForecaster] {
    let training = simple.training(known)
    return try networks
      + simple.all.indices.map { try simple.fit($0, training: training, session: session) }
  }

  /// The forecasts of a round by fitted `candidates`.
  func cells(_ candidates: [any FittedForecaster], _ round: BlendRounds.Round) throws -> ValidationCells {
    try ValidationCells(
      round.judged, round.windows, candidates, objective: options.objective, errors: errors,
      steps: steps, horizon: options.horizon, rounds: rounds, session: session)
  }

  /// The forecasts of rounds by the simple forecasters alone; a round that one of them cannot forecast is left out.
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
