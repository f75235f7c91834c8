/// Writes instants as the predictions file does.
///
/// Local times are `YYYY-MM-DD` if every time of the output is a midnight, else `YYYY-MM-DD HH:MM:SS` with 3,
/// 6 or 9 decimals if one has a fraction. UTC always has its time of day and `Z`. Elapsed time and steps are
/// plain numbers.
public struct TimeText: Sendable, Equatable {
  private let kind: TimeKind
  private let unit: ReadOptions.TimeUnit
  private var isDateOnly = true
  private var fractionDigits = 0

  /// Creates a writer for an output that holds no time yet.
  ///
  /// - Parameters:
  ///   - kind: The meaning of the instants.
  ///   - unit: The unit of elapsed time.
  public init(kind: TimeKind, unit: ReadOptions.TimeUnit = .seconds) {
    self.kind = kind
    self.unit = unit
  }

  // Inlinable, because unspecialised iteration allocates memory for every element.
  /// Creates a writer for an output that holds `times`.
  @inlinable
  public init(
    kind: TimeKind, times: some Sequence<Instant>, unit: ReadOptions.TimeUnit = .seconds
  ) {
    self.init(kind: kind, unit: unit)
    for time in times { include(time) }
  }

  /// Makes the form fit `instant` too; every time of an output is included before the first is written.
  public mutating func include(_ instant: Instant) {
    if isDateOnly, instant.nanoseconds != 0 || instant.seconds % Instant.day != 0 { isDateOnly = false }
    guard instant.nanoseconds != 0, fractionDigits < 9 else { return }
    let digits = instant.nanoseconds % 1_000_000 == 0 ? 3 : instant.nanoseconds % 1000 == 0 ? 6 : 9
    fractionDigits = max(fractionDigits, digits)
  }

  /// The text of one instant.
  public func text(of instant: Instant) -> String {
    var bytes: [UInt8] = []
    append(instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of one instant, in ASCII.
  ///
  /// - Complexity: O(1). Allocates nothing but room in `bytes`.
  public func append(_ instant: Instant, to bytes: inout [UInt8]) {
    switch kind {
    case .elapsed: appendNumber(counted(instant), to: &bytes)
    case .step: appendNumber(instant, to: &bytes)
    case .local, .utc: appendCivil(instant, to: &bytes)
    }
  }

  /// Elapsed time in its unit, whole units and billionths of one.
  private func counted(_ instant: Instant) -> Instant {
    let length = unit.seconds
    guard length > 1 else { return instant }
    let whole = Int128(instant.seconds) * 1_000_000_000 + Int128(instant.nanoseconds)
    var (units, rest) = whole.quotientAndRemainder(dividingBy: Int128(length) * 1_000_000_000)
    if rest < 0 { (units, rest) = (units - 1, rest + Int128(length) * 1_000_000_000) }
    let billionths = (rest + Int128(length / 2)) / Int128(length)
    return Instant(
      seconds: Int64(truncatingIfNeeded: units + billionths / 1_000_000_000),
      nanoseconds: Int32(truncatingIfNeeded: billionths % 1_000_000_000))
  }

  private func appendNumber(_ instant: Instant, to bytes: inout [UInt8]) {
    var magnitude = instant
    if instant.seconds < 0 {
      bytes.append(UInt8(ascii: "-"))
      magnitude.seconds = -instant.seconds
      if instant.nanoseconds > 0 {
        magnitude = Instant(seconds: -instant.seconds - 1, nanoseconds: 1_000_000_000 - instant.nanoseconds)
      }
    }
    bytes.append(contentsOf: String(magnitude.seconds).utf8)
    guard magnitude.nanoseconds > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    Self.append(decimals: magnitude.nanoseconds, count: 9, to: &bytes)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }

  private func appendCivil(_ instant: Instant, to bytes: inout [UInt8]) {
    let days = instant.daysSinceEpoch
    let date = CivilDate(daysSinceEpoch: days)
    Self.append(year: date.year, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(pair: date.month, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    Self.append(pair: date.day, to: &bytes)
    if isDateOnly && kind == .local { return }
    let second = Int(instant.seconds - days * Instant.day)
    bytes.append(UInt8(ascii: " "))
    Self.append(pair: second / 3600, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(pair: second / 60 % 60, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(pair: second % 60, to: &bytes)
    if fractionDigits > 0 {
      bytes.append(UInt8(ascii: "."))
      Self.append(decimals: instant.nanoseconds, count: fractionDigits, to: &bytes)
    }
    if kind == .utc { bytes.append(UInt8(ascii: "Z")) }
  }

  private static func append(year: Int, to bytes: inout [UInt8]) {
    if (0...9999).contains(year) {
      append(pair: year / 100, to: &bytes)
      append(pair: year % 100, to: &bytes)
    } else {
      bytes.append(contentsOf: String(year).utf8)
    }
  }

  /// Appends a number of 0...99 as two digits.
  private static func append(pair: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: pair / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: pair % 10))
  }

  /// Appends the first `count` decimals of a fraction in billionths.
  private static func append(decimals: Int32, count: Int, to bytes: inout [UInt8]) {
    var rest = decimals
    for _ in 0..<count {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 100_000_000))
      rest = rest % 100_000_000 * 10
    }
  }
}
