/// A form of times with every digit at a fixed place: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS`, or that with `Z`.
struct FixedTime: Sendable {
  /// The bytes of a cell: 10, 19 or 20.
  let length: Int
  /// The zone of times without an offset; `nil` leaves them as they are.
  let zone: TimeZoneTable?

  /// Whether a time of day is written.
  var hasTimeOfDay: Bool { length > 10 }
}
