import Files
import Testing

@testable import TimeSeries

@Suite("Time zones")
struct TimeZoneTableTests {
  /// A TZif file of version 2 with the given transitions, (UTC seconds, type), and a footer.
  private func file(offsets: [Int32], transitions: [(Int64, UInt8)], footer: String) -> [UInt8] {
    func header(_ times: Int, _ types: Int) -> [UInt8] {
      var bytes = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
      for count in [0, 0, 0, times, types, 4] { bytes += bigEndian(UInt64(count), 4) }
      return bytes
    }
    func bigEndian(_ value: UInt64, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (width - 1 - $0))) }
    }
    var bytes = header(0, 1) + [UInt8](repeating: 0, count: 6 + 4)
    bytes += header(transitions.count, offsets.count)
    for transition in transitions { bytes += bigEndian(UInt64(bitPattern: transition.0), 8) }
    bytes += transitions.map(\.1)
    for offset in offsets { bytes += bigEndian(UInt64(bitPattern: Int64(offset)), 4) + [0, 0] }
    return bytes + Array("ABC\0\n\(footer)\n".utf8)
  }

  /// 1893-04-01 local mean time ends in Berlin; then the rule of the European Union.
  private func berlin() throws -> TimeZoneTable {
    try #require(
      TimeZoneTable(
        name: "Europe/Berlin",
        bytes: file(
          offsets: [3208, 3600], transitions: [(-2_422_054_408, 1)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")))
  }

  private func instant(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
    let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
    return Instant(seconds: days * 86_400 + Int64(hour * 3600 + minute * 60))
  }

  @Test("Winter, summer and local mean time have their offsets")
  func offsets() throws {
    let zone = try berlin()
    #expect(try zone.utc(ofLocal: instant(2024, 1, 15, 12)) == instant(2024, 1, 15, 11))
    #expect(try zone.utc(ofLocal: instant(2024, 7, 15, 12)) == instant(2024, 7, 15, 10))
    #expect(try zone.utc(ofLocal: instant(2050, 3, 27, 3)) == instant(2050, 3, 27, 1))
    #expect(zone.offset(atUTC: -2_500_000_000) == 3208)
  }

  @Test("A time that does not exist, or exists twice, is refused")
  func changes() throws {
    let zone = try berlin()
    #expect(throws: TimeProblem.self) { try zone.utc(ofLocal: instant(2024, 3, 31, 2, 30)) }
    #expect(throws: TimeProblem.self) { try zone.utc(ofLocal: instant(2024, 10, 27, 2, 30)) }
    #expect(try zone.utc(ofLocal: instant(2024, 3, 31, 3)) == instant(2024, 3, 31, 1))
    #expect(try zone.utc(ofLocal: instant(2024, 10, 27, 3)) == instant(2024, 10, 27, 2))
  }

  @Test("A time that comes twice is the first, and one that is skipped comes as long after the change")
  func civil() throws {
    let zone = try berlin()
    #expect(zone.instant(ofCivil: instant(2024, 3, 31, 2, 30)) == instant(2024, 3, 31, 1, 30))
    #expect(zone.civil(instant(2024, 3, 31, 1, 30)) == instant(2024, 3, 31, 3, 30))
    #expect(zone.instant(ofCivil: instant(2024, 10, 27, 2, 30)) == instant(2024, 10, 27, 0, 30))
    for hour in 0..<24 where hour != 2 {
      let time = instant(2024, 3, 31, hour, 15)
      #expect(try zone.instant(ofCivil: time) == zone.utc(ofLocal: time))
      #expect(zone.civil(zone.instant(ofCivil: time)) == time)
    }
  }

  @Test("Offsets of rows are a zone that keeps the last, and is known as far as its rows")
  func observed() throws {
    let rows = [
      (instant(2024, 10, 27, 23), 3_600), (instant(2024, 3, 30, 23), 3_600),
      (instant(2024, 3, 31, 22), 7_200),
    ]
    let zone = try #require(TimeZoneTable(observed: rows))
    #expect(!zone.isKnownAhead && zone.hasObservedChanges)
    #expect(zone.offset(atUTC: instant(2020, 1, 1, 0).seconds) == 3_600)
    #expect(zone.offset(atUTC: instant(2024, 7, 1, 0).seconds) == 7_200)
    #expect(zone.offset(atUTC: instant(2030, 7, 1, 0).seconds) == 3_600)
    #expect(zone.known(at: instant(2024, 4, 1, 0)).offset(atUTC: instant(2030, 7, 1, 0).seconds) == 7_200)
    #expect(!zone.known(at: instant(2024, 3, 31, 0)).hasObservedChanges)
    #expect(TimeZoneTable(observed: rows.map { ($0.0, 0) }) == nil)
  }

  @Test("South of the equator summer spans the new year")
  func south() throws {
    let zone = try #require(
      TimeZoneTable(
        name: "x", bytes: file(offsets: [36_000], transitions: [], footer: "AEST-10AEDT,M10.1.0,M4.1.0/3")))
    #expect(zone.offset(atUTC: instant(2030, 1, 1, 0).seconds) == 39_600)
    #expect(zone.offset(atUTC: instant(2030, 7, 1, 0).seconds) == 36_000)
  }

  @Test("A damaged file is refused at every length")
  func damaged() {
    let whole = file(offsets: [3600], transitions: [(0, 0)], footer: "CET-1")
    for length in 0..<(whole.count - 8) {
      #expect(TimeZoneTable(name: "x", bytes: Array(whole.prefix(length))) == nil, "length \(length)")
    }
  }

  @Test(
    "A name that is a path is an argument error",
    arguments: ["../../etc/passwd", "/etc/passwd", "", "Foo Bar"])
  func names(name: String) {
    #expect(throws: Failure.self) { try TimeZoneTable(named: name) }
  }
}
