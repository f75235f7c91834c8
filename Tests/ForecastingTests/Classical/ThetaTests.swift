import TestSupport
import Testing

@Suite("theta")
struct ThetaTests {
  @Test("agrees with statsforecast where its bounds on α do not matter")
  func reference() throws {
    // Theta(season_length) of statsforecast 2.1.1, which leaves the first three errors out of what it minimises: with 72
    // rows that moves α by a few hundredths, and the forecast by some 1e-4.
    let flat = try ClassicalSeries.point("theta", ClassicalSeries.flat)
    #expect(Distance.relative(flat, [51.45371, 51.4521, 51.45049, 51.44889, 51.44728]) < 1e-3)
    let quarters = try ClassicalSeries.point("theta", ClassicalSeries.seasonal(4), season: 4)
    #expect(Distance.relative(quarters, [254.55458, 213.27083, 170.87311, 211.77047, 258.18476]) < 1e-3)
    let months = try ClassicalSeries.point("theta", ClassicalSeries.seasonal(12), season: 12)
    #expect(Distance.relative(months, [255.27832, 247.14571, 237.2076, 214.41106, 194.29986]) < 1e-3)
  }

  @Test("continues a line from its last row with half of its slope")
  func line() throws {
    // Twice the rows minus the line is the line again, which smoothing ends at its last row; half a slope remains.
    let point = try ClassicalSeries.point("theta", (0..<40).map { 10 + 2 * Double($0) }, horizon: 3)
    #expect(Distance.relative(point, [89, 90, 91]) < 1e-3)
  }

  @Test("seasonal rows with zeros are adjusted by differences")
  func zeros() throws {
    let values = (0..<40).map { Double($0 % 4) * 3 }
    let point = try ClassicalSeries.point("theta", values, season: 4, horizon: 4)
    for (value, expected) in zip(point, [0.0, 3, 6, 9]) { #expect(abs(value - expected) < 1e-6) }
  }
}
