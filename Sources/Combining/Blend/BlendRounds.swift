import Files
import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// The rounds of cross-validation of the candidates of a blend: in each, candidates are fitted to some rows
/// and forecast others.
struct BlendRounds: Sendable {
  /// The rows that candidates are fitted to, and the windows that they forecast, in one round.
  package struct Round: Sendable {
    /// The rows that simple forecasters are fitted to, all before the rows that are forecast.
    package let known: TrainingData
    /// The windows that networks are fitted to, and those by which they are validated.
    package let split: TrainingSplit
    /// The rows that may be read as inputs of forecasts.
    package let judged: TrainingData
    /// The windows that are forecast.
    package let windows: EvenlySpacedWindows

    /// Creates the round with the validation windows of `split`; `nil` where there is none.
    ///
    /// - Parameters:
    ///   - judged: The rows that may be read, up to the last row that is forecast.
    ///   - split: The training windows and the validation windows.
    fileprivate init?(_ judged: TrainingData, _ split: TrainingSplit) {
      guard let validation = split.validation else { return nil }
      known = split.head
      self.split = split
      windows = validation
      self.judged = judged
    }
  }

  /// The training windows and the validation windows of the first fit of the networks.
  let split: TrainingSplit
  /// The round of that split; `nil` without validation.
  let first: Round?
  /// The further rounds in which all candidates are fitted: those that leave out the other thirds of the
  /// recordings.
  let others: [Round]
  /// Whether recordings are left out in turn.
  let isOfRecordings: Bool
  /// The further rounds in which only the simple forecasters are fitted: validation tails before the last
  /// one.
  let tails: [Round]

  /// The number of rounds that leave recordings out, and also the largest number of tails before the last
  /// one.
  private static let count = 3

  /// Creates the rounds for `data`.
  ///
  /// Series with clocks of their own are recordings, and the model will forecast recordings that it was not
  /// fitted to: three rounds leave out a third of the recordings each. Other series will be forecast beyond
  /// their last rows: their last rows are the validation tail, and further rounds use tails before it.
  ///
  /// - Throws: `Failure` (data) where no window fits.
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

  /// The split into training rows and a validation tail; where no training window would be left, the split
  /// without a tail.
  private static func split(
    _ data: TrainingData, options: ForecasterOptions, lookback: Int
  ) throws(Failure) -> TrainingSplit {
    if let split = try? TrainingSplit(data, options: options, lookback: lookback) { return split }
    var options = options
    options.training.patience = 0
    return try TrainingSplit(data, options: options, lookback: lookback)
  }

  /// The three splits that leave out a third of the recordings each; empty where series have no clocks of
  /// their own, where validation is off, or where the recordings are too few.
  ///
  /// Whole recordings are left out, since the errors in the rest of a recording whose beginning a model was
  /// fitted to are smaller than those in a new recording.
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

  /// For each series the index of the round that leaves it out, with about the same number of rows in each
  /// round; `nil` where one round would leave out more than half of the rows.
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

  /// The rounds with validation tails before that of `split`, each as long as it, while at least half of the
  /// rows of the longest series remain before the tail.
  ///
  /// Networks are fitted once and compared on one tail. Simple forecasters are fitted quickly, and comparing
  /// them on several tails makes the variance of their mean gain over the naive forecast smaller, which is
  /// large for a tail of a few horizons.
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
      // Without a window there is nothing to fit or to compare.
      guard let earlier = try? TrainingSplit(judged, options: options, lookback: lookback),
        let round = Round(judged, earlier)
      else { break }
      rounds.append(round)
      rows = earlier.head.rows
    }
    return rounds
  }
}
