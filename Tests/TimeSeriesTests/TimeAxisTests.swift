import Testing

@testable import TimeSeries

@Suite("A time axis")
struct TimeAxisTests {
  private static func seconds(_ seconds: [Int64], nanoseconds: Int32 = 0) -> [Instant] {
    seconds.map { Instant(seconds: $0, nanoseconds: nanoseconds) }
  }

  /// Times of every kind, with the bytes that they take.
  private static let axes: [(times: [Instant], bytes: Int)] = [
    ([], 0),
    (seconds([7]), 0),
    (seconds([-5, 4]), 0),
    (seconds((0..<100).map { 60 * $0 }), 0),
    (seconds((0..<100).map { -86_400 * (50 - $0) }, nanoseconds: 999_999_999), 0),
    // Two and a half seconds, and a third of one, over midnight of the epoch.
    ((0..<100).map { Instant(seconds: -1).advanced(byNanoseconds: 2_500_000_000, times: $0) }, 0),
    ((0..<100).map { Instant(seconds: -9).advanced(byNanoseconds: 333_333_333, times: $0) }, 0),
    // As far as an Int64 counts nanoseconds, and farther.
    (seconds((0..<3).map { 9_000_000_000 * $0 }), 0),
    (seconds((0..<3).map { 10_000_000_000 * $0 }), 12),
    // Trading days, one of them left out, and steps of a unit that is not a day's.
    (seconds((0..<100).filter { $0 % 7 < 5 && $0 != 8 }.map { 86_400 * $0 }), 4 * 71),
    (seconds([0, 90, 150, 1_500]), 16),
    (seconds([0, 1, 1 << 33]), 48),
    // Backwards, repeated, and with fractions of their own: as instants are.
    (seconds([5, 3, 4]), 48),
    (seconds([3, 3, 5]), 12),
    ([Instant(seconds: 0), Instant(seconds: 1, nanoseconds: 5), Instant(seconds: 2)], 48),
    (seconds([.min, 0, .max]), 48),
  ]

  @Test("holds the instants it is made of, in as few bytes as their kind allows", arguments: axes)
  func instants(_ times: [Instant], bytes: Int) {
    let axis = TimeAxis(times)
    #expect(Array(axis) == times && axis.count == times.count && axis.indices == times.indices)
    #expect(axis.heldBytes == bytes)
    for position in times.indices { #expect(axis[position] == times[position]) }
    for end in 0...times.count {
      let prefix = TimeAxis(axis[..<end])
      #expect(Array(prefix) == Array(times[..<end]))
      // Equal times are stored in one way, however they came about.
      #expect(prefix == TimeAxis(times[..<end]) && prefix.hashValue == TimeAxis(times[..<end]).hashValue)
      #expect((prefix == axis) == (end == times.count))
    }
  }

  @Test("is empty as a literal is")
  func literal() { #expect(([] as TimeAxis).isEmpty && ([Instant(seconds: 3)] as TimeAxis)[0].seconds == 3) }
}
