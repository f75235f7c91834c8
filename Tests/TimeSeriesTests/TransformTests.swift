import Files
import Testing
import TimeSeries

@Suite("Transforming a target")
struct TransformTests {
  private let target: [Double] = [.nan, 100, 101.5, .nan, .nan, 99.25, 1e6, 0.5, .nan, 3]

  /// Equal within a few roundings of the largest value met on the way; missing where the other is missing.
  private func agree(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { ($0.isNaN && $1.isNaN) || abs($0 - $1) <= 16 * 1e6.ulp }
  }

  @Test("Each transform has the values it is named for")
  func definitions() throws {
    let differences = try Transform.diff.apply([1, 4, .nan, 9])
    #expect(differences[0].isNaN && differences[2].isNaN)
    #expect(differences[1] == 3 && differences[3] == 5)
    #expect(try Transform.log.apply([1]) == [0])
    let returns = try Transform.logReturn.apply([100, 110])
    // Two logarithms near 4.6 are subtracted: two roundings of their ulp, 9e-16.
    #expect(abs(returns[1] - 0.09531017980432493) < 2e-15)
  }

  @Test("At every cutoff the inverse gives back what follows", arguments: Transform.allCases)
  func inverse(transform: Transform) throws {
    let transformed = try transform.apply(target)
    for cutoff in 2...target.count {
      let found = transform.invert(Array(transformed[cutoff...]), after: target[..<cutoff])
      #expect(agree(found, Array(target[cutoff...])), "cutoff \(cutoff): \(found)")
    }
  }

  @Test("At every cutoff the inverse of sums gives back what follows", arguments: Transform.allCases)
  func inverseOfSums(transform: Transform) throws {
    let transformed = try transform.apply(target)
    for cutoff in 2...target.count {
      var sum = 0.0
      let sums = transformed[cutoff...].map { value -> Double in
        guard transform.isOfDifferences, !value.isNaN else { return value }
        sum += value
        return sum
      }
      let found = transform.invert(sums: sums, after: target[..<cutoff])
      #expect(agree(found, Array(target[cutoff...])), "cutoff \(cutoff): \(found)")
    }
  }

  @Test("A transformed value depends on nothing after it", arguments: Transform.allCases)
  func causality(transform: Transform) throws {
    let whole = try transform.apply(target)
    for count in 0...target.count {
      let part = try transform.apply(Array(target.prefix(count)))
      #expect(zip(part, whole).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }
  }

  @Test("Differences of a series start anew in each segment, and in rows that begin inside one")
  func segments() throws {
    let series = Series(
      id: "s", times: (0..<8).map { Instant(seconds: $0) }, target: [1, 2, 4, .nan, 100, 101, .nan, 103],
      segments: [0..<3, 4..<8])
    func differences(_ rows: Range<Int>) throws -> [Double] {
      try series.transformedTarget(rows, by: .diff).map { $0.isNaN ? -1 : $0 }
    }
    #expect(try differences(0..<8) == [-1, 1, 2, -1, -1, 1, -1, 2])
    #expect(try differences(1..<6) == [-1, 2, -1, -1, 1])
    #expect(try differences(5..<5) == [])
    #expect(series.runs(of: 0..<8) == [0..<4, 4..<8])
    #expect(series.runs(of: 4..<6) == [4..<6])
    #expect(
      try series.transformedTarget(0..<8, by: .none).map(\.bitPattern) == series.target.map(\.bitPattern))
    var negative = series
    negative.target[5] = -3
    let failure = #expect(throws: Failure.self) { try negative.transformedTarget(2..<8, by: .logReturn) }
    #expect(failure?.message.hasPrefix("series s: value 6 of the target is -3.0") == true)
  }

  @Test("No change forecast is the last value, bit for bit", arguments: [Transform.diff, .logReturn])
  func noChange(transform: Transform) {
    #expect(transform.invert([0, 0], after: [1, 123.456, .nan]) == [123.456, 123.456])
  }

  @Test("A logarithm of zero or less names the value and the option", arguments: [0, -1.5])
  func notPositive(value: Double) {
    let found = #expect(throws: Failure.self) { try Transform.logReturn.apply([2, .nan, value]) }
    #expect(found?.cause == .data)
    #expect(found?.message.hasPrefix("value 3 of the target is \(value)") == true)
    #expect(found?.fix?.hasPrefix(value == 0 ? "--transform log1p" : "--transform none") == true)
  }

  @Test("The logarithm of one more admits zeros, and gives nothing below zero")
  func oneMore() throws {
    #expect(try Transform.log1p.apply([0, .nan, 1])[0] == 0)
    let back = Transform.log1p.invert(try Transform.log1p.apply([0, 3, 1000]), after: [])
    // The exponential multiplies the rounding of log 1001 = 6.9, which has an ulp of 9e-16, by 1001.
    #expect(zip(back, [0, 3, 1000]).allSatisfy { abs($0 - $1) < 2e-12 })
    #expect(Transform.log1p.invert([-2, -0.1], after: [5]) == [0, 0])
    let failure = #expect(throws: Failure.self) { try Transform.log1p.apply([1, -0.5]) }
    #expect(failure?.fix == "--transform none")
  }
}
