import Files

/// Names and dates by which nobody without the key tells who recordings are of.
///
/// The same key gives a recording the same pseudonym and the same shift in every run, so that files of
/// several runs can be joined.
public struct Pseudonyms: Sendable {
  /// The bytes of a key.
  public static let keySize = 32
  /// The most weeks, and the most years, by which dates are shifted.
  private static let (mostWeeks, mostYears): (UInt64, UInt64) = (520, 40)

  private let key: [UInt8]

  /// Creates the pseudonyms that belong to a key of ``keySize`` bytes.
  public init(key: [UInt8]) { self.key = key }

  /// The pseudonym of a recording: `id-` and 16 hexadecimal digits of the key's HMAC of its name.
  ///
  /// - Complexity: One authentication code of the recording's name.
  public func name(of recording: String) -> String {
    "id-" + SHA256.hexadecimal(Array(code("name", of: recording).prefix(8)))
  }

  /// The number of days by which the dates of a recording are shown earlier: 1 to 520 whole weeks, so that
  /// days of the week stay.
  public func days(of recording: String) -> Int { 7 * (1 + Int(draw(of: recording) % Self.mostWeeks)) }

  /// The number of years, 1 to 40, by which the dates of a recording are shown earlier whose rows are a month
  /// or more apart.
  ///
  /// A shift by weeks would be undone by moving the dates back to the first of a month.
  public func years(of recording: String) -> Int { 1 + Int(draw(of: recording) % Self.mostYears) }

  private func draw(of recording: String) -> UInt64 {
    code("shift", of: recording).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// A code of its own for each purpose, so that the shift cannot be inferred from the name.
  private func code(_ purpose: String, of recording: String) -> [UInt8] {
    SHA256.authenticationCode(of: Array("\(purpose) \(recording)".utf8), key: key)
  }
}
