import Files
import Testing
import TimeSeries

@testable import Forecasting
@testable import Models

@Suite("linear")
struct LinearTests {
  private func panel(_ targets: [[Double]]) -> Panel {
    let series = targets.enumerated().map { index, target in
      Series(id: "s\(index)", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target)
    }
    return Panel(series: series, timeKind: .step, spacing: .steps, season: 1)
  }

  /// x_t = 1.6 x_{t-1} - x_{t-2} from `size` and twice `size`: an oscillation that three lags forecast
  /// exactly.
  private func oscillation(_ count: Int, size: Double = 1) -> [Double] {
    var values = [size, 2 * size]
    while values.count < count {
      values.append(1.6 * values[values.count - 1] - values[values.count - 2])
    }
    return values
  }

  private func forecast(
    _ panel: Panel, _ options: ForecasterOptions, rows: Int, series: Int = 0
  ) throws -> [Double] {
    let data = TrainingData(panel: panel, rows: panel.series.map { 0..<min(rows, $0.count) })
    let fitted = try Linear(options).fit(data, session: Session())
    return try fitted.forecast(panel, at: [Cutoff(series: series, index: rows)], session: Session())[0].point
  }

  @Test("finds a linear recurrence, for one series and for a panel of different sizes", arguments: [1, 2])
  func recurrence(seriesCount: Int) throws {
    let targets = (0..<seriesCount).map { oscillation(430, size: $0 == 0 ? 1 : 1e6) }
    let found = try forecast(panel(targets), ForecasterOptions(horizon: 5, lookback: 4), rows: 410)
    for (lead, value) in found.enumerated() {
      // The least penalty, 1e-4 of the mean eigenvalue, shrinks an oscillation of size 2 by a thousandth or
      // so.
      #expect(abs(value - targets[0][410 + lead]) < 0.01)
    }
  }

  @Test(
    "of more windows than it learns from it takes evenly spaced ones, over all series",
    arguments: [7, 20, 1_000])
  func evenlySpaced(most: Int) {
    let data = TrainingData(panel: panel([oscillation(40), oscillation(3), oscillation(9), oscillation(61)]))
    func origins(_ most: Int) -> [[Int]] {
      LinearTraining.origins(in: data, lookback: 8, horizon: 2, atMost: most).map { [$0.series, $0.row] }
    }
    let all = origins(.max / 2)
    // Of 40 and 61 rows every row from the ninth to the last but one; of 9, too few for a whole window, from
    // the third on.
    #expect(all.count == 31 + 0 + 6 + 52)
    let step = (all.count + most - 1) / most
    #expect(origins(most) == stride(from: 0, to: all.count, by: step).map { all[$0] })
    #expect(origins(most).count <= most)
  }

  @Test("is equivariant: scaled and shifted values give scaled and shifted forecasts")
  func equivariance() throws {
    let target = oscillation(200)
    let options = ForecasterOptions(horizon: 3, lookback: 8)
    let plain = try forecast(panel([target]), options, rows: 190)
    let moved = try forecast(panel([target.map { 1024 * ($0 + 3) }]), options, rows: 190)
    for (left, right) in zip(plain, moved) {
      // Shifting by 3 rounds inputs to 2e-16; the solve amplifies that by its condition, at most 1e4 / 1e-4.
      #expect(abs(1024 * (left + 3) - right) < 1024 * 1e-7)
    }
  }

  @Test(
    "forecasts with missing cells, from whole windows or, where these are rare, for every lead on its own",
    arguments: [23, 3])
  func missing(every: Int) throws {
    let target = oscillation(430)
    var seen = target
    for row in stride(from: 2, to: 430, by: every) { seen[row] = .nan }
    let panel = panel([seen])
    let options = ForecasterOptions(horizon: 4, lookback: 6)
    let fitted = try Linear(options).fit(TrainingData(panel: panel, rows: [0..<380]), session: Session())
    var errors = (linear: 0.0, naive: 0.0)
    for cutoff in 380..<420 {
      let forecast = try fitted.forecast(panel, at: [Cutoff(series: 0, index: cutoff)], session: Session())[0]
      let last = seen[..<cutoff].last { !$0.isNaN } ?? .nan
      for (lead, value) in forecast.point.enumerated() {
        errors.linear += abs(value - target[cutoff + lead])
        errors.naive += abs(last - target[cutoff + lead])
      }
    }
    // Inputs repeat the value before a missing one, which blurs the recurrence; half of naive's error is far
    // from what shuffled or shifted targets would reach.
    #expect(errors.linear < 0.5 * errors.naive)
  }

