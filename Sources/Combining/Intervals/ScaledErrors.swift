import Forecasting
import Platform
import TimeSeries

/// Errors divided by the scale that was known at their cutoffs, by lead, with the scale that makes them most
/// alike.
///
/// The scale of a lead is the one that makes the errors of neighbouring leads, half to twice as far, most
/// likely where they have Laplace's distribution around the forecast. A scale that follows the newest changes
/// must prove itself against the plain mean change, since a choice among many is easily lucky.
struct ScaledErrors {
  /// The scale of each lead.
  let scales: [ErrorScale]
  /// By lead, the errors in units of the scale.
  let errors: [[PhaseProfile.Observation]]
  /// By lead, the forecasts without an error of series that had never changed, which have no scale.
  let unchanged: [Int]

  /// The gain in the logarithm of the likelihood that a scale must have over the plainest.
  private static let leastGain = 3.0

  /// Chooses scales for `windows`, all of which are of series that share their errors' distribution.
  init(_ windows: [HeldOutErrors.Window], in panel: Panel, horizon: Int) {
    let candidates = ErrorScale.candidates(season: panel.season)
    let values = candidates.map { panel.scales($0, at: windows.map(\.cutoff)) }
    // A window without a scale belongs to a series that has never changed.
    let usable = windows.indices.filter { window in values.allSatisfy { $0[window] > 0 } }
    let gains = (0..<horizon).map { lead in
      Self.likelihoods(values, usable, windows, lead: lead)
    }
    var scales: [ErrorScale] = []
    var errors: [[PhaseProfile.Observation]] = []
    let phases = windows.map { panel.phase(at: $0.cutoff, season: panel.season) }
    let isEarly = Self.earlierHalves(windows)
    for lead in 0..<horizon {
      let neighbours = gains[((lead + 2) / 2 - 1)...min(horizon - 1, 2 * lead + 1)]
      let sums = candidates.indices.map { place in
        neighbours.reduce(0) { $0 + $1[place] } / Double(neighbours.count)
      }
      // Errors of one target row at neighbouring leads, and of neighbouring rows at one lead, say nearly the
      // same.
      let worth = Double(usable.count) / Double(lead + 1)
      let best = sums.indices.max { sums[$0] < sums[$1] } ?? 0
      let chosen = (sums[best] - sums[0]) * worth > Self.leastGain ? best : 0
      scales.append(candidates[chosen])
      errors.append(
        windows.indices.compactMap { window in
          let error = windows[window].errors[lead]
          let scale = values[chosen][window]
          guard !error.isNaN, scale > 0 else { return nil }
          return PhaseProfile.Observation(
            phase: phases[window], isEarly: isEarly[window], error: error / scale)
        })
    }
    self.scales = scales
    self.errors = errors
    unchanged = (0..<horizon).map { lead in
      windows.indices.count { values[0][$0] == 0 && windows[$0].errors[lead] == 0 }
    }
  }

  /// Whether each window is one of the earlier half of its series', whose windows follow each other.
  private static func earlierHalves(_ windows: [HeldOutErrors.Window]) -> [Bool] {
    var counts: [Int: Int] = [:]
    for window in windows { counts[window.cutoff.series, default: 0] += 1 }
    var seen: [Int: Int] = [:]
    return windows.map { window in
      let series = window.cutoff.series
      defer { seen[series, default: 0] += 1 }
      return 2 * seen[series, default: 0] < counts[series, default: 0]
    }
  }

  /// The mean logarithm of the likelihood of a lead's errors under each candidate.
  private static func likelihoods(
    _ values: [[Double]], _ usable: [Int], _ windows: [HeldOutErrors.Window], lead: Int
  ) -> [Double] {
    let observed = usable.filter { !windows[$0].errors[lead].isNaN }
    guard !observed.isEmpty else { return values.map { _ in 0 } }
    let count = Double(observed.count)
    return values.map { scales in
      var (sizes, logarithms) = (0.0, 0.0)
      for window in observed {
        sizes += abs(windows[window].errors[lead]) / scales[window]
        logarithms += log(scales[window])
      }
      return sizes > 0 ? -log(sizes / count) - logarithms / count : 0
    }
  }
}

extension Panel {
  /// The scale of each cutoff's series at it.
  func scales(_ scale: ErrorScale, at cutoffs: [Cutoff]) -> [Double] {
    var values = [Double](repeating: 0, count: cutoffs.count)
    let order = cutoffs.indices.sorted {
      (cutoffs[$0].series, cutoffs[$0].index) < (cutoffs[$1].series, cutoffs[$1].index)
    }
    var start = 0
    while start < order.count {
      let index = cutoffs[order[start]].series
      let end = order[start...].firstIndex { cutoffs[$0].series != index } ?? order.count
      let own = order[start..<end]
      for (place, value) in zip(own, scale.values(of: series[index], at: own.map { cutoffs[$0].index })) {
        values[place] = value
      }
      start = end
    }
    return values
  }
}
