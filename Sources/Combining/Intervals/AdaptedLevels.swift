import Algorithms
import Forecasting
import TimeSeries
import Windowing

/// The levels at which the quantiles of one series are read off a sample of errors, moved as the quantiles
/// before held or did not: adaptive conformal inference.
///
/// A quantile that should have one value in ten above it, and had more, is read at a higher level; one that
/// had fewer at a lower one. An error at lead `h` is known `h` rows after its cutoff, and moves a level then
/// and not before. Levels stay where the sample has errors: an interval ends at the largest of them.
/// - Source: Gibbs and Candès (2021), arXiv:2106.00170.
struct AdaptedLevels: Sendable, Equatable {
  /// The levels asked for.
  let nominal: [Double]
  /// The time of the last row whose error has moved them.
  let end: Instant
  /// For each lead, for each level asked for, the one in its place.
  var moved: [[Double]]

  /// How far an error outside moves a level.
  private static let rate = 0.02

  /// The levels in place of `level` by lead; `nil` of one that was not asked for when the model was fitted.
  func levels(of level: Double) -> [Double]? {
    nominal.firstIndex(of: level).map { place in moved.map { $0[place] } }
  }

  /// The probability that stands in place of one told by the sample: the level asked for whose place it has,
  /// on the line between those next to it, so that probabilities of events and quantiles agree.
  func probability(_ probability: Double, lead: Int) -> Double {
    guard !nominal.isEmpty else { return probability }
    let places = [0] + moved[lead].sorted() + [1]
    let levels = [0] + nominal.sorted() + [1]
    let above = min(max(1, places.partitioningIndex { $0 >= probability }), places.count - 1)
    let width = places[above] - places[above - 1]
    let share = width > 0 ? (probability - places[above - 1]) / width : 1
    return levels[above - 1] + share * (levels[above] - levels[above - 1])
  }

  /// The error of one forecast.
  struct Observation {
    /// The first row forecast.
    let origin: Int
    /// By lead, from the centre and in units of the size of its errors; `.nan` where it is not known.
    let errors: [Double]
  }

  /// Moves the levels by the errors that are known before `cutoff`.
  ///
  /// - Parameters:
  ///   - observations: The errors of earlier forecasts, in the order of their origins.
  ///   - cutoff: The row before which errors are known.
  ///   - samples: The samples that quantiles are read from, one a lead.
  mutating func move(by observations: [Observation], before cutoff: Int, samples: [ErrorSample]) {
    let observations = observations.prefix { $0.origin < cutoff }
    guard let first = observations.first, let last = observations.last else { return }
    let stride = max(1, Double(last.origin - first.origin) / Double(max(1, observations.count - 1)))
    for lead in moved.indices {
      var next = observations.startIndex
      // What an error is compared with was forecast before those of the leads between were known.
      var forecast: [[Double]] = []
      for item in observations {
        while next < forecast.count, observations[next].origin + lead < item.origin {
          learn(observations[next].errors[lead], forecast[next], lead, samples[lead], stride)
          next += 1
        }
        forecast.append(moved[lead])
      }
      while next < forecast.count, observations[next].origin + lead < cutoff {
        learn(observations[next].errors[lead], forecast[next], lead, samples[lead], stride)
        next += 1
      }
    }
  }

  /// Moves the levels of a lead by one error, which they were `forecast` to be below.
  private mutating func learn(
    _ error: Double, _ forecast: [Double], _ lead: Int, _ sample: ErrorSample, _ stride: Double
  ) {
    guard !error.isNaN else { return }
    // Errors of the same rows say nearly the same: together they move a level once.
    let rate = Self.rate / Double(ErrorSample.overlap(lead: lead + 1, stride: stride))
    let least = 1 / Double(sample.errors.count + 1)
    for (place, level) in nominal.enumerated() where level != 0.5 {
      let quantile = sample.quantile(forecast[place])
      // What lies at the end of an interval lies inside it.
      let change =
        level < 0.5 ? level - (error < quantile ? 1 : 0) : (error > quantile ? 1 : 0) - (1 - level)
      // A level does not cross the median, which has no end to lie beyond.
      let range = level < 0.5 ? least...(0.5).nextDown : (0.5).nextUp...(1 - least)
      moved[lead][place] = min(max(moved[lead][place] + rate * change, range.lowerBound), range.upperBound)
    }
  }
}

