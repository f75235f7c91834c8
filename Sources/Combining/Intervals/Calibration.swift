import Forecasting
import TimeSeries

/// How uncertain the forecasts of a fitted forecaster are: samples of its scaled errors, by target column, series and lead.
struct Calibration: Sendable, Equatable {
  /// What the series of one target column share.
  struct Group: Sendable, Equatable {
    /// The column of the target; empty where there is one quantity.
    let column: String
    /// The scale of each lead.
    let scales: [ErrorScale]
    /// The errors of all series together, by lead.
    let pooled: [ErrorSample]
    /// Those of series with so many that each has its own distribution, by id.
    let own: [String: [ErrorSample]]
  }

  /// The groups, one a target column.
  let groups: [Group]

  /// Errors that a sample keeps: of more, as many at even distances of their ranks.
  private static let mostErrors = 1_000
  /// A series has samples of its own with so many times the errors that the levels need, and with at least so many.
  private static let (ownFactor, leastOwn) = (5, 200)
  /// The most errors kept of series on their own.
  private static let mostOwnErrors = 4_000_000

  init(groups: [Group]) { self.groups = groups }

  /// Makes samples of what forecasts were off by.
  ///
  /// - Parameter needed: The errors that a sample must have.
  /// - Throws: ``TooFewErrors`` when a column has not as many even over all series and, where those of single leads are too
  ///   few, over all leads.
  init(_ found: HeldOutErrors, in panel: Panel, horizon: Int, needed: Int) throws(TooFewErrors) {
    var columns: [String] = []
    for series in panel.series where !columns.contains(series.column) { columns.append(series.column) }
    var groups: [Group] = []
    for column in columns {
      let windows = found.windows.filter { panel.series[$0.cutoff.series].column == column }
      groups.append(try Self.group(column, windows, in: panel, horizon: horizon, needed: needed))
    }
    self.groups = groups
  }

  private static func group(
    _ column: String, _ windows: [HeldOutErrors.Window], in panel: Panel, horizon: Int, needed: Int
  ) throws(TooFewErrors) -> Group {
    let scaled = ScaledErrors(windows, in: panel, horizon: horizon)
    let errors = scaled.errors.indices.map { lead -> [Double] in
      let own = scaled.errors[lead].map(\.error)
      // A panel that hardly ever changes is known by that.
      return own.count < needed ? own + Array(repeating: 0, count: scaled.unchanged[lead]) : own
    }
    let least = errors.map(\.count).min() ?? 0
    guard least < needed else {
      let pooled = errors.map { sample($0, needed) }
      return Group(
        column: column, scales: scaled.scales, pooled: pooled,
        own: own(scaled, in: panel, horizon: horizon, needed: needed))
    }
    // The first lead has the most errors, each of a row of its own.
    let count = errors.first?.count ?? 0
    guard count >= needed else { throw TooFewErrors(count: count, needed: needed, column: column) }
    return Group(column: column, scales: scaled.scales, pooled: samplesOfAllLeads(errors, needed), own: [:])
  }

  /// Samples for few errors a lead: those of all leads in units of the mean error of theirs and of the two leads before and
  /// after, times that mean for each lead.
  private static func samplesOfAllLeads(_ errors: [[Double]], _ needed: Int) -> [ErrorSample] {
    let leads = errors.indices
    let sizes = leads.map { lead in
      let near = leads.clamped(to: lead - 2..<lead + 3).flatMap { errors[$0].map(abs) }
      return near.isEmpty ? 0 : near.reduce(0, +) / Double(near.count)
    }
    let all = leads.flatMap { lead in
      sizes[lead] > 0 ? errors[lead].map { $0 / sizes[lead] } : errors[lead].map { _ in 0 }
    }
    let together = sample(all, needed)
    // Where no error of a lead is known, it errs at least as the last lead before.
    var size = 0.0
    return leads.map { lead in
      size = sizes[lead] > 0 ? sizes[lead] : size
      return ErrorSample(together.errors.map { $0 * size })
    }
  }

  /// The samples of series that have enough errors at every lead.
  private static func own(
    _ scaled: ScaledErrors, in panel: Panel, horizon: Int, needed: Int
  ) -> [String: [ErrorSample]] {
    let least = max(leastOwn, ownFactor * needed)
    var errors: [Int: [[Double]]] = [:]
    for (lead, found) in scaled.errors.enumerated() {
      for (series, error) in found {
        errors[series, default: Array(repeating: [], count: horizon)][lead].append(error)
      }
    }
    guard errors.count > 1 else { return [:] }
    let ready = errors.filter { $0.value.allSatisfy { $0.count >= least } }
    guard ready.count * horizon * min(mostErrors, least) <= mostOwnErrors else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: ready.map { series, leads in
        (panel.series[series].id, leads.map { sample($0, needed) })
      })
  }

  private static func sample(_ errors: [Double], _ needed: Int) -> ErrorSample {
    let most = max(mostErrors, 2 * needed)
    guard errors.count > most else { return ErrorSample(errors) }
    let sorted = errors.sorted()
    return ErrorSample((0..<most).map { sorted[(2 * $0 + 1) * sorted.count / (2 * most)] })
  }
}

/// Fewer errors are known than the levels asked for need.
struct TooFewErrors: Error {
  /// Errors of the lead with most of them.
  let count: Int
  /// Errors needed.
  let needed: Int
  /// The target's column.
  let column: String
}

extension Calibration {
  /// What is asked for beside the points of `forecasts`, which were made at `cutoffs`.
  func spreads(
    of forecasts: [Forecast], _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest
  ) -> [Spread] {
    let levels = asked.quantileLevels
    let byColumn = Dictionary(groups.map { ($0.column, $0) }) { first, _ in first }
    let scales = Set(groups.flatMap(\.scales))
    let values = Dictionary(
      uniqueKeysWithValues: scales.map { ($0, panel.scales($0, at: cutoffs)) })
    return cutoffs.indices.map { place in
      let series = panel.series[cutoffs[place].series]
      let point = forecasts[place].point
      guard let group = byColumn[series.column] ?? groups.first else { return Spread() }
      let samples = group.own[series.id] ?? group.pooled
      let sizes = group.scales.map { values[$0]?[place] ?? 0 }
      let quantiles = levels.map { level in
        point.indices.map { point[$0] + sizes[$0] * samples[$0].quantile(level) }
      }
      let last = series.target[..<min(cutoffs[place].index, series.count)].last { !$0.isNaN } ?? .nan
      let probabilities = asked.events.map { event -> [Double] in
        guard event.concerns(column: series.column) else { return [] }
        let bound = event.bound(after: last)
        return point.indices.map {
          samples[$0].probability(of: event, bound: bound, point: point[$0], scale: sizes[$0])
        }
      }
      return Spread(quantiles: quantiles, probabilities: probabilities)
    }
  }
}

extension ErrorSample {
  /// The probability of an event whose threshold is `bound`, for a value about `point` with errors of size `scale`; of a
  /// series that has never changed, whether the point is the event.
  fileprivate func probability(of event: Event, bound: Double, point: Double, scale: Double) -> Double {
    guard scale > 0 else { return event.happens(at: point, bound: bound) ? 1 : 0 }
    let error = (bound - point) / scale
    return event.isBelow
      ? probability(below: error, isInclusive: event.isInclusive)
      : 1 - probability(below: error, isInclusive: !event.isInclusive)
  }
}
