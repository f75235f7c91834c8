import Files
import Forecasting
import TimeSeries
import Windowing

/// How uncertain the forecasts of a fitted forecaster are: samples of its scaled errors, by target column,
/// series and lead.
struct Calibration: Sendable, Equatable {
  /// What tells the errors of some series.
  struct Source: Sendable, Equatable {
    /// The scale of each lead.
    let scales: [ErrorScale]
    /// How errors depend on the phase of the season; `nil` for not at all.
    let profile: PhaseProfile?
    /// The errors by lead: in units of the scale, and where there is a profile from its centre and in units
    /// of its size.
    let samples: [ErrorSample]
  }

  /// What the series of one target column share.
  struct Group: Sendable, Equatable {
    /// The column of the target; empty where there is one quantity.
    let column: String
    /// The errors of all series together.
    let pooled: Source
    /// Those of series with so many that each has its own distribution, by id.
    let own: [String: Source]
    /// For each series the levels that its quantiles have come to, by id; empty where levels stay what they
    /// are.
    var adapted: [String: AdaptedLevels] = [:]

    /// What tells the errors of a series.
    func source(of series: Series) -> Source { own[series.id] ?? pooled }
  }

  /// The groups, one a target column.
  let groups: [Group]
  /// The decimals that values have, and quantiles with them: a value at the end of an interval lies inside.
  let decimals: Decimals

  /// Errors that a sample keeps: of more, as many at even distances of their ranks.
  private static let mostErrors = 1_000
  /// A series has samples of its own with so many times the errors that the levels need, and with at least so
  /// many.
  private static let (ownFactor, leastOwn) = (5, 200)
  /// The most errors kept of series on their own.
  private static let mostOwnErrors = 2_000_000

  init(groups: [Group], decimals: Decimals) { (self.groups, self.decimals) = (groups, decimals) }

  /// Creates samples of the errors of forecasts.
  ///
  /// - Parameters:
  ///   - found: The forecasts of windows that the model was not fitted to, and the windows.
  ///   - data: The panel of the windows, and its training rows, from which decimals are counted.
  ///   - horizon: The number of leads.
  ///   - needed: The least number of errors in a sample.
  /// - Throws: ``TooFewErrors`` when a column has not as many even over all series and, where those of single
  ///   leads are too few, over all leads.
  init(_ found: HeldOutErrors, of data: TrainingData, horizon: Int, needed: Int) throws(TooFewErrors) {
    let panel = data.panel
    var columns: [String] = []
    for series in panel.series where !columns.contains(series.column) { columns.append(series.column) }
    var groups: [Group] = []
    for column in columns {
      let windows = found.windows.filter { panel.series[$0.cutoff.series].column == column }
      // Of a target that has no row yet nothing is known; it may have some where it is forecast.
      guard !windows.isEmpty || columns.count == 1 else { continue }
      groups.append(
        Group(
          column: column,
          pooled: try Self.source(column, windows, of: found, in: panel, horizon: horizon, needed: needed),
          own: Self.own(windows, of: found, in: panel, horizon: horizon, needed: needed)))
    }
    self.init(groups: groups, decimals: Decimals(of: data))
  }

  private static func source(
    _ column: String, _ windows: [HeldOutErrors.Window], of found: HeldOutErrors, in panel: Panel,
    horizon: Int, needed: Int
  ) throws(TooFewErrors) -> Source {
    let stride = windows.map { found.strides[$0.cutoff.series] }.min() ?? 1
    let scaled = ScaledErrors(windows, in: panel, horizon: horizon)
    let profile = PhaseProfile(scaled.errors, season: panel.season)
    let errors = scaled.errors.indices.map { lead -> [Double] in
      let own = scaled.errors[lead].map { profile?.relative($0, lead: lead) ?? $0.error }
      // A panel that hardly ever changes is known by that.
      return own.count < needed ? own + Array(repeating: 0, count: scaled.unchanged[lead]) : own
    }
    let least = errors.map(\.count).min() ?? 0
    // The first lead has the most errors, each of a row of its own.
    let count = errors.first?.count ?? 0
    guard count >= needed else {
      throw TooFewErrors(count: count, needed: needed, column: column.isEmpty ? nil : column)
    }
    let samples =
      least < needed
      ? samplesOfAllLeads(errors, needed)
      : errors.enumerated().map {
        sample($1, needed, overlap: ErrorSample.overlap(lead: $0 + 1, stride: stride))
      }
    return Source(scales: scaled.scales, profile: profile, samples: samples)
  }

