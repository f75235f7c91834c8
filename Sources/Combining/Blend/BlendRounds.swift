import Files
import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// The rounds in which the candidates of a blend are judged: in each, some rows are known and others are forecast.
struct BlendRounds: Sendable {
  /// What is known in a round, and what is forecast.
  package struct Round: Sendable {
    /// What simple forecasts are fitted to: rows before those that are forecast.
    package let known: TrainingData
    /// What networks learn from, and what validates them.
    package let split: TrainingSplit
    /// What may be read to forecast.
    package let judged: TrainingData
    /// The windows that are forecast.
    package let windows: EvenlySpacedWindows

    /// The round that validates as `split` does; `nil` where that leaves nothing to forecast.
    ///
    /// - Parameter judged: What may be read, up to the last row that is forecast.
    fileprivate init?(_ judged: TrainingData, _ split: TrainingSplit) {
      guard let validation = split.validation else { return nil }
      known = split.head
      self.split = split
      windows = validation
      self.judged = judged
    }
  }

  /// What networks learn from first, and what validates them as they do.
  let split: TrainingSplit
  /// The round of that split; `nil` without validation.
  let first: Round?
  /// Others in which all candidates are judged: recordings that are left out in turn.
  let others: [Round]
  /// Whether recordings are left out in turn.
  let isOfRecordings: Bool
  /// Others in which only what is fitted in no time is judged: earlier tails.
  let tails: [Round]

  /// The number of rounds that leave recordings out, and the most tails before the last one.
  private static let count = 3

  /// The rounds that suit `data`: series with clocks of their own are recordings, of which others will come, and are left out
  /// in turn; others are forecast further on, and their last rows are, then those before them.
  ///
  /// - Throws: `Failure` (data) when no window fits.
  init(_ data: TrainingData, options: ForecasterOptions, lookback: Int) throws(Failure) {
    let splits = Self.leavingRecordingsOut(of: data, options: options, lookback: lookback)
    isOfRecordings = !splits.isEmpty
    if let first = splits.first {
      split = first
      self.first = Round(data, split)
      others = splits.dropFirst().compactMap { Round(data, $0) }
      tails = []
      return
    }
    split = try Self.split(data, options: options, lookback: lookback)
    first = Round(data, split)
    others = []
    tails = Self.tails(of: data, before: split, options: options, lookback: lookback)
  }

  /// The last rows for validation, or none where what is left has no window: few rows are better learnt from than not at all.
  private static func split(
    _ data: TrainingData, options: ForecasterOptions, lookback: Int
  ) throws(Failure) -> TrainingSplit {
    if let split = try? TrainingSplit(data, options: options, lookback: lookback) { return split }
    var options = options
    options.training.patience = 0
    return try TrainingSplit(data, options: options, lookback: lookback)
  }

  /// Splits that leave out a third of the recordings each; empty where there are too few.
  ///
  /// How a recording goes on is easier to tell for one whose beginning was learnt from than for one that comes later.
  /// - Source: Roberts et al. (2017), doi:10.1111/ecog.02881, on leaving out whole groups.
  private static func leavingRecordingsOut(
    of data: TrainingData, options: ForecasterOptions, lookback: Int
  ) -> [TrainingSplit] {
    guard data.panel.hasOwnClocks, options.training.patience > 0, options.training.validation > 0,
      let turns = turns(of: data)
    else { return [] }
    let splits = (0..<count).compactMap { turn in
      try? TrainingSplit(data, leavingOut: turns.map { $0 == turn }, options: options, lookback: lookback)
    }
    return splits.count == count && splits.allSatisfy { $0.validation != nil } ? splits : []
  }

  /// For each series the round that leaves it out, with about as many rows in each; `nil` where one would leave out more than
  /// half of them.
  private static func turns(of data: TrainingData) -> [Int]? {
    let recordings = data.panel.recordings
    var rows = [Int](repeating: 0, count: (recordings.max() ?? -1) + 1)
    for (recording, own) in zip(recordings, data.rows) { rows[recording] += own.count }
    var turns = [Int](repeating: 0, count: rows.count)
    var leftOut = [Int](repeating: 0, count: count)
    for recording in rows.indices.sorted(by: { (-rows[$0], $0) < (-rows[$1], $1) }) {
      let turn = leftOut.indices.min { leftOut[$0] < leftOut[$1] } ?? 0
      turns[recording] = turn
      leftOut[turn] += rows[recording]
    }
    let most = leftOut.max() ?? 0
    return 2 * most <= leftOut.reduce(0, +) ? recordings.map { turns[$0] } : nil
  }

  /// Tails before that of `split`, as long as it, while at least half of the rows are left before them.
  ///
  /// Networks are trained once and judged on one tail. What is fitted in no time can be judged on more: whether the naive
  /// forecast is beaten at all is the question that a tail of a few horizons answers worst.
  /// - Source: Tashman (2000), doi:10.1016/S0169-2070(00)00065-0, on evaluation by rolling origins.
  private static func tails(
    of data: TrainingData, before split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) -> [Round] {
    let longest = data.rows.map(\.count).max() ?? 0
    let tail = longest - (split.head.rows.map(\.count).max() ?? 0)
    var rounds: [Round] = []
    var rows = split.head.rows
    while tail > 0, rounds.count < count {
      let left = rows.map(\.count).max() ?? 0
      guard 2 * (left - tail) >= longest else { break }
      var options = options
      options.training.validation = Double(tail) / Double(left)
      let judged = TrainingData(panel: data.panel, rows: rows)
      // Where no window fits any more, what is left says nothing.
      guard let earlier = try? TrainingSplit(judged, options: options, lookback: lookback),
        let round = Round(judged, earlier)
      else { break }
      rounds.append(round)
      rows = earlier.head.rows
    }
    return rounds
  }
}
