import Randomness
import Testing

@Suite("Sequential random numbers")
struct RandomStreamTests {
  /// Mean, variance and fourth standardised moment of `count` draws.
  private func moments(_ count: Int, _ draw: () -> Double) -> (
    mean: Double, variance: Double, kurtosis: Double
  ) {
    let values = (0..<count).map { _ in draw() }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(count)
    let fourth = values.map { ($0 - mean) * ($0 - mean) }.map { $0 * $0 }.reduce(0, +) / Double(count)
    return (mean, variance, fourth / (variance * variance))
  }

  @Test("The sequence is the counter's words in order")
  func order() {
    let source = CounterRandom(seed: 5, stream: 9)
    var stream = RandomStream(source)
    for index in 0..<4 as Range<UInt64> {
      let block = source.bits(at: index)
      #expect(stream.next() == UInt64(block.0) | UInt64(block.1) << 32)
      #expect(stream.next() == UInt64(block.2) | UInt64(block.3) << 32)
    }
  }

  @Test("Gaussian draws have mean 0, variance 1 and kurtosis 3")
  func gaussian() {
    var stream = RandomStream(seed: 11)
    let found = moments(100_000) { stream.nextGaussian() }
    // Standard errors at n = 100,000: 0.0032, 0.0045, 0.0155; five of each.
    #expect(abs(found.mean) < 0.016)
    #expect(abs(found.variance - 1) < 0.023)
    #expect(abs(found.kurtosis - 3) < 0.078)
  }

  @Test("Student's t draws have variance ν/(ν-2) and kurtosis 3 + 6/(ν-4)", arguments: [12.0, 30.0])
  func studentT(degreesOfFreedom: Double) {
    var stream = RandomStream(seed: 12)
    let found = moments(200_000) { stream.nextStudentT(degreesOfFreedom: degreesOfFreedom) }
    #expect(abs(found.mean) < 0.02)
    // Relative standard error of the variance is sqrt((kurtosis - 1) / n) < 0.004; five of them.
    #expect(abs(found.variance / (degreesOfFreedom / (degreesOfFreedom - 2)) - 1) < 0.02)
    // The fourth moment converges slowly (the eighth moment is large); a tenth of the value is five errors.
    #expect(abs(found.kurtosis - (3 + 6 / (degreesOfFreedom - 4))) < 0.35)
  }

  @Test("Student's t with one degree of freedom is Cauchy: half of it lies within ±1")
  func cauchy() {
    var stream = RandomStream(seed: 13)
    let inside = (0..<40_000).count { _ in abs(stream.nextStudentT(degreesOfFreedom: 1)) < 1 }
    // The standard deviation of the count is 100; five of them.
    #expect(abs(inside - 20_000) < 500)
  }
}
