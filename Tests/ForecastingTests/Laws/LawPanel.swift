import Forecasting
import TimeSeries

/// The panel the laws are tried on: series of different sizes, two or, of recordings, four of each target,
/// with covariates and missing cells.
enum LawPanel {
  static let rows = 66
  static let season = 4
  /// Rows known at the cutoff of the laws, and the rows that are trained on.
  static let cutoff = 52
  static let cutoffs = [Cutoff(series: 0, index: cutoff), Cutoff(series: 1, index: cutoff)]

  /// What is done to the rows a forecaster must not read.
  enum Perturbation: CaseIterable { case missing, noise, end }

  /// The panel that a case is tried on; without a scaler of sizes a network can tell apart.
  static func make(for item: ForecasterCase) -> Panel {
    let covariates = item.covariates
    let sizes = item.options.scaler == .none ? [0.1, 0.2] : [10, 4_000]
    let times = (0..<rows).map { Instant(seconds: Int64($0) * 86_400) }
    let hasPast = covariates == .past || covariates == .all
    let hasFuture = covariates == .future || covariates == .all
    let hasStatics = covariates == .statics || covariates == .all
    let series = (0..<(item.hasTwoTargets ? 8 : item.isOfRecordings ? 4 : 2)).map { index in
      var target = (0..<rows).map { sizes[index % 2] * (3 + wave($0, index)) }
      if item.isOfRecordings { target = target.map { (10 * $0).rounded() / 10 } }
      target[17] = .nan
      target[40 + index] = .nan
      target[41 + index] = .nan
      return Series(
        id: "series-\(index)", recording: item.hasTwoTargets ? "recording-\(index / 2)" : nil,
        column: item.hasTwoTargets ? "target-\(index % 2)" : "", times: times, target: target,
        past: hasPast ? [(0..<rows).map { wave($0 + 3, index + 2) }] : [],
        future: hasFuture ? [(0..<rows).map { wave($0 + 7, index + 4) }] : [],
        statics: hasStatics ? [Double(index)] : [])
    }
    return Panel(
      series: series, timeKind: item.isOfRecordings ? .elapsed : .local,
      spacing: item.isOfRecordings ? .fixed(nanoseconds: 86_400_000_000_000) : .days(1), season: season,
      covariates: Panel.Covariates(
        past: hasPast ? ["volume"] : [], future: hasFuture ? ["holiday"] : [],
        statics: hasStatics ? ["ward"] : []))
  }

  /// The training data of a fit at the cutoff.
  static func training(_ panel: Panel) -> TrainingData {
    TrainingData(panel: panel, rows: panel.series.map { 0..<min(cutoff, $0.count) })
  }

  /// `panel` with everything changed that no forecast at the cutoff may read.
  static func perturbed(_ panel: Panel, by perturbation: Perturbation, horizon: Int) -> Panel {
    var panel = panel
    for index in panel.series.indices {
      let series = panel.series[index]
      let known = cutoff
      let knownAhead = cutoff + horizon
      func later(_ values: [Double], from start: Int) -> [Double] {
        switch perturbation {
        case .missing: values[..<start] + values[start...].map { _ in .nan }
        case .noise: values[..<start] + values[start...].indices.map { 1e6 * wave(31 * $0, index) }
        case .end: Array(values[..<start])
        }
      }
      panel.series[index] = Series(
        id: series.id, recording: series.recording, column: series.column,
        times: perturbation == .end ? TimeAxis(series.times[..<knownAhead]) : series.times,
        target: later(series.target, from: known), past: series.past.map { later($0, from: known) },
        future: series.future.map { later($0, from: knownAhead) }, statics: series.statics)
    }
    return panel
  }

  /// A bounded, aperiodic sequence in closed form: a season, a slow wave and something like noise.
  private static func wave(_ row: Int, _ index: Int) -> Double {
    let phase = Double(row)
    let noise = (Double((row * 7_919 + index * 104_729) % 1_000) - 500) / 1_000
    return 0.6 * cosine(phase / Double(season)) + 0.8 * cosine(phase / 37 + Double(index) / 5) + 0.3 * noise
  }

  /// A function of period 1 that needs no elementary function, so that its values are the same on every
  /// machine.
  ///
  /// With the fraction f of `turns` it is 1 − 32 f² (1 − f)², falling from 1 to −1, for f < 1/2, and −1 + 8
  /// (f − 1/2)(1 − f), a parabola from −1 up to −1/2 and back, for f ≥ 1/2: it is no cosine, and jumps from
  /// −1 to 1 at whole turns.
  private static func cosine(_ turns: Double) -> Double {
    let fraction = turns - turns.rounded(.down)
    return fraction < 0.5
      ? 1 - 32 * (fraction * fraction) * (1 - fraction) * (1 - fraction)
      : -1 + 32 * (fraction - 0.5) * (1 - fraction) * 0.25
  }
}