  @Test("of two series that swing differently at times, the swings that matter decide, not the quiet times")
  func quietWindows() throws {
    // Loud times go on as they were, quiet ones turn round at every step.
    let steps = ClosedFormPanel.noise(900)
    func target(_ shift: Int) -> [Double] {
      var values = [0.0, 0]
      for row in 2..<900 {
        let isLoud = (row + shift) / 60 % 2 == 0
        let before = values[row - 1] - values[row - 2]
        let step = isLoud ? 0.6 * before + 20 * steps[row] : -0.6 * before + steps[row]
        values.append(values[row - 1] + step)
      }
      return values
    }
    let panel = panel([target(0), target(7)])
    let options = ForecasterOptions(horizon: 1, lookback: 6)
    let fitted = try Linear(options).fit(
      TrainingData(panel: panel, rows: [0..<800, 0..<800]), session: Session())
    // Row 850 is loud in the first series: a step up of 10 goes on by about 6.
    var moved = panel.series[0].target
    for row in 0..<850 { moved[row] = 0 }
    moved[849] = 10
    let after = try fitted.forecast(
      self.panel([moved, moved]), at: [Cutoff(series: 0, index: 850)], session: Session())
    #expect(abs(after[0].point[0] - 16) < 2, "\(after[0].point)")
  }

  @Test("a series that hardly ever moves says no more of the others than its windows that show something")
  func constantSeries() throws {
    // One goes on by six tenths of its last step; the other moves in its first tenth only, and in steps that
    // turn round.
    let steps = ClosedFormPanel.noise(1_000)
    var (moving, still) = ([0.0, 0], [0.0, 0])
    for row in 2..<1_000 {
      moving.append(moving[row - 1] + 0.6 * (moving[row - 1] - moving[row - 2]) + steps[row])
      still.append(
        row > 100 ? still[row - 1] : still[row - 1] - 0.6 * (still[row - 1] - still[row - 2]) + steps[row])
    }
    let panel = panel([moving, still])
    let options = ForecasterOptions(horizon: 1, lookback: 4)
    let fitted = try Linear(options).fit(TrainingData(panel: panel), session: Session())
    let step = self.panel([[0, 0, 0, 1], [0, 0, 0, 1]])
    let found = try fitted.forecast(step, at: [Cutoff(series: 0, index: 4)], session: Session())[0].point[0]
    // A tenth of the windows against nine: about half of 0.6. Were still windows counted in the mean, those
    // that move would weigh five times as much, and the step would turn round.
    #expect(found > 1.15, "\(found)")
  }

  @Test("one broken value of one series leaves the forecasts of the others where they were")
  func outlier() throws {
    let noise = ClosedFormPanel.noise(200)
    var targets = (0..<3).map { index in
      (0..<200).map { Double(50 + 10 * index) + 8 * ClosedFormPanel.season($0, 7) + noise[$0] }
    }
    let options = ForecasterOptions(horizon: 5, lookback: 14)
    let expected = try (0..<3).map { try forecast(panel(targets), options, rows: 200, series: $0) }
    targets[2][120] = 1e12
    for series in 0..<3 {
      for (found, before) in zip(
        try forecast(panel(targets), options, rows: 200, series: series), expected[series])
      {
        #expect(abs(found - before) < 2, "series \(series)")
      }
    }
  }

  @Test("a random walk's penalty leads to almost naive")
  func randomWalk() throws {
    var walk = [100.0]
    for row in 1..<1_000 { walk.append(walk[row - 1] + Double((row * row * 7_919) % 2_003) / 1_001 - 1) }
    let found = try forecast(panel([walk]), ForecasterOptions(horizon: 3, lookback: 10), rows: 990)
    for value in found { #expect(abs(value - walk[989]) < 1) }
  }

  @Test("a short series of a panel is padded")
  func padded() throws {
    let found = try forecast(
      panel([oscillation(200), Array(oscillation(200)[..<9])]), ForecasterOptions(horizon: 2, lookback: 12),
      rows: 9, series: 1)
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.isFinite })
  }

  @Test("too few rows are a failure that names the lookback that fits")
  func tooFewRows() throws {
    let failure = #expect(throws: Failure.self) {
      try forecast(panel([oscillation(40)]), ForecasterOptions(horizon: 25, lookback: 60), rows: 40)
    }
    #expect(failure?.cause == .data)
    #expect(failure?.fix == "--lookback 15")
  }

  @Test("a logarithm of a value that is not positive is a failure that names the option")
  func logarithmOfZero() throws {
    var options = ForecasterOptions(horizon: 2, lookback: 4)
    options.transform = .logReturn
    let failure = #expect(throws: Failure.self) {
      try forecast(panel([[1, 2, 0, 4, 5, 6, 7, 8, 9, 10]]), options, rows: 10)
    }
    #expect(failure?.fix?.hasPrefix("--transform log1p") == true)
  }

  @Test("values near the ends of a Double's range are fitted")
  func extremeValues() throws {
    for size in [1e-300, 1e300] {
      let target = oscillation(200, size: size)
      let found = try forecast(panel([target]), ForecasterOptions(horizon: 1, lookback: 4), rows: 190)
      #expect(abs(found[0] - target[190]) < 0.1 * size)
    }
  }

  @Test("a record whose tensors do not fit is a failure")
  func brokenRecord() throws {
    let data = TrainingData(panel: panel([oscillation(100)]))
    let record = try Linear(ForecasterOptions(horizon: 2, lookback: 4)).fit(data, session: Session()).record()
    for index in record.tensors.indices {
      var broken = record
      broken.tensors[index].elements = .double([])
      #expect(throws: Failure.self) { try FittedLinear(record: broken) }
      broken.tensors.remove(at: index)
      #expect(throws: Failure.self) { try FittedLinear(record: broken) }
    }
  }
}