// MARK: - Of a calibration

extension Calibration {
  /// The same samples with levels for each series that have learnt from its errors, in the order of time.
  func adapted(to found: HeldOutErrors, of data: TrainingData, levels: [Double]) -> Calibration {
    let panel = data.panel
    let observations = self.observations(found.windows, panel)
    var groups = groups
    for (index, own) in Dictionary(grouping: found.windows.indices, by: { found.windows[$0].cutoff.series }) {
      let series = panel.series[index]
      let end = data.rows[index].upperBound
      guard end > 0, let place = groups.firstIndex(where: { $0.column == series.column }) else { continue }
      let samples = groups[place].source(of: series).samples
      var adapted = AdaptedLevels(
        nominal: levels, end: series.times[end - 1], moved: samples.map { _ in levels })
      let ordered = own.map { observations[$0] }.sorted { $0.origin < $1.origin }
      adapted.move(by: ordered, before: end, samples: samples)
      groups[place].adapted[series.id] = adapted
    }
    return Calibration(groups: groups, decimals: decimals)
  }

  /// Forecasts after the last row learnt from, at most, whose errors move the levels further.
  private static let mostObservations = 1_000

  /// For each cutoff the levels to read quantiles at, moved by the errors of `base` in the rows since it was
  /// fitted; `nil` for those asked for.
  func levels(
    _ panel: Panel, at cutoffs: [Cutoff], of base: any FittedForecaster, session: Session
  ) throws -> [AdaptedLevels?] {
    let known = cutoffs.map { cutoff in
      let series = panel.series[cutoff.series]
      return group(of: series)?.adapted[series.id]
    }
    guard known.contains(where: { $0 != nil }) else { return known }
    let origins = zip(cutoffs, known).map { cutoff, levels -> [Cutoff] in
      guard let levels else { return [] }
      let series = panel.series[cutoff.series]
      let times = series.times[..<min(cutoff.index, series.count)]
      let first = times.lastIndex { $0 <= levels.end }.map { $0 + 1 } ?? cutoff.index
      let rows = max(first, cutoff.index - Self.mostObservations)..<cutoff.index
      return HeldOutErrors.origins(in: rows, of: series, panel, horizon: base.horizon).map {
        Cutoff(series: cutoff.series, index: $0)
      }
    }
    let different = Set(origins.joined()).sorted { ($0.series, $0.index) < ($1.series, $1.index) }
    guard !different.isEmpty else { return known }
    let observed = try observations(of: base, panel, at: different, session: session)
    return zip(cutoffs.indices, known).map { index, levels in
      guard var levels, let source = group(of: panel.series[cutoffs[index].series]) else { return levels }
      let own = origins[index].compactMap { observed[$0] }
      levels.move(
        by: own, before: cutoffs[index].index,
        samples: source.source(of: panel.series[cutoffs[index].series]).samples)
      return levels
    }
  }

  /// The errors of the forecasts of `base` at `cutoffs`.
  private func observations(
    of base: any FittedForecaster, _ panel: Panel, at cutoffs: [Cutoff], session: Session
  ) throws -> [Cutoff: AdaptedLevels.Observation] {
    let forecasts = try base.forecast(panel, at: cutoffs, session: session)
    let windows = zip(cutoffs, forecasts).map { cutoff, forecast in
      HeldOutErrors.Window(
        cutoff, forecast, of: panel.series[cutoff.series].target,
        end: panel.series[cutoff.series].target.count)
    }
    return Dictionary(uniqueKeysWithValues: zip(cutoffs, observations(windows, panel)))
  }

  /// Errors from the centre and in units of the size that were known at their cutoffs.
  private func observations(
    _ windows: [HeldOutErrors.Window], _ panel: Panel
  ) -> [AdaptedLevels.Observation] {
    zip(windows, places(panel, at: windows.map(\.cutoff))).map { window, place in
      AdaptedLevels.Observation(
        origin: window.cutoff.index,
        errors: window.errors.enumerated().map { lead, error in
          guard let place, place.sizes[lead] > 0 else { return .nan }
          return (error - place.centres[lead]) / place.sizes[lead]
        })
    }
  }
}
