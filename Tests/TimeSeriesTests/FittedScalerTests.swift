import TestSupport
import Testing
import TimeSeries

@Suite("Scaling")
struct FittedScalerTests {
  private let values: [Double] = [7, .nan, 1, 2, 3, 4, 100]

  @Test(
    "Centre and scale are those of the training rows alone",
    arguments: [
      (ScalerKind.standard, 2.5, 1.25.squareRoot()), (.robust, 2.5, 1.5), (.minmax, 1, 3), (.none, 0, 1),
      // Half the root mean square of the changes 1, 1, 1.
      (.window, 2.5, 0.5),
    ])
  func statistics(kind: ScalerKind, center: Double, scale: Double) {
    // The row before and the row after the range are not read.
    let scaler = FittedScaler(kind, fittedTo: [values], rows: [1..<6])
    #expect(scaler.center == [center])
    #expect(abs(scaler.scale[0] - scale) <= 2 * scale.ulp)
  }

  @Test(
    "A constant column has scale 1; missing ones are like those that are there",
    arguments: ScalerKind.allCases)
  func degenerate(kind: ScalerKind) {
    let scaler = FittedScaler(
      kind, fittedTo: [[5, 5, .nan, 5], [.nan, .nan], []], rows: [0..<4, 0..<2, 0..<0])
    #expect(scaler.scale == [1, 1, 1])
    #expect(scaler.center == Array(repeating: kind == .none ? 0 : 5, count: 3))
    let nothing = FittedScaler(kind, fittedTo: [[.nan], []], rows: [0..<1, 0..<0])
    #expect(nothing.center == [0, 0] && nothing.scale == [1, 1])
  }

  @Test("What changed over a gap between runs is no change")
  func runs() {
    let values = [[1, 2, 3, .nan, 40, 41, 42, 43]]
    let parts = FittedScaler(.window, fittedTo: values, runs: [[0..<4, 4..<8]])
    #expect(parts.scale == [0.5])
    let whole = FittedScaler(.window, fittedTo: values, rows: [0..<8])
    #expect(whole.scale[0] > 5 && whole.center == parts.center)
    for kind in [ScalerKind.standard, .robust, .minmax, .none] {
      #expect(
        FittedScaler(kind, fittedTo: values, runs: [[0..<4, 4..<8]])
          == FittedScaler(kind, fittedTo: values, rows: [0..<8]))
    }
  }

  @Test("A constant series beside others has their scale: 1 would be enormous beside tiny values")
  func constantBesideOthers() {
    let series = [[0, 2e-6], [7, 7], [0, 4e-6]]
    let scaler = FittedScaler(.standard, fittedTo: series, rows: [0..<2, 0..<2, 0..<2])
    #expect(scaler.center == [1e-6, 7, 2e-6])
    // The root of a mean of squares, and a mean of two.
    #expect(Distance.ulps(scaler.scale[1], 1.5e-6) <= 4)
  }

  @Test("A series without a training value has the mean centre and scale of the others")
  func unseen() {
    let scaler = FittedScaler(.standard, fittedTo: [[0, 2], [10, 14], [99]], rows: [0..<2, 0..<2, 0..<0])
    #expect(scaler.center == [1, 12, 6.5] && scaler.scale == [1, 2, 1.5])
  }

  @Test(
    "A variation of a thousandth on an offset of a million is scaled to one",
    arguments: [ScalerKind.standard, .robust, .minmax])
  func offset(kind: ScalerKind) {
    let values = (0..<1000).map { 1e6 + ($0 % 2 == 0 ? 0 : 1e-3) }
    let scaler = FittedScaler(kind, fittedTo: [values], rows: [0..<1000])
    let expected = kind == .standard ? 0.5e-3 : 1e-3
    // 1e6 has an ulp of 1.2e-10, so the variation itself is only known to that.
    #expect(abs(scaler.scale[0] - expected) < 2e-10)
  }

  @Test("Scaling and back is the identity up to rounding")
  func roundTrip() {
    let normalisation = Normalisation(center: 1e6, scale: 0.001)
    for value in [1e6, 1e6 + 0.0005, -3, 1e9] {
      let found = normalisation.unscaled(normalisation.scaled(value))
      // The difference is rounded at the larger of value and centre, the sum again.
      #expect(abs(found - value) <= 4 * max(abs(value), 1e6).ulp)
    }
    #expect(normalisation.scaled(.nan).isNaN)
  }

  @Test("A window is centred at its last observed value and scaled by its deviation")
  func window() {
    let scaler = FittedScaler(kind: .window, center: [50], scale: [0.1])
    let found = scaler.normalisation(ofLookback: [9, 1, 2, 3, 4, .nan][1...], series: 0)
    #expect(found.center == 4)
    // RunningMoments rounds a few times on numbers of size one.
    #expect(abs(found.scale - 1.25.squareRoot()) < 1e-15)
    #expect(found.scaled(4) == 0)
  }

  @Test("A flat window takes the floor, an empty one the fallback")
  func flat() {
    let scaler = FittedScaler(kind: .window, center: [50], scale: [0.1])
    #expect(scaler.normalisation(ofLookback: [3, 3, 3], series: 0) == Normalisation(center: 3, scale: 0.1))
    #expect(scaler.normalisation(ofLookback: [.nan], series: 0) == Normalisation(center: 50, scale: 0.1))
    #expect(scaler.normalisation(ofLookback: [], series: 0) == Normalisation(center: 50, scale: 0.1))
  }

  @Test("Adding an offset to a window shifts its centre and leaves its scale")
  func windowOffset() {
    let lookback = (0..<60).map { Double($0 % 7) / 1024 }
    let floor = 1e-9
    let plain = Normalisation(ofLookback: lookback[...], floor: floor, fallback: 0)
    let shifted = Normalisation(ofLookback: lookback.map { $0 + 1e6 }[...], floor: floor, fallback: 0)
    // Multiples of 2⁻¹⁰ are exact beside a million, so nothing is lost.
    #expect(shifted.scale == plain.scale)
    #expect(shifted.center == plain.center + 1e6)
  }
}
