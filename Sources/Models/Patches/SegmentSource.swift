import Forecasting
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// Writes framed windows into the batches of a network of segments: the only place where they become its inputs.
struct SegmentSource<Items: RandomAccessCollection & Sendable>: BatchSource
where Items.Element == Window, Items.Index == Int {
  /// The windows' values.
  let framed: FramedWindows
  /// What else a network reads, with the lookback rounded up to whole segments.
  let context: WindowContext
  /// The forecast that the network corrects; `nil` where it forecasts by itself.
  let ridge: WindowRidge?
  /// Forecasts of each lead that come before what else is known of it: one, or none.
  let guides: Int
  /// Steps before a lead, or a multiple of them for later leads, whose value a network without a ridge reads; 0 for none.
  let seasonLag: Int
  /// The number of series that the network tells apart, 0 where it does not.
  let traits: Int
  /// Which of them each series of the panel is; `nil` for one that was not trained on.
  let traitOfSeries: [Int?]
  /// The windows.
  let windows: Items
  /// Whether targets are written; a forecast has none.
  let writesTargets: Bool
  /// What each window is measured from and in: asked for again and again in training, and the whole lookback tells. Empty
  /// where a schedule hardly asks for a window twice.
  private let normalisations: [Normalisation]

  /// Windows whose normalisations are remembered at most; two schedules of 500 steps see no more.
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

  /// A window without a scale has the constant for a forecast: its inputs are zeros.
  private func normalisation(_ item: Int) -> Normalisation {
    normalisations.isEmpty ? framed.normalisation(of: windows[item]) : normalisations[item]
  }

  var count: Int { windows.count }

  func weight(of item: Int) -> Double {
    guard writesTargets else { return 0 }
    let window = windows[item]
    let targets = framed.values[window.series]
    var count = 0.0
    for row in window.origin..<window.origin + framed.horizon where !targets[row].isNaN { count += 1 }
    return count > 0 ? count * Double(weight(window, normalisation(item))) : 0
  }

  /// The weight as the batch holds it, so that the sum of weights is exactly that of the losses.
  private func weight(_ window: Window, _ normalisation: Normalisation) -> Float {
    Float(framed.weight(of: window, normalisation))
  }

  /// The forecasts that the network's outputs are added to, `[items, horizon]`, normalised; zeros where it forecasts by
  /// itself.
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
    let padding = context.lookback - (window.origin - window.firstInput)
    batch.setStart(row: row, to: padding)
    for step in 0..<padding {
      for feature in 0..<context.layout.stepFeatures { batch[step, row, feature] = 0 }
    }
    context.writeTargetInputs(row, of: batch, window, normalisation, padding: padding)
    context.writeCovariates(row, of: batch, window, padding: padding)
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

  /// Writes what a simple forecast says of each lead: the ridge's, or the season's before.
  private func writeGuide(_ row: Int, of batch: borrowing BatchBuffer, _ guide: ArraySlice<Float>) {
    let places = guides + context.layout.leadFeatures
    for (lead, value) in guide.enumerated() { batch.setKnown(row: row, lead * places, to: value) }
  }

  /// The normalised value a season before each lead, the centre where it is missing or before the window; empty without
  /// a season.
  private func seasonBefore(_ window: Window, _ normalisation: Normalisation) -> [Float] {
    guard seasonLag > 0 else { return [] }
    return (0..<framed.horizon).map { lead in
      let row = TargetAnchor.seasonalRow(window.origin, lead, seasonLag)
      let value = row >= window.firstInput ? framed.values[window.series][row] : .nan
      return value.isNaN ? 0 : Float(normalisation.scaled(value))
    }
  }

  /// Writes which series a row is of, as a one among zeros.
  private func writeTraits(_ row: Int, of batch: borrowing BatchBuffer, series: Int) {
    let first = batch.knownCount - traits
    for trait in 0..<traits {
      batch.setKnown(row: row, first + trait, to: trait == traitOfSeries[series] ? 1 : 0)
    }
  }
}
