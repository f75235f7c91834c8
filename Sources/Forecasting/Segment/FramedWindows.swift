import TimeSeries

/// Windows of a panel under a frame: normalised inputs, targets and weights, for the ridge and the network alike.
struct FramedWindows: Sendable {
  /// The panel.
  let panel: Panel
  /// The frame, by the panel's series.
  let levels: WindowLevels
  /// The values of each series on the scale that is learnt, up to the last row that may be read.
  let values: [[Double]]
  /// Past steps of a window.
  let lookback: Int
  /// Leads.
  let horizon: Int
  /// The importance of a window of weight 1.
  var typicalImportance = 1.0

  /// What the values of a window are measured from and in.
  func normalisation(of window: Window) -> Normalisation {
    levels.normalisation(
      ofLookback: values[window.series][window.firstInput..<window.origin], series: window.series)
  }

  /// Fills `input` with the normalised lookback: missing values repeat the last one before them, leading ones the first.
  ///
  /// - Precondition: `input` has an element for each step of the lookback.
  func read(_ window: Window, _ normalisation: Normalisation, into input: inout [Float]) {
    let rows = values[window.series][window.firstInput..<window.origin]
    let padding = lookback - rows.count
    let first = rows.first { !$0.isNaN } ?? normalisation.center
    var value = Float(normalisation.scaled(first))
    for index in 0..<padding { input[index] = value }
    for (index, row) in rows.enumerated() {
      if !row.isNaN { value = Float(normalisation.scaled(row)) }
      input[padding + index] = value
    }
  }

  /// The normalised value of a lead, `.nan` where it is missing.
  func target(of window: Window, lead: Int, _ normalisation: Normalisation) -> Double {
    normalisation.scaled(values[window.series][window.origin + lead])
  }

  /// How much a window counts in training: what its errors amount to in the target's units, relative to the typical
  /// window and within a factor of five of it, so that no few windows decide.
  func weight(of window: Window, _ normalisation: Normalisation) -> Double {
    let importance = levels.importance(of: normalisation, series: window.series) / typicalImportance
    return min(5, max(0.2, importance))
  }

  /// Sets the typical importance to the median over some of `windows`.
  mutating func findTypicalImportance(_ windows: Windows) {
    let sample = EvenlySpacedWindows(windows, atMost: 2_000)
    let sorted = sample.map { levels.importance(of: normalisation(of: $0), series: $0.series) }.sorted()
    guard !sorted.isEmpty, sorted[sorted.count / 2] > 0 else { return }
    typicalImportance = sorted[sorted.count / 2]
  }
}
