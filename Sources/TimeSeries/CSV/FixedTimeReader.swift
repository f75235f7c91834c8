/// Reads cells in a fixed form one after another, the date only where it changes.
struct FixedTimeReader {
  let length: Int
  private let zone: TimeZoneTable?
  private let isLocal: Bool
  private var dateWord: UInt64 = 0
  private var dateEnd: UInt16 = 0
  private var dateSeconds: Int64 = 0

  /// Creates a reader.
  init(_ form: FixedTime) {
    length = form.length
    zone = form.zone
    isLocal = form.zone == nil || form.length == 20
  }

  /// Reads the time at `text`, behind which 32 bytes can be read; `nil` when there is none in the form.
  ///
  /// What follows the time is the caller's to check.
  @inline(__always)
  mutating func read(_ text: UnsafePointer<UInt8>) -> Instant? {
    let bytes = UnsafeRawPointer(text)
    let word = bytes.loadUnaligned(as: UInt64.self)
    let end = bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if word != dateWord || end != dateEnd {
      guard readDate(word, end) else { return nil }
    }
    var seconds = dateSeconds
    if length > 10 {
      guard text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
        let time = Self.secondsOfDay(bytes.loadUnaligned(fromByteOffset: 11, as: UInt64.self)),
        length == 19 || text[19] == UInt8(ascii: "Z")
      else { return nil }
      seconds += time
    }
    return isLocal ? Instant(seconds: seconds) : utc(ofLocal: seconds)
  }

  private func utc(ofLocal seconds: Int64) -> Instant? {
    let civil = Instant(seconds: seconds)
    return length == 10 ? zone?.instant(ofCivil: civil) : try? zone?.utc(ofLocal: civil)
  }

  /// Reads `YYYY-MM-` and `DD`, and keeps the seconds up to that day.
  private mutating func readDate(_ word: UInt64, _ end: UInt16) -> Bool {
    let start = UInt64(littleEndian: word) ^ 0x2D30_302D_3030_3030
    let day = UInt16(littleEndian: end) ^ 0x3030
    guard start & 0xFF00_00FF_0000_0000 == 0, DecimalDigits.areDigits(start),
      DecimalDigits.areDigits(UInt64(day))
    else { return false }
    func pair(_ shift: UInt64) -> Int {
      Int((start >> shift) & 0xFF) * 10 + Int((start >> (shift + 8)) & 0xFF)
    }
    let date = CivilDate(
      year: pair(0) * 100 + pair(16), month: pair(40), day: Int(day & 0xFF) * 10 + Int(day >> 8))
    guard (try? CivilTime.check(date)) != nil else { return false }
    dateSeconds = date.daysSinceEpoch * Instant.day
    (dateWord, dateEnd) = (word, end)
    return true
  }

  /// The seconds since midnight that the eight bytes `HH:MM:SS` say.
  @inline(__always)
  private static func secondsOfDay(_ word: UInt64) -> Int64? {
    let time = UInt64(littleEndian: word) ^ 0x3030_3A30_303A_3030
    guard time & 0x0000_FF00_00FF_0000 == 0, DecimalDigits.areDigits(time) else { return nil }
    // Tens times ten plus ones, in every second byte.
    let pairs = (time &* 10) &+ (time >> 8)
    let (hour, minute, second) = (pairs & 0xFF, (pairs >> 24) & 0xFF, (pairs >> 48) & 0xFF)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int64(hour * 3600 + minute * 60 + second)
  }
}
