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
    of panel: Panel, _ inputs: [Range<Int>], _ targets: [Range<Int>], lookback: Int, horizon: Int,
    minimum: [Int]
  ) -> [Window] {
    var windows: [Window] = []
    for (index, series) in panel.series.enumerated() {
      for origin in 0...series.count {
        for segment in series.segments {
          let readable = segment.clamped(to: inputs[index])
          let last = origin + horizon - 1
          guard readable.contains(origin), readable.contains(last), targets[index].contains(origin),
            targets[index].contains(last)
          else { continue }
          let first = max(readable.lowerBound, origin - lookback)
          guard origin - first >= min(lookback, minimum[index]),
            series.target[first..<origin].contains(where: { !$0.isNaN }),
            series.target[origin...last].contains(where: { !$0.isNaN })
          else { continue }
          windows.append(Window(series: index, origin: origin, firstInput: first))
        }
      }
    }
    return windows
  }

  /// The panel without the values of the rows that `isMissing` names.
  private static func panel(missing isMissing: (Int) -> Bool) -> Panel {
    var panel = panel
    for series in panel.series.indices {
      for row in panel.series[series].target.indices where isMissing(row) {
        panel.series[series].target[row] = .nan
      }
    }
    return panel
  }

  /// Nothing missing; long and short gaps; single values among missing ones; alternating ones; nothing
  /// observed.
  private static let panels = [
    panel, panel { (5..<12).contains($0) || $0 == 16 }, panel { ![0, 9, 19].contains($0) },
    panel { $0.isMultiple(of: 2) }, panel { $0 < 15 }, panel { $0 > 3 }, panel { _ in true },
  ]

  @Test("are those that looking at every origin finds, in order", arguments: ranges)
  func all(inputs: [Range<Int>], targets: [Range<Int>]) {
    for panel in Self.panels { check(panel, inputs: inputs, targets: targets) }
  }

  private func check(_ panel: Panel, inputs: [Range<Int>], targets: [Range<Int>]) {
    for lookback in [1, 2, 3, 6] {
      for horizon in [1, 2, 4] {
        for minimum in [[lookback, lookback, lookback, lookback], [lookback, 1, 1, 1]] {
          let windows = Windows(
            of: panel, inputs: inputs, targets: targets, lookback: lookback, horizon: horizon,
            minimumInputs: minimum)
          let expected = expected(
            of: panel, inputs, targets, lookback: lookback, horizon: horizon, minimum: minimum)
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
