import Testing
import TimeSeries

@testable import Forecasting
@testable import Windowing

@Suite("Evenly spaced windows")
struct EvenlySpacedWindowsTests {
  private func windows(_ rows: Int) -> Windows {
    let series = Series(
      id: "s", times: (0..<rows).map { Instant(seconds: Int64($0)) }, target: (0..<rows).map { Double($0) })
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    return Windows(
      of: panel, inputs: [0..<rows], targets: [0..<rows], lookback: 2, horizon: 1, minimumInputs: [2])
  }

  @Test("no more windows than asked for are all taken")
  func all() {
    let windows = windows(12)
    for limit in [windows.count, windows.count + 1, 1_000] {
      #expect(Array(EvenlySpacedWindows(windows, atMost: limit)) == Array(windows))
    }
  }

  @Test("of more windows the first, the last, and others at distances that differ by at most one are taken")
  func some() {
    let windows = windows(103)
    for limit in 2..<windows.count {
      let origins = EvenlySpacedWindows(windows, atMost: limit).map(\.origin)
      let distances = zip(origins, origins.dropFirst()).map { $1 - $0 }
      #expect(origins.count == limit)
      #expect(origins.first == windows.first?.origin && origins.last == windows.last?.origin)
      #expect((distances.max() ?? 0) - (distances.min() ?? 0) <= 1)
    }
  }

  @Test("no window leaves none")
  func none() {
    #expect(EvenlySpacedWindows(windows(2), atMost: 5).isEmpty)
  }
}
