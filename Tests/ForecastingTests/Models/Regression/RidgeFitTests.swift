import Platform
import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("The ridge regression of windows")
struct RidgeFitTests {
  private static let (lookback, horizon) = (6, 2)

  /// The windows of `targets` under the plain frame, with the blocks of their rows.
  private static func windows(
    _ targets: [[Double]], horizon: Int = horizon
  ) throws -> (framed: FramedWindows, windows: Windows, blocks: WindowBlocks?) {
    let data = TrainingData(panel: ClosedFormPanel.make(targets))
    let windows = Windows(
      of: data.panel, inputs: data.rows, targets: data.rows, lookback: lookback, horizon: horizon,
      minimumInputs: data.rows.map { _ in lookback })
    let framed = try FramedWindows(
      WindowFrame(), data, measured: data, training: windows, lookback: lookback, horizon: horizon)
    return (framed, windows, WindowBlocks(data, horizon: horizon))
  }

  /// Steps of 2 to 4 and one jump, so that no lookback is still and one target lies beyond 10 scales; every
  /// third row is missing if asked for.
  private static func series(hasMissing: Bool = false) -> [Double] {
    (0..<240).map { row in
      if hasMissing, row % 3 == 2 { return .nan }
      let swing = 0.5 * ClosedForm.cosine(row * row) + 0.8 * cos(0.2 * Double(row))
      return 3 * Double(row) + swing + (row >= 200 ? 70 : 0)
    }
  }

  // python3 Tests/Fixtures/ridge.py makes the windows anew from the description of a frame, and solves by
  // numpy. Inputs are rounded to single precision, of which a coefficient that depends on sums of 233 rows
  // keeps ten decimals.
  private static let tolerance = 1e-9

  @Test("has the coefficients that numpy has, with little weight for a window with a broken target")
  func reference() throws {
    let (framed, windows, _) = try Self.windows([Self.series()])
    let fit = RidgeFit(framed, windows, penalty: 0.1)
    let expected = [
      -0.10040715690982667, -0.06382533557494749, -0.018222795712872077, 0.002528037698743147,
      0.029293587382788828, 0, -0.002732868789827846,
      -0.2069816572068174, -0.12000419647298613, -0.0435232309640006, 0.01608009194131346,
      0.05465000494900425, 0, -0.005625018752286157,
    ]
    #expect(Distance.relative(fit.ridge.coefficients, expected) < Self.tolerance)
    #expect(fit.penalty == 0.1 && fit.loss == .infinity)
  }

  @Test("has the penalty with the least error on blocks left out, and that error")
  func crossValidation() throws {
    let (framed, windows, blocks) = try Self.windows([Self.series()])
    let fit = RidgeFit(framed, windows, blocks: blocks)
    #expect(fit.penalty == 1e-4)
    // Forecasts are in single precision, of which the mean of 460 errors keeps six decimals.
    #expect(abs(fit.loss - 0.5348274729685761) < 1e-6)
    // All windows are learnt from, whose sums are added up in another order, block by block.
    let whole = RidgeFit(framed, windows, penalty: 1e-4).ridge.coefficients
    #expect(Distance.relative(fit.ridge.coefficients, whole) < Self.tolerance)
  }

  @Test("learns each lead by itself where few windows have all of them")
  func missing() throws {
    let (framed, windows, _) = try Self.windows([Self.series(hasMissing: true)])
    let expected = [
      -0.24010627204344415, 0.08400792680062993, -0.21351542396984638, -0.036668507583215076,
      0.2647025915778778, 0, 0.003909212310488446,
      -0.5704239864340875, -0.033279864068514096, 0.025388612055675778, 0.13285907114823395,
      -0.03090768886522496, 0, 0.005126647554050357,
    ]
    let found = RidgeFit(framed, windows, penalty: 0.1).ridge.coefficients
    #expect(Distance.relative(found, expected) < Self.tolerance)
  }

  @Test("has a penalty of 1 where no blocks tell a better one, and forecasts the centre of a still series")
  func withoutBlocks() throws {
    let (framed, windows, _) = try Self.windows([Self.series()])
    let fit = RidgeFit(framed, windows)
    #expect(fit.penalty == 1 && fit.loss == .infinity)
    let still = try Self.windows([Array(repeating: 7, count: 60)])
    let found = RidgeFit(still.framed, still.windows, blocks: still.blocks)
    #expect(found.ridge.coefficients.allSatisfy { $0 == 0 })
  }

  @Test("does not depend on the size of a series, nor on where its zero is")
  func equivariance() throws {
    let series = Self.series().map { ($0 * 1024).rounded() / 1024 }
    let plain = try Self.windows([series])
    let moved = try Self.windows([series.map { 4 * ($0 + 512) }])
    // Sums and differences of such numbers are exact.
    #expect(
      RidgeFit(plain.framed, plain.windows, blocks: plain.blocks).ridge
        == RidgeFit(moved.framed, moved.windows, blocks: moved.blocks).ridge)
  }

  @Test(
    "tells what forecasts of medians cost: nothing where errors are symmetric, and much where they are not")
  func costOfMedians() throws {
    let noise = ClosedFormPanel.noise(1_500, seed: 5)
    func cost(_ series: [Double]) throws -> Double? {
      let (framed, windows, _) = try Self.windows([series], horizon: 1)
      return RidgeFit(framed, windows, penalty: 0.1).costOfMedians(framed, windows)
    }
    // Numbers of one distribution about zero, and −log of uniform numbers: as numpy has it, to the six decimals
    // or so that forecasts in single precision leave of a median.
    #expect(abs(try #require(try cost(noise)) + 0.0009473919733844971) < 1e-6)
    let skewed = try #require(try cost(noise.map { -log(($0 + 1) / 2) }))
    #expect(abs(skewed - 0.04906778040911858) < 1e-6)
    #expect(try cost(Array(noise[..<70])) == nil, "windows fewer than ten times the inputs tell nothing")
  }
}
