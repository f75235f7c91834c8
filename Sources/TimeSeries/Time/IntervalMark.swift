/// What parts the start of an interval from its end, as in `2024-01-31 09:00 - 2024-01-31 10:00` and
/// `2024-01-01/2024-01-07`.
struct IntervalMark {
  private let bytes: [UInt8]

  private static let marks = [" - ", " – ", " — ", " to ", " bis ", " till ", "..", "/", "–", "-"]

  /// The mark that parts two times in `field`, of which the second may be a time of day; `nil` when there is
  /// none.
  init?(_ field: Span<UInt8>) {
    guard (9...80).contains(field.count) else { return nil }
    for text in Self.marks {
      let mark = Array(text.utf8)
      guard let start = Self.countBefore(mark, in: field) else { continue }
      let isOfDates = text == "-" || text == "/"
      guard Self.isTime(field.extracting(0..<start), orClock: !isOfDates),
        Self.isTime(field.extracting(start + mark.count..<field.count), orClock: true)
      else { continue }
      bytes = mark
      return
    }
    return nil
  }

  /// The bytes of `field` before the mark; `nil` where it has none.
  func countBefore(in field: Span<UInt8>) -> Int? { Self.countBefore(bytes, in: field) }

  /// The bytes before `mark`: dates have their mark as often before it as behind it, and the middle one parts
  /// them.
  private static func countBefore(_ mark: [UInt8], in field: Span<UInt8>) -> Int? {
    var places: [Int] = []
    for start in 1..<max(1, field.count - mark.count)
    where mark.indices.allSatisfy({ field[start + $0] == mark[$0] }) {
      places.append(start)
    }
    return places.count % 2 == 1 ? places[places.count / 2] : nil
  }

  private static func isTime(_ field: Span<UInt8>, orClock: Bool) -> Bool {
    guard var parser = try? TimeColumnParser() else { return false }
    guard (try? parser.append(field, line: 1, column: 1)) != nil, parser.intervalMark == nil else {
      return false
    }
    return parser.form != .number && (orClock || parser.form != .clock)
  }
}
