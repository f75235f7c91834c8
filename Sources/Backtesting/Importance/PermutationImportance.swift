import Algorithms
import Files
public import Forecasting
import Randomness
import Synchronization
public import TimeSeries

/// How much larger the errors of fitted models become where an input is exchanged for that of another cutoff.
///
/// It is a statistic of finished forecasts and changes none of them. Values from after a cutoff may be put in
/// place of those before it, as in every permutation of a test set, but none of the rows that are scored
/// there; the forecasts that come of it are compared and thrown away.
///
/// Source: Breiman 2001, https://doi.org/10.1023/A:1010933404324; Fisher, Rudin and Dominici 2019,
/// arXiv:1801.01489.
public final class PermutationImportance: FitExaminer {
  /// The most folds that are looked at, evenly over all.
  static let mostFolds = 50
  /// The most series that are looked at, evenly over all.
  static let mostSeries = 50
  /// How many other cutoffs an input is taken from, at each fold.
  static let repeats = 5

  /// The panel that is forecast.
  let panel: Panel
  /// The inputs, in the order in which they are shown.
  let inputs: [ModelInput]
  /// The folds looked at, by their positions among all.
  let places: [Int]
  /// The series looked at.
  let series: [Int]
  /// The models looked at.
  private let models: Set<String>
  private let folds: [Fold]
  /// Exchanges inputs.
  let exchanged: ExchangedInput
  /// The backtest.
  let backtest: Backtest
  private let random: CounterRandom
  private let onProgress: (@Sendable (String, Double) -> Void)?
  private let found: Mutex<[String: [Int: FoldErrors]]> = Mutex([:])

  /// Prepares to look at the fits of `models` in `backtest`.
  ///
  /// - Parameters:
  ///   - models: The names of the models.
  ///   - backtest: The backtest whose fits are looked at.
  ///   - panel: The series of the backtest.
  ///   - seed: Decides which cutoffs inputs are taken from.
  ///   - onProgress: Called with a model's name and the share of its folds that is done.
  /// - Throws: `Failure` when the folds do not fit, or are too few to exchange anything between.
  public init(
    of models: [String], in backtest: Backtest, on panel: Panel, seed: UInt64,
    onProgress: (@Sendable (String, Double) -> Void)? = nil
  ) throws(Failure) {
    let all = try Folds(backtest, of: panel)
    guard all.count >= 2 else {
      throw Failure(
        .arguments, "--explain exchanges inputs between cutoffs, and there is \(all.count)", fix: "--folds 20"
      )
    }
    self.models = Set(models)
    self.backtest = backtest
    self.panel = panel
    places = Self.spread(all.count, atMost: Self.mostFolds)
    folds = places.map { all[$0] }
    series = Self.spread(panel.series.count, atMost: Self.mostSeries)
    let history = folds.flatMap(\.cutoffs).map(\.index).max() ?? 0
    inputs = ModelInput.all(of: panel, history: history)
    let ends = inputs.compactMap { if case .lags(_, let through?) = $0 { through } else { nil } }
    exchanged = ExchangedInput(panel, window: ends.max() ?? 1)
    random = CounterRandom(seed: seed)
    self.onProgress = onProgress
  }

  /// What was found of a model at the folds looked at; none before all of its fits were examined.
  func errors(of model: String) -> [Int: FoldErrors] { found.withLock { $0[model] ?? [:] } }

  /// So many numbers below `count`, evenly over all of them.
  private static func spread(_ count: Int, atMost most: Int) -> [Int] {
    count <= most ? Array(0..<count) : (0..<most).map { ($0 * (count - 1)) / (most - 1) }
  }

  /// Exchanges each input at the chosen folds that the fit forecasts, and keeps the errors; models that were
  /// not named are passed over.
  public func examine(
    _ fitted: any FittedForecaster, of model: String, at group: [Fold], session: Session
  ) throws {
    guard models.contains(model) else { return }
    let asked = folds.indices.filter { place in group.contains { $0.index == folds[place].index } }
    var quiet = session
    (quiet.progress, quiet.log, quiet.note) = (nil, nil, nil)
    let results = try SideBySide.run(asked.count, session: quiet) { item, session in
      let errors = try self.errors(of: fitted, at: asked[item], session: session)
      self.tell(model, adding: errors, at: asked[item])
      return errors
    }
    precondition(results.count == asked.count, "every fold was looked at")
  }

  private func tell(_ model: String, adding errors: FoldErrors, at place: Int) {
    let done = found.withLock { found in
      found[model, default: [:]][place] = errors
      return found[model]?.count ?? 0
    }
    onProgress?(model, Double(done) / Double(folds.count))
  }
}

