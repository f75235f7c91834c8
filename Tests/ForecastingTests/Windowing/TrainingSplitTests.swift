import Files
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Windowing

@Suite("The split into training and validation windows")
struct TrainingSplitTests {
  private func panel(_ lengths: [Int], segments: [Range<Int>]? = nil) -> Panel {
    Panel(
      series: lengths.enumerated().map { index, rows in
        Series(
          id: "s\(index)", times: (0..<rows).map { Instant(seconds: Int64($0)) },
          target: (0..<rows).map { Double($0) }, segments: index == 0 ? segments : nil)
      }, timeKind: .step, spacing: .steps, season: 1)
  }

  private func options(_ change: (inout ForecasterOptions) -> Void = { _ in }) -> ForecasterOptions {
    var options = ForecasterOptions(horizon: 3, lookback: 5)
    change(&options)
    return options
  }

  @Test("no row of a training window lies in the validation tail, and no window leaves the training rows")
  func tail() throws {
    let rows = [4..<50, 0..<30]
    let data = TrainingData(panel: panel([60, 40]), rows: rows)
    let split = try TrainingSplit(data, options: options(), lookback: 5)
    let validation = try #require(split.validation)
    // A fifth of 46 rows is 9, of 30 it is 6.
    let tails = [41..<50, 24..<30]
    for window in split.training {
      #expect(window.firstInput >= rows[window.series].lowerBound)
      #expect(window.origin + 3 <= tails[window.series].lowerBound)
      #expect(window.origin - window.firstInput == 5)
    }
    for window in validation {
      #expect(window.firstInput >= rows[window.series].lowerBound)
      #expect(window.origin >= tails[window.series].lowerBound)
      #expect(window.origin + 3 <= tails[window.series].upperBound)
    }
    #expect(split.training.count == (41 - 4 - 8 + 1) + (24 - 8 + 1))
    #expect(validation.count == (9 - 3 + 1) + (6 - 3 + 1))
  }

  @Test("without patience every window trains")
  func noValidation() throws {
    let data = TrainingData(panel: panel([40]))
    let split = try TrainingSplit(data, options: options { $0.training.patience = 0 }, lookback: 5)
    #expect(split.validation == nil && split.training.count == 40 - 8 + 1)
  }

  @Test("the tail holds at least one horizon")
  func shortTail() throws {
    let data = TrainingData(panel: panel([20]))
    let split = try TrainingSplit(data, options: options { $0.training.validation = 0.01 }, lookback: 5)
    #expect(split.validation?.count == 1)
  }

