import Forecasting
import TimeSeries

/// Panels in closed form whose best forecast is known.
enum ClosedFormPanel {
  /// A panel of series of days, each from its row number.
  static func make(
    _ targets: [[Double]], season: Int = 1, kind: TimeKind = .local, hasOwnClocks: Bool? = nil
  ) -> Panel {
    let series = targets.enumerated().map { index, target in
      Series(
        id: "s\(index)", times: target.indices.map { Instant(seconds: 86_400 * Int64($0)) }, target: target)
    }
    return Panel(
      series: series, timeKind: kind, spacing: .days(1), season: season, hasOwnClocks: hasOwnClocks)
  }

  /// The same numbers in (−1, 1) every time, without a pattern that a linear model could find.
  static func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
      // xorshift64*: Vigna (2016), doi:10.1145/2845077.
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      let bits = state &* 0x2545_F491_4F6C_DD1D
      return Double(bits >> 11) / Double(1 << 52) - 1
    }
  }

  /// A triangle wave between −1 and 1.
  static func season(_ row: Int, _ length: Int) -> Double {
    let phase = Double(row % length) / Double(length)
    return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
  }
}
