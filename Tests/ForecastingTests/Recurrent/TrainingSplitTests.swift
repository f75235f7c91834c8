import Files
import Testing
import TimeSeries
import Training

@testable import Forecasting

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
