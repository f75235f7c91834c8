import Testing

@testable import Forecasting
@testable import Models

@Suite("Rows that local models are estimated on")
struct EstimationRangeTests {
  private func rows(known: Range<Int>, trained: Range<Int>) -> Range<Int> {
    EstimationRange.rows(known: known, trained: trained, season: 4)
  }

  @Test("are those that the fit was allowed to read, until twice as many are known")
  func trained() {
    #expect(rows(known: 0..<60, trained: 0..<60) == 0..<60)
    #expect(rows(known: 0..<119, trained: 0..<60) == 0..<60)
    #expect(rows(known: 0..<119, trained: 10..<70) == 10..<70)
    #expect(rows(known: 20..<80, trained: 0..<60) == 20..<60)
  }

  @Test("are otherwise what is known, in steps of an eighth at most")
  func grid() {
    #expect(rows(known: 0..<120, trained: 0..<60) == 0..<120)
    #expect(rows(known: 0..<127, trained: 0..<60) == 0..<120)
    #expect(rows(known: 0..<50, trained: 0..<60) == 0..<48)
    #expect(rows(known: 70..<83, trained: 0..<60) == 70..<83)
    for count in 1..<5000 {
      let used = rows(known: 7..<(7 + count), trained: 0..<0)
      #expect(used.upperBound <= 7 + count && 9 * (used.upperBound - 7) >= 8 * count)
    }
  }

  @Test("are the newest thousand, or four seasons")
  func most() {
    #expect(rows(known: 0..<100_000, trained: 0..<100_000) == 99_000..<100_000)
    let seasons = EstimationRange.rows(known: 0..<9000, trained: 0..<9000, season: 500)
    #expect(seasons == 7000..<9000)
    #expect(EstimationRange.rows(known: 0..<9, trained: 0..<9, season: .max) == 0..<9)
  }
}
