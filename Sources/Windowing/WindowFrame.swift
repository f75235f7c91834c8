import Forecasting
import Platform
import TimeSeries

/// The frame of windows: how their values are normalised for a model.
///
/// Every property has a default.
///
/// The centre and the scale of a window are functions of the rows before its origin; no statistic of a
/// training range is used.
package struct WindowFrame: Codable, Sendable, Equatable {
  /// The transform of the target, as the user asked for.
  package var transform = Transform.none
  /// The metric by which windows are weighted, as the user asked for.
  package var objective = Objective.mase
  /// Whether log(value + offset) is learnt for series without negative values, with a twentieth of the mean
  /// of the lookback as the offset.
  ///
  /// The offset admits zeros, which have no logarithm, and bounds the logarithm of small values from below.
  package var isLogarithmic = false
  /// The number of last values whose mean is the centre of a window; 1 for the last value.
  package var anchorSteps = 1
  /// Whether a ridge regression reads the calendar features of the origin.
  ///
  /// The features that a network reads are those of its ``FeatureLayout``.
  package var usesCalendar = false
  /// Whether holiday effects estimated from earlier years are removed before anything is learnt, and added to
  /// forecasts.
  package var usesHolidays = false

  /// Creates a frame; by default of values without a transform, centred on the last one, without the
  /// calendar.
  package init(
    transform: Transform = .none, objective: Objective = .mase, isLogarithmic: Bool = false,
    anchorSteps: Int = 1,
    usesHolidays: Bool = false
  ) {
    self.transform = transform
    self.objective = objective
    self.isLogarithmic = isLogarithmic
    self.anchorSteps = anchorSteps
    self.usesHolidays = usesHolidays
  }

  /// The calendar features for a spacing; none where the frame does not use the calendar.
  package func calendar(spacing: Spacing, kind: TimeKind) -> CalendarFeatures {
    CalendarFeatures(spacing: usesCalendar ? spacing : .steps, kind: kind)
  }

  /// Whether logarithms are learnt, by the transform of the user or by the frame.
  package var isOfLogarithms: Bool { isLogarithmic || transform.isLogarithm }

  /// The scale on which holiday effects on the transformed target are additive.
  var holidayScale: HolidayScale { isLogarithmic ? .relative : .absolute }
}

extension WindowFrame {
  /// The offset of the logarithm, as a share of the mean of the lookback.
  private static let offsetShare = 0.05

  /// Computes the normalisation of a window.
  ///
  /// - Parameters:
  ///   - lookback: The transformed target before the origin, a slice whose end is the origin; `.nan` is
  ///     missing.
  ///   - past: The statistics of the series' changes.
  /// - Returns: The centre and the scale, and the offset of logarithms where they are taken.
  package func normalisation(ofLookback lookback: ArraySlice<Double>, _ past: PastStatistics) -> Normalisation
  {
    guard let last = lookback.last(where: { !$0.isNaN }) else { return Normalisation(center: 0, scale: 0) }
    let origin = lookback.endIndex
    guard isLogarithmic, past.isNonnegative(before: origin) else {
      return normalisation(lookback, last: last, least: past.change(before: origin))
    }
    let offset = Self.offsetShare * Differences(lookback, from: 0).mean
    guard offset > 0 else { return Normalisation(center: 0, scale: 0) }
    func logarithm(_ value: Double) -> Double { Normalisation.logarithm(of: value, offset: offset) }
    var normalisation = normalisation(
      lookback.map(logarithm)[...], last: logarithm(last), least: past.relativeChange(before: origin))
    normalisation.logOffset = offset
    return normalisation
  }

  private func normalisation(_ values: ArraySlice<Double>, last: Double, least: Double) -> Normalisation {
    // Differences from the last value have a small rounding error, however far from zero the values are.
    let first = max(values.startIndex, values.endIndex - anchorSteps)
    let newest = Differences(values[first...], from: last)
    let all = first == values.startIndex ? newest : Differences(values, from: last)
    let scale = all.deviation > 0 ? max(all.deviation, least) : 0
    return Normalisation(center: last + newest.mean, scale: scale)
  }

  /// The size in the target's units of an error of one unit of a window's scale, relative to `unit`, or to
  /// the level of the window where the errors of the objective are relative to a level.
  ///
  /// Under a logarithm it is the scale times the slope exp(centre) of the exponential.
  func importance(of normalisation: Normalisation, unit: Double) -> Double {
    let isLogarithm = normalisation.logOffset != nil || transform.isLogarithm
    let slope = isLogarithm ? exp(normalisation.center) : 1
    var unit = unit
    if objective.isRelative {
      // Near zero the level of the lookback is a poor estimate of the level of the values that follow.
      unit = max(abs(isLogarithm ? slope : normalisation.center), Self.leastLevel * unit)
    }
    return normalisation.scale * slope / unit
  }

  /// The least level that errors are relative to, as a share of the typical level of the series.
  private static let leastLevel = 0.05
}

/// The mean and the standard deviation of the differences between the observed values of a lookback and one
/// of them.
private struct Differences {
  /// The mean of the differences; 0 without an observed value.
  let mean: Double
  /// The standard deviation of the differences, with the number of values as the divisor.
  let deviation: Double

  init(_ values: ArraySlice<Double>, from origin: Double) {
    var (counts, sums, squares) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    func add(_ values: SIMD4<Double>) {
      let isObserved = values .== values
      let differences = (values - origin).replacing(with: 0, where: .!isObserved)
      counts += SIMD4<Double>.zero.replacing(with: 1, where: isObserved)
      sums += differences
      squares += differences * differences
    }
    // Four independent partial sums can be added in parallel.
    var index = values.startIndex
    while index + 4 <= values.endIndex {
      add(SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3]))
      index += 4
    }
    while index < values.endIndex {
      add(SIMD4(values[index], .nan, .nan, .nan))
      index += 1
    }
    let count = max(1, counts.sum())
    mean = sums.sum() / count
    deviation = max(0, squares.sum() / count - mean * mean).squareRoot()
  }
}