/// The sums of absolute errors at one fold.
struct FoldErrors: Sendable {
  /// For each series looked at the number of values forecast and observed; 0 where it is left out.
  var counts: [Int]
  /// For each series the sum of errors with every input as it is.
  var asIs: [Double]
  /// For each input and series by how much the sum of errors is larger, in the mean over exchanges of that
  /// input; `.nan` where there was none that changed anything.
  var rises: [[Double]]
}

extension PermutationImportance {
  /// The errors of one fit at one of the folds looked at.
  private func errors(
    of fitted: any FittedForecaster, at place: Int, session: Session
  ) throws -> FoldErrors {
    let fold = folds[place]
    let chosen = fold.cutoffs.indices.filter { series.contains(fold.cutoffs[$0].series) }
    let cutoffs = chosen.map { fold.cutoffs[$0] }
    let targets = chosen.map { panel.series[fold.cutoffs[$0].series].target[fold.targetRows[$0]] }
    let asIs = zip(try fitted.forecast(panel, at: cutoffs, session: session), targets).map(Self.error)
    var errors = FoldErrors(
      counts: Array(repeating: 0, count: series.count), asIs: Array(repeating: 0, count: series.count),
      rises: inputs.map { _ in Array(repeating: .nan, count: series.count) })
    for (position, cutoff) in cutoffs.enumerated() {
      let place = seriesPlace(cutoff)
      errors.counts[place] = targets[position].count { !$0.isNaN }
      errors.asIs[place] = asIs[position]
    }
    for (number, input) in inputs.enumerated() {
      let others = cutoffs.indices.map { position in
        donors(of: input, for: cutoffs[position], among: cutoffs, at: fold, fold.targetRows[chosen[position]])
      }
      var sums = Array(repeating: (rise: 0.0, count: 0), count: cutoffs.count)
      for turn in 0..<(others.map(\.count).max() ?? 0) {
        let turned = cutoffs.indices.filter { others[$0].count > turn }
        let (changed, places) = exchanged.panel(
          with: input, at: turned.map { cutoffs[$0] }, from: turned.map { others[$0][turn] })
        let kept = places.map { turned[$0] }
        // What a model refuses to read tells nothing of how much it relies on the input.
        guard !kept.isEmpty,
          let forecasts = try? fitted.forecast(changed, at: kept.map { cutoffs[$0] }, session: session)
        else { continue }
        for (position, forecast) in zip(kept, forecasts) {
          let error = Self.error(of: forecast, targets[position])
          guard error.isFinite else { continue }
          sums[position].rise += error - asIs[position]
          sums[position].count += 1
        }
      }
      for (position, sum) in sums.enumerated() where sum.count > 0 {
        errors.rises[number][seriesPlace(cutoffs[position])] = sum.rise / Double(sum.count)
      }
    }
    return errors
  }

  /// The sum of absolute errors over the leads that were observed.
  private static func error(of forecast: Forecast, _ actual: ArraySlice<Double>) -> Double {
    zip(forecast.point, actual).lazy.map { abs($0 - $1) }.filter { !$0.isNaN }.reduce(0, +)
  }

  private func seriesPlace(_ cutoff: Cutoff) -> Int {
    let place = series.partitioningIndex { $0 >= cutoff.series }
    precondition(series.indices.contains(place) && series[place] == cutoff.series, "a series looked at")
    return place
  }

  /// The cutoffs that an input is taken from: drawn among those of other folds in the same series that bring
  /// no row which is scored, and for what is constant over a series among those of other recordings.
  private func donors(
    of input: ModelInput, for cutoff: Cutoff, among cutoffs: [Cutoff], at fold: Fold, _ scored: Range<Int>
  ) -> [Cutoff] {
    let all: [Cutoff]
    if case .statics = input {
      let own = panel.series[cutoff.series].recording
      all = cutoffs.filter { other in
        other.series != cutoff.series && (own.isEmpty || panel.series[other.series].recording != own)
      }
    } else {
      all = folds.filter { $0.index != fold.index }.compactMap { other in
        other.cutoffs.first { $0.series == cutoff.series }
      }.filter { other in
        other != cutoff && !exchanged.rows(of: input, at: cutoff, from: other).overlaps(scored)
      }
    }
    let draws = KeyedPermutation(
      count: all.count, random: random.substream(UInt64(fold.index)).substream(UInt64(cutoff.series)))
    return draws.prefix(Self.repeats).map { all[$0] }
  }
}
