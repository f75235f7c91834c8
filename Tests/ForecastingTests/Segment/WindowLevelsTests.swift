@testable import Forecasting
import Testing
import TimeSeries

@Suite("The levels of windows")
struct WindowLevelsTests {
  private func data(_ targets: [[Double]], season: Int = 1) -> TrainingData {
    TrainingData(panel: ClosedFormPanel.make(targets, season: season))
  }

  @Test("a logarithm with an offset takes zeros, and comes back")
  func logarithm() throws {
    let target = [0.0, 0, 3, 1, 0, 7, 2, 0, 4, 1]
    let data = data([target])
    let levels = try WindowLevels(WindowFrame(isLogarithmic: true), data)
    let values = try levels.values(of: data)[0]
    #expect(values.allSatisfy { $0.isFinite })
    // The median of the positive values is 3.
    #expect(abs(levels.statistics.offsets[0] - 0.15) < 1e-15)
    for (value, back) in zip(target, levels.inverted(values, series: 0, after: target[...])) {
      #expect(abs(value - back) < 1e-14)
    }
    #expect(LevelStatistics.admitsLogarithm(data))
    #expect(!LevelStatistics.admitsLogarithm(self.data([[1, -1, 2]])))
  }

  @Test("a later value below zero is taken for a very small one, and a forecast is never below zero")
  func belowZero() throws {
    let data = data([[5, 4, 6, 5, 5]])
    let levels = try WindowLevels(WindowFrame(isLogarithmic: true), data)
    var series = data.panel.series[0]
    series.target[4] = -100
    let values = try levels.values(of: series, at: 0, upTo: 5)
    #expect(values[4].isFinite && values[4] < values[0])
    #expect(levels.inverted([-50], series: 0, after: series.target[...]) == [0])
  }

  @Test("what changed over a long gap is no usual change, in whatever it is measured")
  func gap() throws {
    let noise = ClosedFormPanel.noise(40)
    func statistics(jump: Double) throws -> (error: Double, floor: Double) {
      var data = data([noise.indices.map { $0 < 20 ? noise[$0] : noise[$0] + jump }], season: 3)
      var panel = data.panel
      panel.series[0].segments = [0..<20, 20..<40]
      data = TrainingData(panel: panel)
      let levels = try WindowLevels(WindowFrame(), data)
      return (levels.statistics.errors[0], levels.scaler.scale[0])
    }
    let (plain, moved) = (try statistics(jump: 0), try statistics(jump: 16))
    // Adding 16 costs the last four bits of the noise.
    #expect(abs(moved.error - plain.error) < 1e-13 && abs(moved.floor - plain.floor) < 1e-13)
  }

  @Test("a window is measured from the mean of its last values, missing ones left out")
  func anchor() throws {
    let target = [9.0, 1, 2, .nan, 6, 4]
    let levels = try WindowLevels(WindowFrame(anchorSteps: 4), data([target]))
    #expect(levels.normalisation(ofLookback: target[...], series: 0).center == 4)
    let last = try WindowLevels(WindowFrame(), data([target]))
    #expect(last.normalisation(ofLookback: target[...], series: 0).center == 4)
    #expect(last.normalisation(ofLookback: target[..<3], series: 0).center == 2)
  }

  @Test("a stretch of zeros has the scale of the series' usual changes, not an infinitesimal one")
  func floor() throws {
    let target = (0..<60).map { $0 < 30 ? 0 : ClosedFormPanel.noise(60)[$0] + 2 }
    let levels = try WindowLevels(WindowFrame(), data([target]))
    let quiet = levels.normalisation(ofLookback: target[0..<20], series: 0)
    #expect(quiet.scale > 0.1, "the scale is \(quiet.scale)")
    #expect(abs(quiet.scaled(3)) < 20)
  }

  @Test(
    "on one scale a window that swings far more than its series did is measured in half of its own deviation")
  func wildWindow() throws {
    let target = ClosedFormPanel.noise(80)
    let levels = try WindowLevels(WindowFrame(hasOwnScale: false), data([target]))
    let usual = levels.statistics.deviations[0]
    #expect(levels.normalisation(ofLookback: target[..<20], series: 0).scale == usual)
    let wild = target.map { 100 * $0 }
    let normalisation = levels.normalisation(ofLookback: wild[...], series: 0)
    // The deviation of a hundred times the values is a hundred times theirs.
    #expect(abs(normalisation.scale / (50 * usual) - 1) < 1e-6)
  }

  @Test("no few windows decide: weights stay within a factor of five")
  func weights() throws {
    // The second series is a million times larger, and counts in its own typical errors.
    let small = ClosedFormPanel.noise(80)
    let data = data([small, small.map { 1e6 * $0 }])
    var framed = try FramedWindows(
      WindowFrame(), data, training: windows(data, lookback: 10, horizon: 2), lookback: 10,
      horizon: 2)
    for window in windows(data, lookback: 10, horizon: 2) {
      let weight = framed.weight(of: window, framed.normalisation(of: window))
      #expect(weight >= 0.2 && weight <= 5)
    }
    framed.typicalImportance = 1e-9
    let first = windows(data, lookback: 10, horizon: 2)[0]
    #expect(framed.weight(of: first, framed.normalisation(of: first)) == 5)
  }

  private func windows(_ data: TrainingData, lookback: Int, horizon: Int) -> Windows {
    Windows(
      of: data.panel, inputs: data.rows, targets: data.rows, lookback: lookback, horizon: horizon,
      minimumInputs: data.rows.map { _ in lookback })
  }
}