  @Test("a short series is padded beside a long one, and refused alone")
  func padding() throws {
    // Seven rows are two horizons but no window; the validation tail is off.
    let settings = options { $0.training.patience = 0 }
    let split = try TrainingSplit(TrainingData(panel: panel([40, 7])), options: settings, lookback: 5)
    let short = split.training.filter { $0.series == 1 }
    #expect(short.map(\.origin) == [3, 4] && short.allSatisfy { $0.firstInput == 0 })
    let alone = #expect(throws: Failure.self) {
      try TrainingSplit(TrainingData(panel: panel([7])), options: settings, lookback: 5)
    }
    #expect(alone?.cause == .data && alone?.fix?.contains("--lookback") == true)
  }

  @Test("a series of less than two horizons is refused by name, or left out when asked")
  func skipping() throws {
    let data = TrainingData(panel: panel([40, 5]))
    let failure = #expect(throws: Failure.self) {
      try TrainingSplit(data, options: options(), lookback: 5)
    }
    #expect(failure?.cause == .data && failure?.message.contains("s1") == true)
    #expect(failure?.fix?.contains("--skip-short") == true)
    let split = try TrainingSplit(data, options: options { $0.skipShort = true }, lookback: 5)
    #expect(split.training.allSatisfy { $0.series == 0 })
  }

  @Test("the lookback that a failure suggests works", arguments: 8...40)
  func suggestions(rows: Int) throws {
    let data = TrainingData(panel: panel([rows]))
    var settings = options()
    do {
      _ = try TrainingSplit(data, options: settings, lookback: 30)
    } catch {
      let words = (error.fix ?? "").split(whereSeparator: { $0 == " " || $0 == "," })
      let place = try #require(words.firstIndex(of: "--lookback"))
      settings.lookback = Int(words[place + 1])
      #expect(throws: Never.self, "\(rows) rows: \(error)") {
        try TrainingSplit(data, options: settings, lookback: settings.lookback ?? 0)
      }
    }
  }

  @Test("no window without an observed input or an observed target trains or validates", arguments: [0, 10])
  func unobserved(patience: Int) throws {
    var panel = panel([80, 60])
    // Longer than the lookback and the horizon, in the training rows and in the tail of either series.
    for (series, gap) in [(0, 10..<20), (0, 67..<74), (1, 0..<9), (1, 50..<58)] {
      for row in gap { panel.series[series].target[row] = .nan }
    }
    let split = try TrainingSplit(
      TrainingData(panel: panel), options: options { $0.training.patience = patience }, lookback: 5)
    let windows = Array(split.training) + (split.validation.map { Array($0) } ?? [])
    for window in windows {
      let target = panel.series[window.series].target
      #expect(target[window.firstInput..<window.origin].contains { !$0.isNaN }, "\(window)")
      #expect(target[window.origin..<window.origin + 3].contains { !$0.isNaN }, "\(window)")
    }
    // An input before a gap still has targets after it, where the gap is shorter than a horizon is long.
    #expect(windows.contains { $0.series == 0 && $0.origin == 8 })
    #expect(!windows.contains { $0.series == 0 && (10...17).contains($0.origin) })
  }

  /// Values in every `interval`th row of the first `rows`, and in the last row of all.
  private func sparse(_ interval: Int, rows: Int, of count: Int) -> Panel {
    var panel = panel([count])
    for row in 0..<count - 1 where row >= rows || !row.isMultiple(of: interval) {
      panel.series[0].target[row] = .nan
    }
    return panel
  }

  @Test("what is suggested where no window has an observed input and target works", arguments: [10, 12, 30])
  func observedSuggestions(interval: Int) throws {
    let data = TrainingData(panel: sparse(interval, rows: 60, of: 60))
    var settings = options { $0.training.patience = 0 }
    let failure = #expect(throws: Failure.self) { try TrainingSplit(data, options: settings, lookback: 5) }
    #expect(failure?.cause == .data && failure?.message.contains("observed value") == true)
    let words = (failure?.fix ?? "").split(whereSeparator: { $0 == " " || $0 == "," })
    let place = try #require(words.firstIndex(of: "--lookback"))
    settings.lookback = Int(words[place + 1])
    #expect(try TrainingSplit(data, options: settings, lookback: settings.lookback ?? 0).training.count > 0)
  }

  @Test("without an observed window before the validation tail, the failure says to leave the tail out")
  func observedTailOnly() throws {
    var panel = panel([40])
    for row in 0..<33 { panel.series[0].target[row] = .nan }
    let data = TrainingData(panel: panel)
    let failure = #expect(throws: Failure.self) { try TrainingSplit(data, options: options(), lookback: 5) }
    #expect(failure?.cause == .data && failure?.fix?.contains("--patience 0") == true)
    let split = try TrainingSplit(data, options: options { $0.training.patience = 0 }, lookback: 5)
    #expect(split.training.count > 0)
  }

  @Test("a single value in all training rows is a failure that suggests no option")
  func oneValue() throws {
    let data = TrainingData(panel: sparse(100, rows: 1, of: 60), rows: [0..<59])
    let failure = #expect(throws: Failure.self) { try TrainingSplit(data, options: options(), lookback: 5) }
    #expect(failure?.cause == .data && failure?.fix?.contains("--") == false)
  }

  @Test("sizes no network can have are failures, not stops")
  func heads() throws {
    let item = try #require(ForecasterCase.networks.first { $0.name == "gru-attention" })
    var settings = item.options
    settings.network.attentionHeads = 2
    let failure = #expect(throws: Failure.self) {
      try item.make(settings).fit(LawPanel.training(LawPanel.make(for: item)), session: Session())
    }
    #expect(failure?.cause == .arguments)
  }
}
