import Randomness
import Testing

@testable import Combining

@Suite("A sample of errors")
struct ErrorSampleTests {
  @Test(
    "has the quantile of the rank that a finite sample needs",
    arguments: [
      // Of 19 errors 1...19: ⌊20 q⌋ below a half, ⌈20 q⌉ above, the median at it.
      (0.05, 1.0), (0.1, 2), (0.12, 2), (0.5, 10), (0.88, 18), (0.9, 18), (0.95, 19),
    ])
  func ranks(level: Double, expected: Double) {
    let sample = ErrorSample((1...19).reversed().map(Double.init))
    #expect(sample.quantile(level) == expected)
  }

  @Test("of errors that overlap is taken for fewer")
  func overlap() {
    let errors = (1...100).map(Double.init)
    #expect(ErrorSample(errors, overlap: 1).quantile(0.9) == 91)
    // As of 10 errors, of which the 90 % quantile is the largest but for a tenth of them: rank ⌈110 · 0.9⌉.
    #expect(ErrorSample(errors, overlap: 10).quantile(0.9) == 99)
    #expect(ErrorSample(errors, overlap: 10).quantile(0.1) == 2)
    #expect(ErrorSample(errors, overlap: 50).quantile(0.9) == 100)
    #expect(ErrorSample(errors, overlap: 10).quantile(0.5) == 50.5)
  }

  @Test("of forecasts made several rows apart overlaps less, and says which levels it supports")
  func strides() {
    #expect(ErrorSample.overlap(lead: 1, stride: 1) == 1)
    #expect(ErrorSample.overlap(lead: 13, stride: 1) == 9)
    #expect(ErrorSample.overlap(lead: 13, stride: 4) == 3)
    #expect(ErrorSample.overlap(lead: 13, stride: 100) == 1)
    #expect(ErrorSample(Array(repeating: 0, count: 81), overlap: 9).supports(0.9))
    #expect(!ErrorSample(Array(repeating: 0, count: 80), overlap: 9).supports(0.1))
  }

  @Test("of an even number has the mean of the middle two as its median")
  func median() {
    #expect(ErrorSample([4, 1, 2, 9]).quantile(0.5) == 3)
    #expect(ErrorSample([5]).quantile(0.5) == 5)
  }

  @Test(
    "gives an interval that holds what it says, of any number of exchangeable errors",
    arguments: [9, 10, 24, 39, 100])
  func coverage(count: Int) {
    let random = CounterRandom(seed: 7).substream(UInt64(count))
    let trials = 4_000
    var held = 0
    for trial in 0..<trials {
      // Skewed, so that an interval by the size of errors would not do.
      let errors = (0...count).map { index in
        let uniform = random.uniform(at: UInt64(trial * (count + 1) + index))
        return uniform * uniform * uniform
      }
      let sample = ErrorSample(Array(errors.dropLast()))
      if sample.quantile(0.1) <= errors[count], errors[count] <= sample.quantile(0.9) { held += 1 }
    }
    let share = Double(held) / Double(trials)
    // The least is 0.8, and the ranks of n errors add at most 2 / (n + 1); five standard deviations of a
    // share beside.
    #expect(share > 0.8 - 0.032)
    #expect(share < 0.8 + 2 / Double(count + 1) + 0.032)
  }

  @Test("tells a probability by ranks, and never one that no sample proves")
  func probability() {
    let sample = ErrorSample([1, 2, 2, 3])
    #expect(sample.probability(below: 0, isInclusive: false) == 0.1)
    #expect(sample.probability(below: 2, isInclusive: false) == 0.3)
    #expect(sample.probability(below: 2, isInclusive: true) == 0.7)
    #expect(sample.probability(below: 9, isInclusive: true) == 0.9)
  }
}
