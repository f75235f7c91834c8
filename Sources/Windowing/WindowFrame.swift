import Forecasting
import Platform
import TimeSeries

/// How the values of a window become the numbers that a model learns from, every choice with its default.
///
/// Whatever normalises a window is a function of the rows before it: nothing is estimated over a training range.
package struct WindowFrame: Codable, Sendable, Equatable {
  /// What is done to the target first, as the user said.
  package var transform = Transform.none
  /// The metric that decides how much a window weighs, as the user said.
  package var objective = Objective.mase
  /// Whether logarithms are learnt of series that have not been negative: log(value + offset), the offset being a twentieth
  /// of the mean of the lookback.
  ///
  /// The offset admits zeros, which a plain logarithm does not, and bounds how small a value can look.
  package var isLogarithmic = false
  /// Values whose mean is the centre of a window; 1 for the last value.
  package var anchorSteps = 1
  /// Whether a ridge reads the place of the origin in the calendar. What a network reads is its layout's.
  package var usesCalendar = false
  /// Whether what holidays added in earlier years is taken off before anything is learnt, and added to forecasts.
  package var usesHolidays = false

  /// Creates a frame: raw values, centred on the last one, without the calendar, but for what is named.
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

  /// The calendar's features of an axis, none where the frame does not use them.
  package func calendar(spacing: Spacing, kind: TimeKind) -> CalendarFeatures {
    CalendarFeatures(spacing: usesCalendar ? spacing : .steps, kind: kind)
  }

  /// Whether logarithms are learnt, of the user's making or of our own.
  package var isOfLogarithms: Bool { isLogarithmic || transform.isLogarithm }

  /// How the effects of holidays are measured on the transformed target.
  var holidayScale: HolidayScale { isLogarithmic ? .relative : .absolute }
}

extension WindowFrame {
  /// The share of the mean of a lookback that is added to values before their logarithm is taken.
  private static let offsetShare = 0.05

  /// What normalises a window.
  ///
  /// The scale is the deviation of the lookback, at least half of the usual change of the series before it: a lookback that
  /// hardly varies would otherwise make the next value an enormous number. A lookback that does not vary at all, or has no
  /// observed value, has a scale of 0: its forecast is its last value.
  ///
  /// - Parameters:
  ///   - lookback: The transformed target up to the origin, a slice whose end is the origin; `.nan` is missing.
  ///   - past: What is known of the series' usual changes.
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
    // Differences from the last value are nearly exact, however large the values' offset is.
    let first = max(values.startIndex, values.endIndex - anchorSteps)
    let newest = Differences(values[first...], from: last)
    let all = first == values.startIndex ? newest : Differences(values, from: last)
    let scale = all.deviation > 0 ? max(all.deviation, least) : 0
    return Normalisation(center: last + newest.mean, scale: scale)
  }

  /// What an error of one unit of a window's scale amounts to in the target, relative to `unit`, or to the level of the
  /// window where the objective's errors are relative to a level.
  func importance(of normalisation: Normalisation, unit: Double) -> Double {
    let isLogarithm = normalisation.logOffset != nil || transform.isLogarithm
    let slope = isLogarithm ? exp(normalisation.center) : 1
    var unit = unit
    if objective.isRelative {
      // Near zero a level says little of the values after it.
      unit = max(abs(isLogarithm ? slope : normalisation.center), Self.leastLevel * unit)
    }
    return normalisation.scale * slope / unit
  }

  /// The least level that errors are relative to, in the typical one of the series.
  private static let leastLevel = 0.05
}

/// The moments of the observed values of a lookback, as differences from one of them.
private struct Differences {
  /// Their mean, 0 without any.
  let mean: Double
  /// Their standard deviation, of the whole.
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
    // Four sums do not wait for each other.
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
