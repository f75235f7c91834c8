/// A scaler fitted on the training range of every series.
///
/// | kind | centre | scale |
/// |---|---|---|
/// | standard | mean | population standard deviation |
/// | robust | median | interquartile range |
/// | minmax | minimum | range |
/// | none | 0 | 1 |
/// | window | each lookback's last observed value | each lookback's deviation, at least the floor |
///
/// A constant series has the mean scale of those that are not, and scale 1 where there are none. A series
/// without any observed value has the mean centre and scale of the others, and centre 0 and scale 1 where
/// there are none: a patient who only comes after training is like those before.
///
/// The floor of `window` is half the root mean square of the changes from one observed value to the next in
/// the training range, bounded by ``UsualChange``, or a single broken value would be the unit of all others.
/// What changed over a long gap is no such change. Changes, unlike the deviation of the whole range, do not
/// grow with a trend, so early windows of a growing series keep their own scale; and a next value after a
/// flat window rarely exceeds a few units.
public struct FittedScaler: Sendable, Equatable, Codable {
  /// How values are normalised.
  public let kind: ScalerKind
  /// The centre of each series; of `window`, the mean, for lookbacks without an observed value.
  public let center: [Double]
  /// The scale of each series; of `window`, the least scale a lookback may have.
  public let scale: [Double]

  /// Creates a scaler from numbers that were stored.
  ///
  /// - Precondition: There are as many scales as centres.
  public init(kind: ScalerKind, center: [Double], scale: [Double]) {
    precondition(center.count == scale.count, "a scaler has a scale for each of its \(center.count) centres")
    self.kind = kind
    self.center = center
    self.scale = scale
  }

  /// Fits a scaler on `rows` of each series and reads nothing else; `.nan` is missing and skipped.
  ///
  /// - Precondition: There is a range of existing rows for each series.
  public init(_ kind: ScalerKind, fittedTo series: [[Double]], rows: [Range<Int>]) {
    self.init(kind, fittedTo: series, runs: rows.map { [$0] })
  }

  /// Fits a scaler on rows of each series that lie in several runs (see ``Series/runs(of:)``), between which
  /// no change is taken; nothing else is read, and `.nan` is missing and skipped.
  ///
  /// - Precondition: There are runs of existing rows for each series, ascending.
  public init(_ kind: ScalerKind, fittedTo series: [[Double]], runs: [[Range<Int>]]) {
    precondition(series.count == runs.count, "runs of rows for each series")
    var fitted: [Normalisation] = []
    var positions: [Int?] = []
    for (values, runs) in zip(series, runs) {
      let runs = runs.map { values[$0] }
      let isObserved = runs.contains { $0.contains { !$0.isNaN } }
      positions.append(isObserved ? fitted.count : nil)
      if isObserved { fitted.append(Self.fit(kind, to: runs)) }
    }
    // 1 would be enormous beside series of tiny values.
    let typical = Self.typicalScale(fitted.map(\.scale).filter { $0 > 0 })
    self = FittedScaler(
      kind: kind, center: fitted.map(\.center), scale: fitted.map { $0.scale > 0 ? $0.scale : typical }
    ).resolved(positions)
  }

  /// The statistics at `positions`; the mean of all where there is none, centre 0 and scale 1 of nothing.
  public func resolved(_ positions: [Int?]) -> FittedScaler {
    let (meanCenter, meanScale) = (
      center.reduce(0, +) / Double(max(1, center.count)), Self.typicalScale(scale)
    )
    return FittedScaler(
      kind: kind, center: positions.map { $0.map { center[$0] } ?? meanCenter },
      scale: positions.map { $0.map { scale[$0] } ?? meanScale })
  }

  /// The normalisation of the window of series `index` whose lookback is `lookback`.
  ///
  /// Only `window` looks at the lookback.
  public func normalisation(
    ofLookback lookback: ArraySlice<Double>, series index: Int, anchor: Normalisation.Anchor = .lastValue
  ) -> Normalisation {
    kind == .window
      ? Normalisation(ofLookback: lookback, floor: scale[index], fallback: center[index], anchor: anchor)
      : Normalisation(center: center[index], scale: scale[index])
  }

  /// The mean of scales, 1 of none.
  private static func typicalScale(_ scales: [Double]) -> Double {
    scales.isEmpty ? 1 : scales.reduce(0, +) / Double(scales.count)
  }

  /// What `kind` makes of the values of one series, in runs; scale 0 where they are constant.
  private static func fit(_ kind: ScalerKind, to runs: [ArraySlice<Double>]) -> Normalisation {
    switch kind {
    case .none: return Normalisation(center: 0, scale: 1)
    case .standard:
      let moments = moments(of: runs)
      return Normalisation(center: moments.mean, scale: moments.standardDeviation)
    case .robust:
      let sorted = runs.joined().filter { !$0.isNaN }.sorted()
      func quantile(_ probability: Double) -> Double { SortedValues.quantile(probability, of: sorted) ?? 0 }
      return Normalisation(center: quantile(0.5), scale: quantile(0.75) - quantile(0.25))
    case .minmax:
      let observed = runs.joined().lazy.filter { !$0.isNaN }
      let least = observed.min() ?? 0
      return Normalisation(center: least, scale: (observed.max() ?? 0) - least)
    case .window:
      return Normalisation(center: moments(of: runs).mean, scale: 0.5 * typicalChange(in: runs))
    }
  }

  private static func moments(of runs: [ArraySlice<Double>]) -> RunningMoments {
    var moments = RunningMoments()
    for run in runs { for value in run { moments.add(value) } }
    return moments
  }

  /// The root mean square of the changes between neighbouring observed values of a run, each bounded by what
  /// is usual.
  private static func typicalChange(in runs: [ArraySlice<Double>]) -> Double {
    var usual = UsualChange(count: runs.reduce(0) { $0 + $1.count })
    for run in runs { forEachChange(in: run) { usual.add($0) } }
    let most = usual.most
    var squares = RunningMoments()
    for run in runs {
      forEachChange(in: run) { size in
        let bounded = min(most, size)
        squares.add(bounded * bounded)
      }
    }
    return squares.mean.squareRoot()
  }

  /// The sizes of the changes from one observed value to the next.
  private static func forEachChange(in values: ArraySlice<Double>, _ body: (Double) -> Void) {
    var previous = Double.nan
    for value in values where !value.isNaN {
      if !previous.isNaN { body(abs(value - previous)) }
      previous = value
    }
  }
}
