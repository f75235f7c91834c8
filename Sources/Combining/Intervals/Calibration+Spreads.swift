import Forecasting
import TimeSeries
import Windowing

/// Where the errors of a forecast lie, by lead and in the target's units, as far as its cutoff tells.
struct ErrorPlace {
  /// The samples of relative errors: from the centre, in units of the size.
  let samples: [ErrorSample]
  /// The centre of the errors.
  let centres: [Double]
  /// Their size; 0 for a series that has never changed.
  let sizes: [Double]

  init(_ source: Calibration.Source, sizes: [Double], phase: Int?) {
    samples = source.samples
    guard let profile = source.profile, let phase else {
      (centres, self.sizes) = (sizes.map { _ in 0 }, sizes)
      return
    }
    centres = zip(sizes, profile.centres[phase]).map { $0 * $1 }
    self.sizes = zip(sizes, profile.sizes[phase]).map { $0 * $1 }
  }

  /// The quantile of the values to come at a level for each lead.
  func quantile(_ levels: [Double], about point: [Double], step: Double) -> [Double] {
    point.indices.map { lead in
      let value = point[lead] + centres[lead] + sizes[lead] * samples[lead].quantile(levels[lead])
      return Decimals.rounded(value, to: step)
    }
  }

  /// Computes the probability of an event at each lead.
  ///
  /// - Parameters:
  ///   - event: The event, whose threshold is replaced by `bound`.
  ///   - bound: The threshold in the target's units.
  ///   - point: The forecasts, one a lead.
  ///   - adapted: The levels that quantiles are read at; `nil` for those asked for.
  /// - Returns: One probability a lead.
  func probabilities(
    of event: Event, bound: Double, about point: [Double], adapted: AdaptedLevels?
  ) -> [Double] {
    point.indices.map { lead in
      let found = samples[lead].probability(
        of: event, bound: bound, point: point[lead] + centres[lead], scale: sizes[lead])
      guard let adapted, sizes[lead] > 0 else { return found }
      // Levels are probabilities of lying below.
      return event.isBelow
        ? adapted.probability(found, lead: lead) : 1 - adapted.probability(1 - found, lead: lead)
    }
  }
}

extension Calibration {
  /// Where the errors of forecasts at `cutoffs` lie; `nil` for a series of whose column nothing is known.
  func places(_ panel: Panel, at cutoffs: [Cutoff]) -> [ErrorPlace?] {
    let sources = groups.flatMap { [$0.pooled] + $0.own.values }
    let values = Dictionary(
      uniqueKeysWithValues: Set(sources.flatMap(\.scales)).map { ($0, panel.scales($0, at: cutoffs)) })
    // A history too short for the scale that was chosen has a plainer one.
    let plainer = [1, 0].map { panel.scales(ErrorScale(lag: $0, halfLife: 7, share: 0), at: cutoffs) }
    return cutoffs.indices.map { place in
      let series = panel.series[cutoffs[place].series]
      guard let source = group(of: series)?.source(of: series) else { return nil }
      return ErrorPlace(
        source,
        sizes: source.scales.map { scale in
          let known = [values[scale]?[place] ?? .nan] + plainer.map { $0[place] }
          return known.first { !$0.isNaN } ?? 0
        },
        phase: source.profile.map { panel.phase(at: cutoffs[place], season: $0.season) })
    }
  }

  /// What is known of the series of the same column.
  func group(of series: Series) -> Group? { groups.first { $0.column == series.column } ?? groups.first }

  /// Computes the quantiles and the probabilities for `forecasts`, which were made at `cutoffs`.
  ///
  /// - Parameters:
  ///   - forecasts: The forecasts, one a cutoff.
  ///   - panel: The panel that they were made from, of which only rows before each cutoff are read.
  ///   - cutoffs: The cutoffs.
  ///   - asked: The levels and the events.
  ///   - adapted: For each cutoff the levels that its quantiles are read at; `nil` for those asked for.
  /// - Returns: One spread a cutoff, empty where no errors of the series' column are known.
  func spreads(
    of forecasts: [Forecast], _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest,
    adapted: [AdaptedLevels?]
  ) -> [Spread] {
    let steps = decimals.steps(of: panel.series.map(\.id))
    return zip(cutoffs.indices, places(panel, at: cutoffs)).map { index, place in
      guard let place else { return Spread() }
      let (cutoff, point) = (cutoffs[index], forecasts[index].point)
      let series = panel.series[cutoff.series]
      let step = steps[cutoff.series]
      let quantiles = asked.quantileLevels.map { level in
        place.quantile(
          adapted[index]?.levels(of: level) ?? point.map { _ in level }, about: point, step: step)
      }
      let last = series.lastObserved(before: cutoff.index) ?? .nan
      return Spread(
        quantiles: adapted[index] == nil ? quantiles : Self.rising(quantiles),
        probabilities: asked.events.map { event in
          guard event.concerns(series) else { return [] }
          let bound = event.bound(after: last, step: step)
          return place.probabilities(of: event, bound: bound, about: point, adapted: adapted[index])
        })
    }
  }

  /// Quantiles whose levels have moved past each other, in their order again at every lead.
  private static func rising(_ quantiles: [[Double]]) -> [[Double]] {
    guard let leads = quantiles.first?.indices else { return [] }
    let sorted = leads.map { lead in quantiles.map { $0[lead] }.sorted() }
    return quantiles.indices.map { place in sorted.map { $0[place] } }
  }
}

extension ErrorSample {
  /// The probability of an event whose threshold is `bound`, for a value about `point` with errors of size
  /// `scale`; of a series that has never changed, whether the point is the event.
  fileprivate func probability(of event: Event, bound: Double, point: Double, scale: Double) -> Double {
    guard scale > 0 else { return event.happens(at: point, bound: bound) ? 1 : 0 }
    let error = (bound - point) / scale
    return event.isBelow
      ? probability(below: error, isInclusive: event.isInclusive)
      : 1 - probability(below: error, isInclusive: !event.isInclusive)
  }
}
