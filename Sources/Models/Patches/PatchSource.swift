import Forecasting
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// Writes framed windows into the batches of a network of patches: the only place where they become its
/// inputs.
struct PatchSource<Items: RandomAccessCollection & Sendable>: BatchSource
where Items.Element == Window, Items.Index == Int {
  /// The values and the normalisation of the windows.
  let framed: FramedWindows
  /// The further features that a network reads, with the lookback rounded up to whole patches.
  let context: WindowContext
  /// The ridge regression whose residuals the network forecasts; `nil` for a network that forecasts the
  /// target itself.
  let ridge: WindowRidge?
  /// The number of simple forecasts of each lead that the network reads before the other features of the
  /// lead: one, or none.
  let guides: Int
  /// The lag in steps of the value before each lead that a network without a ridge regression reads, or the
  /// least multiple of the lag that lies before the origin; 0 for none.
  let seasonLag: Int
  /// The number of series with an embedding; 0 for none.
  let traits: Int
  /// For each series of the panel the index of its embedding; `nil` for a series without training rows.
  let traitOfSeries: [Int?]
  /// The windows.
  let windows: Items
  /// Whether targets are written, which a forecast does not have.
  let writesTargets: Bool
  /// The normalisations of the windows, which training needs many times and which depend on the whole
  /// lookback.
  ///
  /// The array is empty where windows are so many that few are used twice.
  private let normalisations: [Normalisation]

  /// The largest number of windows whose normalisations are stored: two schedules of 500 steps with 128
  /// windows each use no more.
  private static var mostRemembered: Int { 128_000 }

  init(
    framed: FramedWindows, context: WindowContext, ridge: WindowRidge?, guides: Int, seasonLag: Int,
    traits: Int,
    traitOfSeries: [Int?], windows: Items, writesTargets: Bool
  ) {
    self.framed = framed
    self.context = context
    self.ridge = ridge
    self.guides = guides
    self.seasonLag = seasonLag
    self.traits = traits
    self.traitOfSeries = traitOfSeries
    self.windows = windows
    self.writesTargets = writesTargets
    normalisations =
      windows.count > Self.mostRemembered ? [] : windows.map { framed.normalisation(of: $0) }
  }

  /// The normalisation of a window.
  ///
  /// Where the scale is 0, the inputs are zeros and the forecast is the constant.
  private func normalisation(_ item: Int) -> Normalisation {
    normalisations.isEmpty ? framed.normalisation(of: windows[item]) : normalisations[item]
  }

  var count: Int { windows.count }

  func weight(of item: Int) -> Double {
    guard writesTargets else { return 0 }
    let window = windows[item]
    let count = window.observedLeads(in: framed.values[window.series], horizon: framed.horizon)
    return count > 0 ? Double(count) * Double(weight(window, normalisation(item))) : 0
  }

  /// The weight in single precision, as the batch holds it, so that the sum of weights is exactly that of the
  /// losses.
  private func weight(_ window: Window, _ normalisation: Normalisation) -> Float {
    Float(framed.weight(of: window, normalisation))
  }

  /// The normalised forecasts of the ridge regression, `[items, horizon]`, to which the network's outputs are
  /// added; zeros without a ridge.
  func bases(_ items: some Collection<Int>) -> [Float] {
    guard let ridge else { return [Float](repeating: 0, count: items.count * framed.horizon) }
    var inputs: [Float] = []
    inputs.reserveCapacity(items.count * framed.inputCount)
    for item in items { framed.appendInput(of: windows[item], normalisation(item), to: &inputs) }
    return ridge.forecasts(inputs)
  }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    fill(row, of: batch, with: item, base: bases(CollectionOfOne(item))[...])
  }

  func fill(_ batch: borrowing BatchBuffer, with items: ArraySlice<Int>) {
    let (bases, horizon) = (bases(items), framed.horizon)
    for (row, item) in items.enumerated() {
      fill(row, of: batch, with: item, base: bases[row * horizon..<(row + 1) * horizon])
    }
  }

  private func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int, base: ArraySlice<Float>) {
    let (window, normalisation) = (windows[item], normalisation(item))
    context.writeInputs(row, of: batch, window, normalisation)
    context.writeKnown(row, of: batch, window, reserved: guides)
    writeGuide(row, of: batch, ridge == nil ? seasonBefore(window, normalisation)[...] : base)
    if traits > 0 { writeTraits(row, of: batch, series: window.series) }
    let weight = writesTargets ? weight(window, normalisation) : 0
    for (lead, value) in base.enumerated() {
      let target = writesTargets ? framed.target(of: window, lead: lead, normalisation) : .nan
      batch.setTarget(
        row: row, lead: lead, to: target.isNaN ? 0 : Float(target) - value, weight: target.isNaN ? 0 : weight)
    }
  }

  /// Writes a simple forecast of each lead: that of the ridge, or the value one lag earlier.
  private func writeGuide(_ row: Int, of batch: borrowing BatchBuffer, _ guide: ArraySlice<Float>) {
    let places = guides + context.layout.leadFeatures
    for (lead, value) in guide.enumerated() { batch.setKnown(row: row, lead * places, to: value) }
  }

  /// The normalised value one lag before each lead, 0 where it is missing or lies before the window; empty
  /// without a lag.
  private func seasonBefore(_ window: Window, _ normalisation: Normalisation) -> [Float] {
    guard seasonLag > 0 else { return [] }
    return (0..<framed.horizon).map { lead in
      let row = TargetAnchor.seasonalRow(window.origin, lead, seasonLag)
      let value = row >= window.firstInput ? framed.values[window.series][row] : .nan
      return value.isNaN ? 0 : Float(normalisation.scaled(value))
    }
  }

  /// Writes the series of a row in one-hot encoding; zeros for a series without an embedding.
  private func writeTraits(_ row: Int, of batch: borrowing BatchBuffer, series: Int) {
    let first = batch.knownCount - traits
    for trait in 0..<traits {
      batch.setKnown(row: row, first + trait, to: trait == traitOfSeries[series] ? 1 : 0)
    }
  }
}
