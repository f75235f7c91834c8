/// The zones that cells name, each looked up once.
struct ZoneNames: Sendable {
  /// What the name of a zone stands for.
  enum Meaning: Sendable {
    /// Seconds east of Greenwich, which no clock changes.
    case offset(Int)
    case zone(NamedZone)
    case unknown
  }

  private var lastName: [UInt8] = []
  private var lastMeaning = Meaning.unknown
  private var known: [[UInt8]: Meaning] = [:]

  /// Abbreviations that mean one offset wherever they are used with times, in minutes east of Greenwich.
  private static let abbreviations: [String: Int] = [
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AWST": 480,
    "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
  ]

  /// What the bytes `range` of a cell stand for.
  mutating func meaning(of field: Span<UInt8>, _ range: Range<Int>) -> Meaning {
    if lastName.count == range.count, range.allSatisfy({ field[$0] == lastName[$0 - range.lowerBound] }) {
      return lastMeaning
    }
    let name = range.map { field[$0] }
    let meaning = known[name] ?? Self.lookUp(String(decoding: name, as: UTF8.self))
    known[name] = meaning
    (lastName, lastMeaning) = (name, meaning)
    return meaning
  }

  private static func lookUp(_ name: String) -> Meaning {
    if let minutes = abbreviations[name.uppercased()] { return .offset(minutes * 60) }
    if let zone = try? TimeZoneTable(named: name) { return .zone(NamedZone(zone)) }
    return .unknown
  }

  /// Whether a word names a zone.
  static func isZone(_ name: String) -> Bool {
    if case .unknown = lookUp(name) { return false }
    return true
  }
}

/// A zone that cells name, shared by all of them.
final class NamedZone: Sendable {
  /// Its clocks.
  let table: TimeZoneTable

  /// Shares a zone.
  init(_ table: TimeZoneTable) { self.table = table }
}
