import Files
import Forecasting
import TimeSeries
import Training

/// The division of windows into those that a network is fitted to and those by which it is validated.
package struct TrainingSplit {
  /// The windows whose targets lie before the validation tail.
  package let training: Windows
  /// The rows of each series before the validation tail.
  ///
  /// All statistics are computed from these rows, so that the validated model knows nothing of the tail. A
  /// series that is left out has none.
  package let head: TrainingData
  /// The rows of each series in the validation tail; empty where it has none.
  package let tail: [Range<Int>]
  /// The windows whose targets lie in the validation tail; `nil` where validation is off or there is no such
  /// window.
  package let validation: EvenlySpacedWindows?

  /// The least number of batches in a pass over the training windows.
  ///
  /// Where windows are few, batches are made smaller to reach it, since the gradients of a few large batches
  /// would be nearly equal.
  static let leastBatches = 10

  /// The largest number of validation windows, which are taken at even distances from a longer tail.
  ///
  /// The loss is computed after every epoch, and those of neighbouring windows are strongly correlated.
  package static let mostValidationWindows = 2_000

  /// The relative difference of errors over the validation tail that is taken for sampling error.
  package func tolerance(horizon: Int) -> Double {
    Self.tolerance(horizons: Double(tail.map(\.count).max() ?? 0) / Double(horizon))
  }

  /// The relative difference of errors over `horizons` horizons that is taken for sampling error: 0.03 / √n
  /// for n horizons, and so 0.01 for nine.
  package static func tolerance(horizons: Double) -> Double { 0.03 / max(1, horizons).squareRoot() }

  /// The number of windows in a batch: at most `wanted`, and otherwise a tenth of the training windows, but
  /// at least 4.
  package func batch(_ wanted: Int) -> Int { min(wanted, max(4, training.count / Self.leastBatches)) }

  /// Takes the last rows of each series as the validation tail.
  ///
  /// A series whose longest run of rows is shorter than a window is padded where that run has at least two
  /// horizons of rows and another series gives whole windows.
  /// - Throws: `Failure` (data) where no window fits, or where a series is too short and `skipShort` is off.
  package init(_ data: TrainingData, options: ForecasterOptions, lookback: Int) throws(Failure) {
    let share = options.training.patience > 0 ? options.training.validation : 0
    let tails = data.rows.map { rows in
      let wanted = share > 0 ? max(options.horizon, Int((Double(rows.count) * share).rounded())) : 0
      return max(rows.lowerBound, rows.upperBound - wanted)..<rows.upperBound
    }
    try self.init(data, validated: tails, options: options, lookback: lookback)
  }

  /// Takes all rows of the series that are left out as the validation tail.
  ///
  /// - Throws: `Failure` (data) where no window of the others fits, or where a series is too short and
  ///   `skipShort` is off.
  package init(
    _ data: TrainingData, leavingOut isLeftOut: [Bool], options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    let tails = zip(data.rows, isLeftOut).map { $1 ? $0 : $0.upperBound..<$0.upperBound }
    try self.init(data, validated: tails, options: options, lookback: lookback)
  }

  private init(
    _ data: TrainingData, validated: [Range<Int>], options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    let horizon = options.horizon
    let heads = zip(data.rows, validated).map { $0.lowerBound..<$1.lowerBound }
    let advice = Self.advice(Self.longestRuns(data.panel, heads).max() ?? 0, horizon: horizon)
    let minimumInputs = try Self.minimumInputs(data, options: options, lookback: lookback, advice: advice)
    func windows(_ targets: [Range<Int>]) -> Windows {
      Windows(
        of: data.panel, inputs: data.rows, targets: targets, lookback: lookback, horizon: horizon,
        minimumInputs: minimumInputs)
    }
    tail = validated
    head = TrainingData(panel: data.panel, rows: heads)
    training = windows(heads)
    let judging = windows(validated)
    validation = judging.count > 0 ? EvenlySpacedWindows(judging, atMost: Self.mostValidationWindows) : nil
    guard training.count == 0 else { return }
    let isLongEnough = zip(Self.longestRuns(data.panel, heads), minimumInputs).contains { $0 >= $1 + horizon }
    guard isLongEnough else {
      let rows = data.rows.map(\.count).max() ?? 0
      throw Failure(
        .data,
        "no window fits: \(rows) training rows, less the validation tail, are fewer than lookback \(lookback) + horizon \(horizon)",
        fix: advice)
    }
    throw Failure(
      .data,
      "no window has an observed value both in its lookback of \(lookback) rows and in its horizon of \(horizon): too many training rows have no target",
      fix: Self.adviceForMissing(data, heads, horizon: horizon, lookback: lookback))
  }

  /// The text of options with which some window has an observed input and an observed target.
  private static func adviceForMissing(
    _ data: TrainingData, _ heads: [Range<Int>], horizon: Int, lookback: Int
  ) -> String {
    func hasWindow(_ rows: [Range<Int>], lookback: Int) -> Bool {
      Windows(
        of: data.panel, inputs: rows, targets: rows, lookback: lookback, horizon: horizon,
        minimumInputs: rows.map { _ in lookback }
      ).count > 0
    }
    if hasWindow(data.rows, lookback: lookback) { return "--patience 0 for no validation tail" }
    let most = (longestRuns(data.panel, heads).max() ?? 0) - horizon
    var longer = min(2 * lookback, most)
    while longer > lookback {
      if hasWindow(heads, lookback: longer) { return "--lookback \(longer)" }
      guard longer < most else { break }
      longer = min(2 * longer, most)
    }
    return "rows with more values of the target, or another column as the target"
  }

  /// For each series the least number of input rows of its windows: the lookback, or fewer for a series whose
  /// windows are padded.
  private static func minimumInputs(
    _ data: TrainingData, options: ForecasterOptions, lookback: Int, advice: String
  ) throws(Failure) -> [Int] {
    let window = lookback + options.horizon
    let longest = longestRuns(data.panel, data.rows)
    guard longest.contains(where: { $0 >= window }) else {
      throw Failure(
        .data,
        "the longest series has \(longest.max() ?? 0) training rows in a row, and lookback \(lookback) + horizon \(options.horizon) needs \(window)",
        fix: advice)
    }
    let short = data.panel.series.indices.filter {
      longest[$0] < window && longest[$0] < 2 * options.horizon && !data.rows[$0].isEmpty
    }
    if let first = short.first, !options.skipShort {
      var failure = Failure(
        .data,
        "\(short.count) series are too short, first \(data.panel.series[first].id) with \(longest[first]) training rows; padding needs \(2 * options.horizon)",
        fix: "--skip-short, or a smaller --lookback or --horizon")
      failure.others = short.map {
        let rows = ShownText.counted(longest[$0], "training row")
        return Failure(
          .data,
          "it is too short to learn from: it has \(rows) in a row, and padding needs \(2 * options.horizon)",
          fix: failure.fix, series: data.panel.series[$0].id)
      }
      throw failure
    }
    return longest.map { $0 < window ? min(lookback, options.horizon) : lookback }
  }

  /// For each series the length of its longest run of rows inside `rows`.
  private static func longestRuns(_ panel: Panel, _ rows: [Range<Int>]) -> [Int] {
    zip(panel.series, rows).map { series, rows in
      series.segments.map { $0.clamped(to: rows).count }.max() ?? 0
    }
  }

  /// The text of options with which windows fit, where the longest run before the validation tail has
  /// `longest` rows.
  private static func advice(_ longest: Int, horizon: Int) -> String {
    let most = longest - horizon
    return most >= 1
      ? "--lookback \((most + 1) / 2) or a smaller --horizon"
      : "a smaller --horizon, or --patience 0 for no validation tail"
  }
}
