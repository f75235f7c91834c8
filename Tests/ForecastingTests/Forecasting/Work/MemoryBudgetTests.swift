import Files
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Registry

@Suite("The memory that training may take")
struct MemoryBudgetTests {
  private func fit(memory: Int?, threads: Int = 3) throws -> [NamedTensor] {
    let series = Series(
      id: "s", times: (0..<200).map { Instant(seconds: Int64($0)) },
      target: (0..<200).map { Double($0 * $0 % 17) })
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    var options = ForecasterOptions(horizon: 2, lookback: 40)
    options.training.maxSteps = 3
    let forecaster = try ModelRegistry.entry(named: "gru").make(options)
    let session = Session(threads: threads, memory: memory)
    return try forecaster.fit(TrainingData(panel: panel), session: session).record().tensors
  }

  @Test("is asked for where it is too little, and what is asked for is enough and changes no bit")
  func refusal() throws {
    let failure = try #require(throws: Failure.self) { _ = try fit(memory: 1_000_000) }
    #expect(failure.cause == .limit)
    let words = (failure.fix ?? "").split(separator: " ")
    let megabytes = try #require(words.dropFirst().first.flatMap { Int($0.dropLast()) })
    #expect(words.first == "--memory" && megabytes > 20)
    let enough = try fit(memory: megabytes * 1_000_000)
    #expect(try enough == fit(memory: nil))
    #expect(throws: Failure.self) { _ = try fit(memory: (megabytes - 2) * 1_000_000) }
  }
}
