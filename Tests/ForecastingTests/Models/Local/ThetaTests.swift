import TestSupport
import Testing

@testable import Forecasting
@testable import Models

@Suite("theta")
struct ThetaTests {
  @Test("agrees with statsforecast, where θ is 2 and where it is estimated")
  func reference() throws {
    // Theta and, of seasonal rows, OptimizedTheta of statsforecast 2.1.1, which leaves the first three errors
    // out of what it minimises: with 72 rows that moves α by a few hundredths, and the forecast by some 1e-4.
    let flat = try ClassicalSeries.point("theta", ClassicalSeries.flat)
    #expect(Distance.relative(flat, [51.45371, 51.4521, 51.45049, 51.44889, 51.44728]) < 1e-3)
    let walk = try ClassicalSeries.point("theta", ClassicalSeries.walk)
    #expect(Distance.relative(walk, [121.0597, 121.12087, 121.18205, 121.24322, 121.3044]) < 1e-5)
    let quarters = try ClassicalSeries.point("theta", ClassicalSeries.seasonal(4), season: 4)
    #expect(Distance.relative(quarters, [252.71595, 212.49335, 170.85715, 212.49762, 259.9755]) < 1e-4)
    let months = try ClassicalSeries.point("theta", ClassicalSeries.seasonal(12), season: 12)
    #expect(Distance.relative(months, [253.3246, 246.13857, 237.08373, 215.05549, 195.56448]) < 1e-4)
  }

  @Test("continues a line with its whole slope")
  func line() throws {
    for length in [6, 10, 40] {
      let point = try ClassicalSeries.point("theta", (0..<length).map { 10 + 2 * Double($0) }, horizon: 3)
      let expected = (0..<3).map { 10 + 2 * Double(length + $0) }
      #expect(Distance.relative(point, expected) < 1e-9, "\(length) rows")
    }
  }

  @Test("adding a constant adds it to the forecast, and a factor multiplies it", arguments: [1e-6, 1, 1e7])
  func scale(factor: Double) throws {
    for values in [ClassicalSeries.walk, ClassicalSeries.approach] {
      let point = try ClassicalSeries.point("theta", values)
      let scaled = try ClassicalSeries.point("theta", values.map { factor * $0 })
      // The search along α ends at 1e-4, which moves a forecast by less than the errors times that.
      #expect(Distance.relative(scaled, point.map { factor * $0 }) < 1e-6)
      let shifted = try ClassicalSeries.point("theta", values.map { 1e6 + $0 })
      #expect(Distance.relative(shifted.map { $0 - 1e6 }, point) < 1e-5)
    }
  }

  @Test("least squares: no other α, share and initial level leave smaller errors")
  func leastSquares() throws {
    var rows = ClassicalSeries.approach
    for row in [0, 7, 30, 31] { rows[row] = .nan }
    let fit = try #require(ThetaFit(to: rows))
    func squares(alpha: Double, share: Double, initial: Double) -> Double {
      var (level, sum) = (initial, 0.0)
      for (row, value) in rows.enumerated() where !value.isNaN {
        let error = value - share * fit.line.value(at: row) - level
        level += alpha * error
        sum += error * error
      }
      return sum
    }
    // A parabola in the initial level.
    func least(alpha: Double, share: Double) -> Double {
      let found = [-1.0, 0, 1].map { squares(alpha: alpha, share: share, initial: $0) }
      let bend = found[0] - 2 * found[1] + found[2]
      return found[1] - (found[2] - found[0]) * (found[2] - found[0]) / (8 * bend)
    }
    let reference = least(alpha: fit.state.parameters.level, share: fit.share)
    for alpha in stride(from: 0.1, through: 0.99, by: 0.01) {
      for share in stride(from: 0.0, through: 1, by: 0.1) {
        #expect(least(alpha: alpha, share: share) > (1 - 1e-6) * reference, "\(alpha) \(share)")
      }
    }
  }

  @Test("seasonal rows with zeros are adjusted by differences")
  func zeros() throws {
    let values = (0..<40).map { Double($0 % 4) * 3 }
    let point = try ClassicalSeries.point("theta", values, season: 4, horizon: 4)
    for (value, expected) in zip(point, [0.0, 3, 6, 9]) { #expect(abs(value - expected) < 1e-6) }
  }
}
