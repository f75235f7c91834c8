import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Windowing

@Suite("The frame of windows")
struct WindowFrameTests {
  private func normalisation(
    _ frame: WindowFrame, _ values: [Double], _ rows: Range<Int>? = nil
  ) -> Normalisation {
    frame.normalisation(ofLookback: values[rows ?? values.indices], PastStatistics(values[...]))
  }

  private static let logarithmic = WindowFrame(isLogarithmic: true)

  @Test("a logarithm with an offset takes zeros, and comes back")
  func logarithm() throws {
    let values = [0.0, 0, 3, 1, 0, 7, 2, 0, 4, 1]
    let normalisation = normalisation(Self.logarithmic, values)
    // A twentieth of the mean, which is 1.8.
    #expect(Distance.ulps(try #require(normalisation.logOffset), 0.09) <= 2)
    for value in values {
      let scaled = normalisation.scaled(value)
      // The exponential multiplies some four roundings of logarithms up to 2, 2.2e-16 each, by up to 7.09.
      #expect(scaled.isFinite && abs(normalisation.unscaled(scaled) - value) < 1e-14)
    }
    #expect(normalisation.unscaled(-50) == 0, "a forecast is not negative")
  }

  @Test("a series that was negative is learnt as it is from then on, and one that will be is not yet")
  func negative() {
    let values = [5.0, 4, 6, 5, 5, 4, 6, 5, 5, -1, 5, 4, 6, 5, 5]
    #expect(normalisation(Self.logarithmic, values, 0..<9).logOffset != nil)
    #expect(normalisation(Self.logarithmic, values, 0..<10).logOffset == nil)
    #expect(normalisation(Self.logarithmic, values, 11..<15).logOffset == nil)
    #expect(normalisation(Self.logarithmic, values, 11..<15).scaled(-100).isFinite)
  }

  @Test("the centre of a window is the mean of its last values, missing ones left out")
  func centre() {
    let values = [9.0, 1, 2, .nan, 6, 4]
    #expect(normalisation(WindowFrame(anchorSteps: 4), values).center == 4)
    #expect(normalisation(WindowFrame(), values).center == 4)
    #expect(normalisation(WindowFrame(), values, 0..<3).center == 2)
  }

  @Test("a lookback that hardly varies has the scale of the changes before it, one that does not has none")
  func floor() {
    let noise = ClosedFormPanel.noise(60)
    var values = (0..<60).map { $0 < 30 ? noise[$0] + 2 : 0 }
    #expect(normalisation(WindowFrame(), values, 35..<55).scale == 0)
    #expect(normalisation(WindowFrame(), values, 35..<55).scaled(3) == 0)
    values[40] = 1e-6
    let quiet = normalisation(WindowFrame(), values, 35..<55)
    #expect(quiet.scale > 0.1 && abs(quiet.scaled(3)) < 30, "the scale is \(quiet.scale)")
  }

  @Test("what changed over a long gap is no usual change")
  func gap() {
    let noise = ClosedFormPanel.noise(40)
    func scale(jump: Double) -> Double {
      let values = noise.indices.map { $0 < 20 ? noise[$0] : noise[$0] + jump }
      let past = PastStatistics(values[...], segments: [0, 20])
      return WindowFrame().normalisation(ofLookback: [0, 1e-9][...], past).scale + past.change(before: 40)
    }
    #expect(abs(scale(jump: 16) - scale(jump: 0)) < 1e-13, "adding 16 costs the last four bits")
  }

  @Test("a lookback without a value has neither centre nor scale")
  func empty() {
    let values = [Double](repeating: .nan, count: 10)
    #expect(normalisation(WindowFrame(), values) == Normalisation(center: 0, scale: 0))
    #expect(normalisation(Self.logarithmic, values) == Normalisation(center: 0, scale: 0))
  }

  @Test("no few windows decide: weights stay within a factor of five, and constant windows have none")
  func weights() throws {
    // The second series is a million times larger, and weighs by its own typical errors.
    let small = ClosedFormPanel.noise(80)
    let data = TrainingData(
      panel: ClosedFormPanel.make([small, small.map { 1e6 * $0 }, small.map { _ in 7 }]))
    let windows = Windows(
      of: data.panel, inputs: data.rows, targets: data.rows, lookback: 10, horizon: 2,
      minimumInputs: data.rows.map { _ in 10 })
    let framed = try FramedWindows(
      WindowFrame(), data, measured: data, training: windows, lookback: 10, horizon: 2)
    for window in windows {
      let weight = framed.weight(of: window, framed.normalisation(of: window))
      #expect(window.series == 2 ? weight == 0 : weight >= 0.2 && weight <= 5)
    }
  }

  @Test(
    "what normalises a window is the same bits whatever the rows from its target on hold",
    arguments: [
      WindowFrame(), WindowFrame(anchorSteps: 7),
      WindowFrame(isLogarithmic: true, usesHolidays: true),
    ])
  func causality(_ frame: WindowFrame) throws {
    let (count, lookback, horizon) = (1_400, 28, 5)
    let noise = ClosedFormPanel.noise(count, seed: 4)
    let values = (0..<count).map { row in
      3 + ClosedFormPanel.season(row, 7) + noise[row] + (row % 365 == 100 ? 5 : 0) + Double(row) / 300
    }
    func inputs(_ values: [Double], _ window: Window) throws -> ([Float], Normalisation) {
      let data = TrainingData(panel: ClosedFormPanel.make([values, noise.map { 2 + $0 }], season: 7))
      let split = try TrainingSplit(data, options: ForecasterOptions(horizon: horizon), lookback: lookback)
      let framed = try FramedWindows(
        frame, data, measured: split.head, training: split.training, lookback: lookback, horizon: horizon)
      let normalisation = framed.normalisation(of: window)
      var inputs: [Float] = []
      framed.appendInput(of: window, normalisation, to: &inputs)
      return (inputs, normalisation)
    }
    for origin in [28, 100, 733, 1_200] {
      let window = Window(series: 0, origin: origin, firstInput: origin - lookback)
      let expected = try inputs(values, window)
      let changes: [(Int) -> Double] = [
        { 1e6 * noise[$0] }, { _ in .nan }, { _ in 0 }, { -values[$0] }, { 1e3 * values[$0] },
      ]
      for change in changes {
        let other = values[..<origin] + (origin..<count).map(change)
        let found = try inputs(Array(other), window)
        #expect(found.0 == expected.0 && found.1 == expected.1, "from row \(origin) on")
      }
    }
  }
}