  /// Samples for few errors a lead: those of all leads in units of the mean error of theirs and of the two
  /// leads before and after, times that mean for each lead.
  private static func samplesOfAllLeads(_ errors: [[Double]], _ needed: Int) -> [ErrorSample] {
    let leads = errors.indices
    let sizes = leads.map { lead in
      let near = leads.clamped(to: lead - 2..<lead + 3).flatMap { errors[$0].map(abs) }
      return near.isEmpty ? 0 : near.reduce(0, +) / Double(near.count)
    }
    let all = leads.flatMap { lead in
      sizes[lead] > 0 ? errors[lead].map { $0 / sizes[lead] } : errors[lead].map { _ in 0 }
    }
    let together = sample(all, needed, overlap: 1)
    // Where no error of a lead is known, it errs at least as the last lead before.
    var size = 0.0
    return leads.map { lead in
      size = sizes[lead] > 0 ? sizes[lead] : size
      // Errors of one window at all leads say nearly the same, too.
      return ErrorSample(
        together.errors.map { $0 * size },
        overlap: ErrorSample.overlap(lead: lead + 1, stride: 1) * leads.count)
    }
  }

  /// What tells the errors of each series that has enough of them at every lead.
  private static func own(
    _ windows: [HeldOutErrors.Window], of found: HeldOutErrors, in panel: Panel, horizon: Int, needed: Int
  ) -> [String: Source] {
    let least = max(leastOwn, ownFactor * needed)
    let bySeries = Dictionary(grouping: windows) { $0.cutoff.series }
    let ready = bySeries.filter { _, own in
      (0..<horizon).allSatisfy { lead in own.count { !$0.errors[lead].isNaN } >= least }
    }
    guard bySeries.count > 1, ready.count * horizon * least <= mostOwnErrors else { return [:] }
    var sources: [String: Source] = [:]
    for (index, own) in ready {
      let found = try? source(
        panel.series[index].column, own, of: found, in: panel, horizon: horizon, needed: least)
      if let found { sources[panel.series[index].id] = found }
    }
    return sources
  }

  private static func sample(_ errors: [Double], _ needed: Int, overlap: Int) -> ErrorSample {
    let most = max(mostErrors, 2 * needed)
    guard errors.count > most else { return ErrorSample(errors, overlap: overlap) }
    let sorted = errors.sorted()
    // As many as are kept overlap by as much less.
    return ErrorSample(
      (0..<most).map { sorted[(2 * $0 + 1) * sorted.count / (2 * most)] },
      overlap: max(1, overlap * most / errors.count))
  }
}

extension PhaseProfile {
  /// An error from the centre of its phase, in units of the phase's size.
  fileprivate func relative(_ item: Observation, lead: Int) -> Double {
    (item.error - centres[item.phase][lead]) / sizes[item.phase][lead]
  }
}

/// Fewer errors are known than the levels asked for need.
struct TooFewErrors: Error {
  /// Errors of the lead with most of them.
  let count: Int
  /// Errors needed.
  let needed: Int
  /// The target's column; `nil` where there is one quantity.
  let column: String?
  /// Why the fit failed whose errors were to be known; `nil` where it did not.
  var failure: Failure?
}

extension Calibration {
  /// The first lead, from 1, at which too few errors are known to say where some of the levels end; `nil`
  /// where none is.
  func firstLeadWithoutSupport(of levels: [Double]) -> Int? {
    let leads = groups.flatMap { group in
      group.pooled.samples.enumerated().filter { _, sample in !levels.allSatisfy(sample.supports) }.map(
        \.offset)
    }
    return leads.min().map { $0 + 1 }
  }

  /// The first of the columns of series that no errors are known of.
  func unknownColumn(_ panel: Panel, _ cutoffs: [Cutoff]) -> String? {
    let known = Set(groups.map(\.column))
    guard groups.count > 1 else { return nil }
    return cutoffs.lazy.map { panel.series[$0.series].column }.first { !known.contains($0) }
  }
}
