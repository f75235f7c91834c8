/// The times of the rows of a series, oldest first.
///
/// Goals, in order:
///
/// 1. An axis holds the instants it was made of, to the nanosecond.
/// 2. Any of them is found in constant time.
/// 3. Evenly spaced times take no memory a row; other times that are whole multiples of a unit after the
///    first, as the dates of trading days are, take four bytes, and any others sixteen.
public struct TimeAxis: Sendable {
  private enum Storage: Sendable, Hashable {
    /// `count` times, `step` nanoseconds from one to the next.
    case even(step: Int64, count: Int)
    /// The distance from the first time, in units of so many seconds.
    case multiples([UInt32], unit: Int64)
    case listed([Instant])
  }

  private let start: Instant
  private let storage: Storage

  /// Creates the axis of `times`.
  ///
  /// - Complexity: O(n) for n times.
  public init(_ times: some Collection<Instant>) {
    start = times.first ?? Instant(seconds: 0)
    if let step = Self.step(of: times) {
      storage = .even(step: step, count: times.count)
    } else if let (multiples, unit) = Self.multiples(of: times, after: start) {
      storage = .multiples(multiples, unit: unit)
    } else {
      storage = .listed(Array(times))
    }
  }

  /// The distance in nanoseconds of evenly spaced times; `nil` for others, and where it is too large.
  private static func step(of times: some Collection<Instant>) -> Int64? {
    guard let first = times.first, let second = times.dropFirst().first else { return 0 }
    guard let step = second.nanoseconds(since: first) else { return nil }
    var last = first
    for time in times.dropFirst() {
      guard time.nanoseconds(since: last) == step else { return nil }
      last = time
    }
    return step
  }

  /// The distances of `times` from the first as multiples of the largest unit in whole seconds; `nil` where
  /// there are none.
  private static func multiples(
    of times: some Collection<Instant>, after start: Instant
  ) -> (multiples: [UInt32], unit: Int64)? {
    var (unit, last) = (Int64(0), Int64(0))
    for time in times {
      let (seconds, isOverflown) = time.seconds.subtractingReportingOverflow(start.seconds)
      guard !isOverflown, seconds >= last, time.nanoseconds == start.nanoseconds else { return nil }
      unit = greatestCommonDivisor(unit, seconds)
      last = seconds
    }
    guard unit > 0, last / unit <= UInt32.max else { return nil }
    return (times.map { UInt32(($0.seconds - start.seconds) / unit) }, unit)
  }

  private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }

  /// The bytes that the times take in memory, besides the axis itself.
  package var heldBytes: Int {
    switch storage {
    case .even: 0
    case .multiples(let multiples, _): multiples.count * MemoryLayout<UInt32>.stride
    case .listed(let times): times.count * MemoryLayout<Instant>.stride
    }
  }
}

extension TimeAxis: RandomAccessCollection {
  /// The position of the first time, 0.
  public var startIndex: Int { 0 }

  /// The number of times.
  public var endIndex: Int {
    switch storage {
    case .even(_, let count): count
    case .multiples(let multiples, _): multiples.count
    case .listed(let times): times.count
    }
  }

  /// The time at `position`.
  ///
  /// - Complexity: O(1).
  public subscript(position: Int) -> Instant {
    switch storage {
    case .even(let step, let count):
      precondition((0..<count).contains(position), "an axis of \(count) times has no time \(position)")
      return start.advanced(byNanoseconds: step, times: position)
    case .multiples(let multiples, let unit):
      return Instant(
        seconds: start.seconds + Int64(multiples[position]) * unit, nanoseconds: start.nanoseconds)
    case .listed(let times): return times[position]
    }
  }
}

extension TimeAxis: Hashable {
  /// Whether two axes hold the same times.
  ///
  /// Equal times are stored in the same way.
  public static func == (left: Self, right: Self) -> Bool {
    left.start == right.start && left.storage == right.storage
  }

  /// Hashes the times.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    hasher.combine(storage)
  }
}

extension TimeAxis: ExpressibleByArrayLiteral {
  /// Creates the axis of the times in a literal.
  public init(arrayLiteral elements: Instant...) { self.init(elements) }
}
