import Algorithms
import Files
public import Forecasting
import Randomness
import Synchronization
public import TimeSeries

/// How much larger the errors of fitted models become where an input is exchanged for that of another cutoff.
///
/// It is a statistic of finished forecasts and changes none of them. Values from after a cutoff may be put in place of those
/// before it, as in every permutation of a test set: the forecasts that come of it are compared and thrown away.
///
/// Source: Breiman 2001, https://doi.org/10.1023/A:1010933404324; Fisher, Rudin and Dominici 2019, arXiv:1801.01489.
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
  private let exchanged: ExchangedInput
  private let random: CounterRandom
  private let onProgress: (@Sendable (String, Double) -> Void)?
  private let found: Mutex<[String: [Int: FoldErrors]]> = Mutex([:])

  /// Prepares to look at the fits of `models` in `backtest`.
  ///
  /// - Parameters:
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
  /// For each input and series the mean over other cutoffs of the sum of errors with that input exchanged.
  var exchanged: [[Double]]
}

extension PermutationImportance {
  /// The errors of one fit at one of the folds looked at.
  private func errors(
    of fitted: any FittedForecaster, at place: Int, session: Session
  ) throws -> FoldErrors {
    let fold = folds[place]
    let chosen = fold.cutoffs.indices.filter { series.contains(fold.cutoffs[$0].series) }
    let cutoffs = chosen.map { fold.cutoffs[$0] }
    let rows = chosen.map { fold.targetRows[$0] }
    func sums(on panel: Panel) throws -> [Double] {
      let forecasts = try fitted.forecast(panel, at: cutoffs, session: session)
      var sums = Array(repeating: 0.0, count: series.count)
      for (position, forecast) in forecasts.enumerated() {
        let actual = self.panel.series[cutoffs[position].series].target[rows[position]]
        let errors = zip(forecast.point, actual).lazy.map { abs($0 - $1) }.filter { !$0.isNaN }
        sums[seriesPlace(cutoffs[position])] += errors.reduce(0, +)
      }
      return sums
    }
    var counts = Array(repeating: 0, count: series.count)
    for (cutoff, rows) in zip(cutoffs, rows) {
      counts[seriesPlace(cutoff)] = panel.series[cutoff.series].target[rows].count { !$0.isNaN }
    }
    let errors = try inputs.map { input in
      let others = self.others(than: place, of: cutoffs, for: input)
      let all = try others.map { try sums(on: exchanged.panel(with: input, at: cutoffs, from: $0)) }
      return series.indices.map { place in
        all.isEmpty ? .nan : all.reduce(0) { $0 + $1[place] } / Double(all.count)
      }
    }
    return FoldErrors(counts: counts, asIs: try sums(on: panel), exchanged: errors)
  }

  private func seriesPlace(_ cutoff: Cutoff) -> Int {
    let place = series.partitioningIndex { $0 >= cutoff.series }
    precondition(series.indices.contains(place) && series[place] == cutoff.series, "a series looked at")
    return place
  }

  /// The cutoffs that take the places of `cutoffs` at one fold, as often as it is repeated: those of other folds in
  /// the same series, and for what is constant over a series those of other series.
  private func others(than place: Int, of cutoffs: [Cutoff], for input: ModelInput) -> [[Cutoff]] {
    let isConstant = if case .statics = input { true } else { false }
    let count = isConstant ? cutoffs.count : folds.count
    // The same distances at every fold: each cutoff's values are then used as often as any other's.
    let distances = KeyedPermutation(count: max(0, count - 1), random: random).prefix(Self.repeats)
    return distances.map { distance in
      cutoffs.indices.map { position in
        guard !isConstant else { return cutoffs[(position + distance + 1) % count] }
        return other(than: cutoffs[position], from: place + distance + 1)
      }
    }
  }

  /// The cutoff of the same series at the fold at `start`, counted around, or the next that the series has; its own where it
  /// has no other.
  private func other(than cutoff: Cutoff, from start: Int) -> Cutoff {
    for step in folds.indices {
      let fold = folds[(start + step) % folds.count]
      if let other = fold.cutoffs.first(where: { $0.series == cutoff.series }), other != cutoff {
        return other
      }
    }
    return cutoff
  }
}
