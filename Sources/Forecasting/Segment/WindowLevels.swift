import Files
import Glibc
import TimeSeries

/// A frame fitted on the training rows of a panel: takes values to the scale that is learnt, and forecasts back.
struct WindowLevels: Sendable, Equatable {
  /// The choices.
  var frame: WindowFrame
  /// What they need of each series.
  var statistics: LevelStatistics
  /// The centre of windows without an observed value, and the least scale of a window, by series.
  ///
  /// The least scale is a typical change from one value to the next: a stretch of zeros would otherwise make the first
  /// count after it an enormous number.
  var scaler: FittedScaler

  /// How many of its series' deviations a window's may be before its own counts: a series that was not trained on may swing
  /// far more than any that was, and so far from zero nothing was learnt.
  private static let mostDeviation = 2.0

  /// The least level that errors are relative to, in the typical one of the series.
  private static let leastLevel = 0.05

  /// Fits `frame` on the rows that `data` allows, or on those of `measured` alone where series are left out.
  ///
  /// - Throws: `Failure` when the transform the user asked for does not admit a value.
  init(_ frame: WindowFrame, _ data: TrainingData, measured: TrainingData? = nil) throws(Failure) {
    let measured = measured ?? data
    self.frame = frame
    statistics = LevelStatistics(data, frame.objective, measured: measured)
    scaler = FittedScaler(kind: .window, center: [], scale: [])
    let values = try values(of: measured)
    statistics.deviations = FittedScaler(.standard, fittedTo: values, rows: measured.rows).scale
    scaler = FittedScaler(.window, fittedTo: values, runs: measured.runs)
  }

  /// A fitted frame that was stored.
  init(frame: WindowFrame, statistics: LevelStatistics, scaler: FittedScaler) {
    self.frame = frame
    self.statistics = statistics
    self.scaler = scaler
  }

  /// The values of each series on the scale that is learnt, up to the last training row.
  func values(of data: TrainingData) throws(Failure) -> [[Double]] {
    var values: [[Double]] = []
    for (index, series) in data.panel.series.enumerated() {
      values.append(try self.values(of: series, at: index, upTo: data.rows[index].upperBound))
    }
    return values
  }

  /// The values of the series at `index` before `end` on the scale that is learnt.
  func values(of series: Series, at index: Int, upTo end: Int) throws(Failure) -> [Double] {
    let values = try series.transformedTarget(0..<end, by: frame.transform)
    guard frame.isLogarithmic else { return values }
    let offset = statistics.offsets[index]
    // Values far below zero were not there in training: they are taken for nearly the least there could be.
    return values.map { $0.isNaN ? $0 : log(max($0 + offset, 0.01 * offset)) }
  }

  /// Forecasts in the target's units, for the leads after `history`.
  func inverted(_ values: [Double], series index: Int, after history: ArraySlice<Double>) -> [Double] {
    guard frame.isLogarithmic else { return frame.transform.invert(values, after: history) }
    return values.map { max(0, exp($0) - statistics.offsets[index]) }
  }

  /// What the values of a lookback of the series at `index` are measured from and in.
  func normalisation(ofLookback lookback: ArraySlice<Double>, series index: Int) -> Normalisation {
    guard let last = lookback.last(where: { !$0.isNaN }) else {
      return Normalisation(center: scaler.center[index], scale: scale(deviation: 0, index))
    }
    // Differences from the last value are nearly exact, however large the offset is.
    let first = lookback.endIndex - frame.anchorSteps
    let newest = Differences(lookback[max(first, lookback.startIndex)...], from: last)
    let all = first <= lookback.startIndex ? newest : Differences(lookback, from: last)
    return Normalisation(center: last + newest.mean, scale: scale(deviation: all.deviation, index))
  }

  private func scale(deviation: Double, _ index: Int) -> Double {
    frame.hasOwnScale
      ? max(deviation, scaler.scale[index])
      : max(statistics.deviations[index], deviation / Self.mostDeviation)
  }

  /// What an error of one unit of a window's scale amounts to in the target, in the unit that the objective measures it in:
  /// that of its series, or the level of the window.
  func importance(of normalisation: Normalisation, series index: Int) -> Double {
    let isLogarithm = frame.isOfLogarithms
    let slope = isLogarithm ? exp(normalisation.center) : 1
    var unit = statistics.errors[index]
    if frame.objective.isRelative {
      // Near zero a level says little of what comes next.
      unit = max(abs(isLogarithm ? slope : normalisation.center), Self.leastLevel * unit)
    }
    return normalisation.scale * slope / unit
  }
}

/// The moments of the observed values of a lookback, as differences from one of them.
private struct Differences {
  /// Their mean, 0 without any.
  let mean: Double
  /// Their standard deviation, of the whole.
  let deviation: Double

  /// Sums that do not wait for each other.
  private static let lanes = 4

  init(_ values: ArraySlice<Double>, from origin: Double) {
    var (counts, sums, squares) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    func add(_ values: SIMD4<Double>) {
      let isObserved = values .== values
      let differences = (values - origin).replacing(with: 0, where: .!isObserved)
      counts += SIMD4<Double>.zero.replacing(with: 1, where: isObserved)
      sums += differences
      squares += differences * differences
    }
    var index = values.startIndex
    while index + Self.lanes <= values.endIndex {
      add(SIMD4(values[index], values[index + 1], values[index + 2], values[index + 3]))
      index += Self.lanes
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
