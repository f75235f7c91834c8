import Testing

@testable import Combining
@testable import Forecasting

@Suite("The cells that judge candidates")
struct ValidationCellsTests {
  /// One block of rows in which the second of two candidates gains `gains` over the first, for every one of
  /// `series` series.
  private func cells(_ gains: [Double], series: Int = 1) -> ValidationCells {
    let all = (0..<series).flatMap { _ in gains }
    return ValidationCells(
      forecasts: [all.map { _ in 2 }, all.map { 2 - $0 }], truths: all.map { _ in 0 },
      groupOfCell: all.indices.map { $0 / gains.count },
      rowOfCell: all.indices.map { $0 % gains.count },
      groups: (0..<series).map { ValidationCells.Group(series: $0, block: 0) })
  }

  private func independent(_ gains: [Double], series: Int = 1) -> Double {
    cells(gains, series: series).independentRows(before: [1, 0], after: [0, 1])
  }

  @Test("rows of gains that do not depend on each other are as many as they are")
  func independentGains() {
    let noise = ClosedFormPanel.noise(400)
    #expect((250...400).contains(independent(noise)))
    // Rows are shared: more series are no more rows.
    #expect(abs(independent(noise, series: 3) - independent(noise)) < 1e-6)
  }

  @Test("gains that last are few, by (1 − ρ) / (1 + ρ)")
  func lastingGains() {
    var last = 0.0
    let gains = ClosedFormPanel.noise(4_000, seed: 2).map { noise in
      last = 0.8 * last + 0.1 * noise
      return last
    }
    // One in nine.
    #expect((300...600).contains(independent(gains)))
  }

  @Test("a handful of rows, or of equal gains, are one")
  func few() {
    #expect(independent([0.1, 0.3, 0.2]) == 1)
    #expect(independent([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == 1)
    #expect(independent([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) <= 1)
  }
}
