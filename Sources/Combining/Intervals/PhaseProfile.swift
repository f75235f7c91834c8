import Forecasting
import Platform
import TimeSeries

/// How errors depend on where in the season a forecast starts: their centre and their size for each phase and
/// lead.
///
/// A naive forecast made on a Friday is too high for every Saturday to come; glucose is calmer by night. A
/// profile is used only where the earlier half of the errors tells one that makes the later half more likely.
struct PhaseProfile: Codable, Sendable, Equatable {
  /// Steps of a season.
  let season: Int
  /// For each phase the centre of the errors, by lead.
  let centres: [[Double]]
  /// For each phase the mean distance of the errors from the centre, by lead; positive.
  let sizes: [[Double]]

  /// One error, in units of its scale.
  struct Observation {
    /// The phase of the cutoff.
    var phase: Int
    /// Whether it is one of the earlier half of its series'.
    var isEarly: Bool
    var error: Double
  }

  /// The longest season each step of which is a phase; a longer one is divided into as many as a day has
  /// hours.
  private static let (longest, divisions) = (31, 24)
  /// The most numbers of a profile, which a model file has to hold.
  private static let mostNumbers = 100_000
  /// Errors of the usual size that stand beside those of a phase, of which there may be few.
  private static let priorErrors = 8.0
  /// The least gain in the logarithm of the likelihood of the later half.
  private static let leastGain = 3.0

  /// The number of phases of a season.
  static func count(season: Int) -> Int { season <= longest ? season : divisions }

  /// The profile that the observations, by lead, speak for; `nil` for none.
  init?(_ observations: [[Observation]], season: Int) {
    let count = Self.count(season: season)
    let late = observations.map { $0.filter { !$0.isEarly } }
    let lateCount = late.map(\.count).reduce(0, +)
    // Neighbouring leads and rows say nearly the same.
    let worth = Double(lateCount) / Double(observations.count) / (Double(observations.count + 1) / 2)
    guard season > 1, count > 1, lateCount > 0, count * observations.count <= Self.mostNumbers,
      (observations.map(\.count).min() ?? 0) >= 10 * count
    else { return nil }
    let early = Self(observations.map { $0.filter(\.isEarly) }, season: season, count: count)
    var gain = 0.0
    for (lead, errors) in late.enumerated() {
      let usual = Self.meanSize(observations[lead].filter(\.isEarly).map(\.error))
      guard usual > 0 else { return nil }
      for item in errors {
        let (centre, size) = (early.centres[item.phase][lead], early.sizes[item.phase][lead])
        gain += log(usual / size) + abs(item.error) / usual - abs(item.error - centre) / size
      }
    }
    guard gain / Double(lateCount) * worth > Self.leastGain else { return nil }
    self.init(observations, season: season, count: count)
  }

  private init(_ observations: [[Observation]], season: Int, count: Int) {
    self.season = season
    var centres = Array(repeating: [Double](), count: count)
    var sizes = centres
    for errors in observations {
      let phases = Dictionary(grouping: errors, by: \.phase)
      let own = (0..<count).map { (phases[$0] ?? []).map(\.error).sorted() }
      let found = own.map(Self.centre)
      let around = zip(own, found).map { errors, centre in errors.map { $0 - centre } }
      let usual = max(Self.meanSize(around.flatMap { $0 }), .leastNormalMagnitude)
      for phase in 0..<count {
        let weight = Double(own[phase].count) / (Double(own[phase].count) + Self.priorErrors)
        centres[phase].append(found[phase])
        sizes[phase].append(weight * Self.meanSize(around[phase]) + (1 - weight) * usual)
      }
    }
    (self.centres, self.sizes) = (centres, sizes)
  }

  /// The median of the errors of a phase, nearer to 0 where they do not tell it well: times its square over
  /// the sum of that and of the variance of the median of as many errors with Laplace's distribution.
  private static func centre(of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    let size = meanSize(sorted.map { $0 - median })
    let variance = size * size / Double(sorted.count)
    let square = median * median
    return square > 0 ? median * square / (square + variance) : 0
  }

  private static func meanSize(_ errors: [Double]) -> Double {
    errors.isEmpty ? 0 : errors.reduce(0) { $0 + abs($1) } / Double(errors.count)
  }
}

extension Panel {
  /// The phase of the season that the last row before a cutoff is in, of as many as `season` has; 0 without a
  /// season.
  ///
  /// It is told by what clocks show, so that a file that begins elsewhere has the same phases.
  func phase(at cutoff: Cutoff, season: Int) -> Int {
    let series = series[cutoff.series]
    guard season > 1, cutoff.index > 0 else { return 0 }
    let time = series.civil(series.times[cutoff.index - 1])
    let origin = Instant(seconds: 0)
    let steps =
      switch spacing {
      case .irregular(let nanoseconds):
        Spacing.fixed(nanoseconds: max(1, nanoseconds)).stepCount(from: origin, to: time)
      default: spacing.stepCount(from: origin, to: time)
      }
    let place = ((steps ?? 0) % season + season) % season
    return place * PhaseProfile.count(season: season) / season
  }
}
