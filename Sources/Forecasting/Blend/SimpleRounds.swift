import Files
import TimeSeries
import Training

/// Rounds in which simple forecasters are judged beside the validation tail: each knows some rows and forecasts others.
///
/// Networks are trained once and judged on one tail. What is fitted in no time can be judged on more: whether the naive
/// forecast is beaten at all is the question that a tail of a few horizons answers worst.
struct SimpleRounds {
  /// What is known in a round and what is forecast.
  struct Round {
    let known: TrainingData
    let judged: TrainingData
    let windows: EvenlySpacedWindows
  }

  private(set) var rounds: [Round] = []

  /// The most rounds; each costs a fit of every simple forecaster.
  private static let most = 3

  /// The rounds that suit `data`: series with clocks of their own are recordings, of which others will come, and are left out
  /// in turn; others are forecast further on, and tails of their rows before that of `split` are.
  init(_ data: TrainingData, before split: TrainingSplit, options: ForecasterOptions, lookback: Int) {
    let recordings = Self.recordings(data.panel)
    if data.panel.timeKind == .elapsed, let last = recordings.max(), last + 1 >= Self.most {
      leaveOut(recordings, data, before: split, options: options, lookback: lookback)
    } else {
      addEarlierTails(data, before: split, options: options, lookback: lookback)
    }
  }

  /// The number of each series' recording: series named recording/target, as of several targets, share theirs.
  private static func recordings(_ panel: Panel) -> [Int] {
    var numbers: [Substring: Int] = [:]
    return panel.series.map { series in
      let name = series.id.lastIndex(of: "/").map { series.id[..<$0] } ?? series.id[...]
      let number = numbers[name] ?? numbers.count
      numbers[name] = number
      return number
    }
  }

  /// A third of the recordings in each round, forecast by what is learnt of the others. Their tails are judged anyway.
  /// - Source: Roberts et al. (2017), doi:10.1111/ecog.02881, on leaving out whole groups.
  private mutating func leaveOut(
    _ recordings: [Int], _ data: TrainingData, before split: TrainingSplit, options: ForecasterOptions,
    lookback: Int
  ) {
    for round in 0..<Self.most {
      func rows(_ all: [Range<Int>], where belongs: (Int) -> Bool) -> [Range<Int>] {
        all.enumerated().map {
          belongs($0.offset) ? $0.element : $0.element.lowerBound..<$0.element.lowerBound
        }
      }
      let known = rows(data.rows) { recordings[$0] % Self.most != round }
      let judged = rows(split.headRows) { recordings[$0] % Self.most == round }
      let windows = Windows(
        of: data.panel, inputs: judged, targets: judged, lookback: lookback, horizon: options.horizon,
        minimumInputs: data.rows.map { _ in lookback })
      guard windows.count > 0 else { continue }
      rounds.append(
        Round(
          known: TrainingData(panel: data.panel, rows: known),
          judged: TrainingData(panel: data.panel, rows: judged),
          windows: EvenlySpacedWindows(windows, atMost: TrainingSplit.mostValidationWindows)))
    }
  }

  /// Tails before that of `split`, as long as it, while at least half of the rows are left before them.
  /// - Source: Tashman (2000), doi:10.1016/S0169-2070(00)00065-0, on evaluation by rolling origins.
  private mutating func addEarlierTails(
    _ data: TrainingData, before split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) {
    let longest = data.rows.map(\.count).max() ?? 0
    let tail = longest - (split.headRows.map(\.count).max() ?? 0)
    var rows = split.headRows
    while tail > 0, rounds.count < Self.most {
      let left = rows.map(\.count).max() ?? 0
      guard 2 * (left - tail) >= longest else { return }
      var options = options
      options.training.validation = Double(tail) / Double(left)
      let judged = TrainingData(panel: data.panel, rows: rows)
      // Where no window fits any more, what is left says nothing.
      guard let earlier = try? TrainingSplit(judged, options: options, lookback: lookback),
        let windows = earlier.validation
      else { return }
      let known = TrainingData(panel: data.panel, rows: earlier.headRows)
      rounds.append(Round(known: known, judged: judged, windows: windows))
      rows = earlier.headRows
    }
  }

  /// The forecasts of each round by `forecasters`; a round that one of them cannot forecast is left out.
  func cells(
    _ forecasters: [any Forecaster], objective: Objective, errors: [Double], horizon: Int, session: Session
  ) throws -> [ValidationCells] {
    try rounds.compactMap { round in
      do {
        let fitted = try forecasters.map { try $0.fit(round.known, session: session) }
        let cells = try ValidationCells(
          round.judged, round.windows, fitted, objective: objective, errors: errors, horizon: horizon,
          session: session)
        return cells.truths.isEmpty ? nil : cells
      } catch is Failure {
        return nil
      }
    }
  }
}
