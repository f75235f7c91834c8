import Files

/// Writes the numbers and rows of a table byte by byte, so that one seed always gives the same file.
enum TableText {
  /// Appends a number with a fixed count of decimals, rounded half away from zero.
  ///
  /// Sizes beyond 10¹⁵ and values that are not finite are written as that bound.
  static func append(_ value: Double, decimals: Int, to row: inout [UInt8]) {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let bound = 1e15
    let scaled = (value.isNaN ? bound : min(max(value * power, -bound), bound)).rounded()
    let units = Int64(scaled)
    if units < 0 { row.append(UInt8(ascii: "-")) }
    let digits = Array(String(units.magnitude).utf8)
    let padded = [UInt8](repeating: UInt8(ascii: "0"), count: max(0, decimals + 1 - digits.count)) + digits
    row += padded.dropLast(decimals)
    guard decimals > 0 else { return }
    row.append(UInt8(ascii: "."))
    row += padded.suffix(decimals)
  }

  /// Checks what was asked for against what can be written.
  ///
  /// - Throws: `Failure` (arguments) for no rows, no series, or rows beyond the year 9999.
  static func check(rows: Int, series: Int, stepNanoseconds: Double) throws(Failure) {
    guard rows > 0 else { throw Failure(.arguments, "--rows is \(rows)", fix: "--rows with at least 1") }
    guard series > 0 else {
      throw Failure(.arguments, "--series is \(series)", fix: "--series with at least 1")
    }
    // Both kinds start after 2000; 7,900 years of 365.2425 days are left.
    guard Double(rows) * stepNanoseconds < 7900 * 365.2425 * 86_400e9 else {
      throw Failure(
        .arguments, "\(rows) rows reach beyond the year 9999", fix: "fewer --rows or a shorter --every")
    }
  }
}
