import Testing
import TimeSeries

@Suite("Usual changes")
struct UsualChangeTests {
  private func most(_ sizes: [Double]) -> Double {
    var usual = UsualChange(count: sizes.count)
    for size in sizes { usual.add(size) }
    return usual.most
  }

  @Test("thirty times the median of the changes that there are")
  func bound() {
    #expect(most([1, 0, 2, 0, 3, 0]) == 60)
    #expect(most([.nan, 1, 2, .infinity, .nan]) == 60)
  }

  @Test("nothing bounds what never changes", arguments: [[], [0], [0, 0], [.nan, .nan]] as [[Double]])
  func nothing(sizes: [Double]) { #expect(most(sizes) == .infinity) }

  @Test("long series are sampled, at places that follow no season")
  func long() {
    // Quiet for half a day, loud for the other: by a step of twelve hours only one of them would be seen.
    let values = (0..<240_000).map { $0 % 24 < 11 ? 1.0 : 5 }
    #expect(most(values) == 150)
    #expect(most(values.map { 6 - $0 }) == 30)
  }
}

extension FittedScalerTests {
  /// The floor of the windows of a series.
  private func floor(_ values: [Double]) -> Double {
    FittedScaler(.window, fittedTo: [values], rows: [0..<values.count]).scale[0]
  }

  @Test("One broken value moves the floor of windows by little")
  func brokenValue() {
    var values = (0..<300).map { Double(($0 * 7_919) % 11) }
    let changes: [Double] = zip(values.dropFirst(), values).map { $0 - $1 }
    let squares: Double = changes.reduce(0.0) { $0 + $1 * $1 }
    let expected: Double = 0.5 * (squares / 299).squareRoot()
    // The mean of 299 whole numbers, whose sum is exact here and rounded at each step in the floor: at most
    // 299 roundings of 1.1e-16, halved by the root, of a floor near 2.
    #expect(abs(floor(values) - expected) < 4e-14)
    values[150] = 1e12
    #expect(floor(values) > expected && floor(values) < 3 * expected)
  }

  @Test("Changes over missing values count, and one value has none")
  func fewValues() {
    #expect(floor([1, .nan, 2, .nan, 3]) == 0.5)
    #expect(floor([.nan, 7, .nan]) == 1)
    #expect(floor([7, 7, 7]) == 1)
  }
}
