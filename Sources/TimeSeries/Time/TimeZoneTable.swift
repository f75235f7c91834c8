import Algorithms
package import Files

/// The offsets of a time zone, read once from the system's compiled zone database (TZif, RFC 8536).
package struct TimeZoneTable: Sendable, Equatable {
  /// The IANA name, as `Europe/Berlin`, or the offsets that were observed, in seconds.
  package let name: String
  /// Whether the database knows when clocks change; of offsets that were observed only the past is known.
  package let isKnownAhead: Bool
  /// UTC seconds from which each element of `offsets` but the first holds.
  private var transitions: [Int64] = []
  /// Seconds east of Greenwich; the first holds before every transition.
  private var offsets: [Int] = [0]
  /// The rule after the last transition.
  private var rule: TimeZoneRule?

  /// The folder of the zone database.
  static let folder = "/usr/share/zoneinfo/"

  /// Reads the zone called `name`.
  ///
  /// - Throws: `Failure` when the database is not installed, or has no zone of that name.
  package init(named name: String) throws(Failure) {
    let isPlain = name.utf8.allSatisfy { byte in
      byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
        || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || "/_-+".utf8.contains(byte)
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("/"), let bytes = Self.contents(of: Self.folder + name)
    else {
      throw Self.unknown(name)
    }
    guard let table = TimeZoneTable(name: name, bytes: bytes) else {
      throw Failure(
        .inputOutput, at: Failure.Place(file: Self.folder + name), "this is not a time zone file",
        fix: "reinstall the tzdata package")
    }
    self = table
  }

  /// The zone of rows with the given seconds east of Greenwich, which keeps the last; `nil` for UTC.
  ///
  /// - Parameter observed: The time and the offset of each row, in any order.
  init?(observed: [(time: Instant, offset: Int)]) {
    let rows = observed.sorted { $0.time < $1.time }
    guard let first = rows.first, rows.contains(where: { $0.offset != 0 }) else { return nil }
    offsets = [first.offset]
    for row in rows where row.offset != offsets[offsets.count - 1] {
      transitions.append(row.time.seconds)
      offsets.append(row.offset)
    }
    name = offsets.map { String($0) }.joined(separator: ", ")
    isKnownAhead = false
  }

  /// The zone as it is known at `instant`: offsets that were observed later are left out.
  func known(at instant: Instant) -> TimeZoneTable {
    guard !isKnownAhead else { return self }
    var zone = self
    let count = transitions.prefix { $0 <= instant.seconds }.count
    zone.transitions = Array(transitions[..<count])
    zone.offsets = Array(offsets[...count])
    return zone
  }

  /// Whether clocks changed while offsets were observed.
  var hasObservedChanges: Bool { !isKnownAhead && offsets.count > 1 }

  /// Decodes a TZif file; `nil` when it is malformed.
  package init?(name: String, bytes: [UInt8]) {
    self.name = name
    isKnownAhead = true
    guard bytes.count >= 44, bytes.starts(with: Array("TZif".utf8)) else { return nil }
    // Version 2 repeats everything with 64-bit times behind the 32-bit block.
    var start = 0
    var width = 4
    if bytes[4] >= UInt8(ascii: "2") {
      guard let first = Header(bytes, at: 0) else { return nil }
      start = 44 + first.length(timeWidth: 4)
      width = 8
    }
    guard let header = Header(bytes, at: start) else { return nil }
    let times = start + 44
    let types = times + header.times * width
    let records = types + header.times
    let end = start + 44 + header.length(timeWidth: width)
    guard end <= bytes.count, header.types > 0 else { return nil }
    let typeOffsets = (0..<header.types).map { Int(Self.integer(bytes, at: records + 6 * $0, width: 4)) }
    offsets = [typeOffsets[0]]
    for index in 0..<header.times {
      let type = Int(bytes[types + index])
      guard type < typeOffsets.count else { return nil }
      transitions.append(Self.integer(bytes, at: times + index * width, width: width))
      offsets.append(typeOffsets[type])
    }
    if width == 8, end < bytes.count {
      rule = TimeZoneRule(bytes[(end + 1)...].prefix { $0 != UInt8(ascii: "\n") })
    }
  }

  /// The counts at the head of a block.
  private struct Header {
    let utcMarks, standardMarks, leaps, times, types, characters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, start + 44 <= bytes.count else { return nil }
      let counts = (0..<6).map { Int(TimeZoneTable.integer(bytes, at: start + 20 + 4 * $0, width: 4)) }
      guard counts.allSatisfy({ (0...1_000_000).contains($0) }) else { return nil }
      (utcMarks, standardMarks, leaps) = (counts[0], counts[1], counts[2])
      (times, types, characters) = (counts[3], counts[4], counts[5])
    }

    func length(timeWidth: Int) -> Int {
      times * (timeWidth + 1) + types * 6 + characters + leaps * (timeWidth + 4) + standardMarks + utcMarks
    }
  }

  /// A signed big-endian integer.
  private static func integer(_ bytes: [UInt8], at start: Int, width: Int) -> Int64 {
    var bits: UInt64 = 0
    for byte in bytes[start..<(start + width)] { bits = bits << 8 | UInt64(byte) }
    return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(truncatingIfNeeded: bits)
  }

  /// Seconds east of Greenwich at a UTC time.
  package func offset(atUTC seconds: Int64) -> Int {
    if let rule, seconds >= transitions.last ?? .min { return rule.offset(atUTC: seconds) }
    return offsets[transitions.partitioningIndex { $0 > seconds }]
  }

  /// The whole of a file of the database; `nil` when it cannot be read.
  private static func contents(of path: String) -> [UInt8]? {
    try? InputFile.contents(of: path, limit: 1 << 24)
  }

  /// Says that a name is unknown, with the names most like it.
  private static func unknown(_ name: String) -> Failure {
    guard let table = contents(of: folder + "tzdata.zi") ?? contents(of: folder + "zone.tab") else {
      return Failure(
        .inputOutput, at: Failure.Place(file: folder), "the time zone database is not installed",
        fix: "apt install tzdata, or write the times in UTC with Z")
    }
    var names = Set<String>(["UTC"])
    for line in table.split(separator: UInt8(ascii: "\n")) {
      for word in line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
      where word.contains(UInt8(ascii: "/")) { names.insert(String(decoding: word, as: UTF8.self)) }
    }
    let nearest = SimilarNames.nearest(3, to: name, among: names.sorted())
    return Failure(
      .arguments, "there is no time zone \"\(name)\"",
      fix: "--timezone " + nearest.joined(separator: ", --timezone "))
  }
}
