import Testing
import TimeSeries

@testable import Forecasting
@testable import Windowing

@Suite("The embedding of series")
struct SeriesEmbeddingTests {
  private func decision(
    _ count: Int, rows: Int, kind: TimeKind = .local, hasOwnClocks: Bool? = nil, asked: Bool? = nil
  ) -> SeriesEmbedding {
    var options = ForecasterOptions(horizon: 3)
    options.patches.embedding = asked
    let values = (0..<count).map { _ in [Double](repeating: 1, count: rows) }
    let panel = ClosedFormPanel.make(values, kind: kind, hasOwnClocks: hasOwnClocks)
    return SeriesEmbedding(TrainingData(panel: panel), options)
  }

  @Test("is learnt where series are few, long and share a clock")
  func rule() {
    #expect(decision(7, rows: 300).isLearnt)
    #expect(!decision(7, rows: 100).isLearnt)
    #expect(!decision(129, rows: 200).isLearnt)
    #expect(!decision(7, rows: 300, kind: .elapsed).isLearnt)
    // Dates make no difference where recordings are said to have clocks of their own, nor elapsed time where
    // they share one.
    #expect(!decision(7, rows: 300, hasOwnClocks: true).isLearnt)
    #expect(decision(7, rows: 300, kind: .elapsed, hasOwnClocks: false).isLearnt)
    #expect(!decision(1, rows: 300).isLearnt && decision(1, rows: 300).decision == nil)
  }

  @Test("is learnt or not as asked for, and says why")
  func asked() {
    #expect(decision(7, rows: 100, asked: true).isLearnt && !decision(7, rows: 300, asked: false).isLearnt)
    #expect(decision(7, rows: 300).decision?.choice == .flag(true))
    #expect(decision(7, rows: 300, asked: false).decision?.reason == "as asked for")
  }
}
