import Foundation
import Randomness
import TimeSeries

/// Panels of series whose law is known.
enum MadeUpPanels {
  /// A panel of `series` series of `rows` rows; `value` is given the row, the last value and a source of
  /// noise.
  static func panel(
    _ series: Int, rows: Int, season: Int = 1, seed: UInt64, start: Double = 0,
    value: (_ row: Int, _ last: Double, _ noise: inout RandomStream) -> Double
  ) -> Panel {
    Panel(
      series: (0..<series).map { place in
        var noise = RandomStream(seed: seed, stream: UInt64(place))
        var last = start
        let target = (0..<rows).map { row in
          last = value(row, last, &noise)
          return last
        }
        return Series(
          id: "s\(place)", times: (0..<rows).map { Instant(seconds: Int64($0)) }, target: target)
      },
      timeKind: .step, spacing: .steps, season: season)
  }

  /// Random walks.
  static let walk = panel(8, rows: 40, seed: 1, start: 100) { $1 + $2.nextGaussian() }
  /// Levels that return to their mean.
  static let returning = panel(8, rows: 40, seed: 2, start: 50) { 50 + 0.6 * ($1 - 50) + $2.nextGaussian() }
  /// Growth by a few per cent a row, with noise.
  static let growing = panel(10, rows: 32, seed: 3) { row, _, noise in
    20 * exp(0.06 * Double(row) + 0.05 * noise.nextGaussian())
  }
  /// A trend with the season of a year.
  static let seasonal = panel(8, rows: 54, season: 12, seed: 4) { row, _, noise in
    100 + 0.5 * Double(row) + 12 * sin(Double(row) * .pi / 6) + 3 * noise.nextGaussian()
  }
  /// Counts that are mostly zero.
  static let counts = panel(8, rows: 48, seed: 5) { _, _, noise in
    noise.nextUniform() < 0.3 ? (1 + 4 * noise.nextUniform()).rounded() : 0
  }
  /// Levels that shift once.
  static let shifting = panel(6, rows: 50, seed: 6) { row, _, noise in
    (row < 28 ? 30 : 45) + 2 * noise.nextGaussian()
  }
  /// A week's pattern of factors.
  static let weekly = panel(5, rows: 42, season: 7, seed: 7) { row, _, noise in
    [1.3, 1.1, 1, 1, 1.2, 0.6, 0.4][row % 7] * (80 + 6 * noise.nextGaussian())
  }
  /// Levels that move a little at a time, observed with noise.
  static let drifting = panel(8, rows: 36, seed: 8, start: 200) { row, last, noise in
    last + 0.5 * noise.nextGaussian() + 0.2
  }
}
