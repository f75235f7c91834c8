import Testing
import TimeSeries

@Suite("Windows of a panel")
struct WindowsTests {
  private static let panel: Panel = {
    func series(_ id: String, _ rows: Int, _ segments: [Range<Int>]? = nil) -> Series {
      Series(
        id: id, times: (0..<rows).map { Instant(seconds: Int64($0)) },
        target: (0..<rows).map { Double($0) }, segments: segments)
    }
    return Panel(
      series: [
        series("whole", 20), series("gaps", 24, [0..<7, 9..<10, 11..<24]), series("short", 5),
        series("none", 0),
      ], timeKind: .step, spacing: .steps, season: 1)
  }()

  /// Rows that may be read and rows that may be targets, of every series.
  static let ranges: [([Range<Int>], [Range<Int>])] = [
    ([0..<20, 0..<24, 0..<5, 0..<0], [0..<20, 0..<24, 0..<5, 0..<0]),
    ([2..<15, 3..<20, 1..<4, 0..<0], [2..<15, 3..<20, 1..<4, 0..<0]),
    ([0..<20, 0..<24, 0..<5, 0..<0], [14..<20, 20..<24, 4..<5, 0..<0]),
    ([0..<0, 0..<0, 0..<0, 0..<0], [0..<0, 0..<0, 0..<0, 0..<0]),
  ]

  /// Every window, by looking at every origin.
  private func expected(
    _ inputs: [Range<Int>], _ targets: [Range<Int>], lookback: Int, horizon: Int, minimum: [Int]
  ) -> [Window] {
    var windows: [Window] = []
    for (index, series) in Self.panel.series.enumerated() {
      for origin in 0...series.count {
        for segment in series.segments {
          let readable = segment.clamped(to: inputs[index])
          let last = origin + horizon - 1
          guard readable.contains(origin), readable.contains(last), targets[index].contains(origin),
            targets[index].contains(last)
          else { continue }
          let first = max(readable.lowerBound, origin - lookback)
          guard origin - first >= min(lookback, minimum[index]) else { continue }
          windows.append(Window(series: index, origin: origin, firstInput: first))
        }
      }
    }
    return windows
  }

  @Test("are those that looking at every origin finds, in order", arguments: ranges)
  func all(inputs: [Range<Int>], targets: [Range<Int>]) {
    for lookback in [1, 2, 3, 6] {
      for horizon in [1, 2, 4] {
        for minimum in [[lookback, lookback, lookback, lookback], [lookback, 1, 1, 1]] {
          let windows = Windows(
            of: Self.panel, inputs: inputs, targets: targets, lookback: lookback, horizon: horizon,
            minimumInputs: minimum)
          let expected = expected(inputs, targets, lookback: lookback, horizon: horizon, minimum: minimum)
          #expect(Array(windows) == expected, "lookback \(lookback), horizon \(horizon), minimum \(minimum)")
          #expect(windows.count == expected.count)
          #expect(windows.indices.map { windows[$0] } == expected)
          #expect(Array(windows.reversed()) == expected.reversed())
        }
      }
    }
  }

  @Test("a position past the end stops the program")
  func bounds() async {
    await #expect(processExitsWith: .failure) {
      let panel = Panel(series: [], timeKind: .step, spacing: .steps, season: 1)
      _ = Windows(of: panel, inputs: [], targets: [], lookback: 1, horizon: 1, minimumInputs: [])[0]
    }
  }
}
