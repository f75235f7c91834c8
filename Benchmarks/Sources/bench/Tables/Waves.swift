import Foundation
import TimeSeries

/// Made-up series in memory.
enum Waves {
  /// A panel of `series` series of `rows` rows each.
  static func panel(series: Int = 1, rows: Int) -> Panel {
    let all = (0..<series).map { number in
      Series(
        id: "s\(number)", times: (0..<rows).map { Instant(seconds: Int64($0)) },
        target: (0..<rows).map { value(row: $0, of: number) })
    }
    return Panel(series: all, timeKind: .step, spacing: .steps, season: 1)
  }

  /// A wave of a period of its own, with a ripple that looks like noise.
  private static func value(row: Int, of series: Int) -> Double {
    let period = Double(5 + series % 7)
    let ripple = Double((row * 31 + series * 17) % 97) / 97
    return sin(Double(row) / period) + ripple
  }
}
