import Files

/// Decides each setting: the option on the command line, else the configuration file, else the default.
struct Settings {
  private let file: ConfigurationFile?
  private var known: [String] = []
  /// The settings that were asked for on the command line, as options are written there.
  private(set) var options: [String] = []

  /// Reads the configuration file, if there is one.
  init(configuration path: String?) throws(Failure) {
    file = if let path { try ConfigurationFile(path: path) } else { nil }
  }

  /// A whole number; `nil` where nobody sets it.
  mutating func integer(_ key: String, option: Int?, in bounds: Bounds) throws(Failure) -> Int? {
    if let value = try bounds.check(option, "--" + key) {
      known.append(key)
      options.append(key)
      return value
    }
    guard let (file, value) = lookUp(key) else { return nil }
    guard let integer = value.integer else {
      throw file.mismatch(key, value, expected: "a whole number")
    }
    return try bounds.check(integer, "\"\(key)\"", at: file.place(of: value))
  }

  /// A number; `nil` where nobody sets it.
  mutating func number(_ key: String, option: Double?, in bounds: NumberBounds) throws(Failure) -> Double? {
    if let value = try bounds.check(option, "--" + key) {
      known.append(key)
      options.append(key)
      return value
    }
    guard let (file, value) = lookUp(key) else { return nil }
    guard let number = value.double else { throw file.mismatch(key, value, expected: "a number") }
    return try bounds.check(number, "\"\(key)\"", at: file.place(of: value))
  }

  /// A seed; `nil` where nobody sets it.
  mutating func seed(_ key: String, option: UInt64?) throws(Failure) -> UInt64? {
    if option != nil { options.append(key) }
    guard let (file, value) = lookUp(key), option == nil else { return option }
    guard case .number(let digits) = value.content, let seed = UInt64(digits) else {
      throw file.mismatch(key, value, expected: "a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }

  /// One of several words; `nil` where nobody sets it.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, option: Choice?
  ) throws(Failure) -> Choice? where Choice.RawValue == String {
    if option != nil { options.append(key) }
    guard let (file, value) = lookUp(key), option == nil else { return option }
    if let word = value.string, let choice = Choice(rawValue: word) { return choice }
    let words = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    throw file.mismatch(key, value, expected: "one of \(words)")
  }

  /// Whether something is on; a flag can only switch on.
  mutating func flag(_ key: String, option: Bool) throws(Failure) -> Bool {
    try flag(key, option: option ? true : nil) ?? false
  }

  /// Whether something is on or off; `nil` where nobody says.
  mutating func flag(_ key: String, option: Bool?) throws(Failure) -> Bool? {
    if let option { options.append(option ? key : "no-" + key) }
    guard let (file, value) = lookUp(key), option == nil else { return option }
    guard let boolean = value.boolean else {
      throw file.mismatch(key, value, expected: "true or false")
    }
    return boolean
  }

  /// A text; `nil` where nobody sets it.
  mutating func text(_ key: String, option: String?) throws(Failure) -> String? {
    if option != nil { options.append(key) }
    guard let (file, value) = lookUp(key), option == nil else { return option }
    guard let text = value.string, !text.isEmpty else { throw file.mismatch(key, value, expected: "a text") }
    return text
  }

  /// The value of the configuration file under `key`, which is a known key from now on.
  mutating func lookUp(_ key: String) -> (file: ConfigurationFile, value: JSONValue)? {
    known.append(key)
    guard let file, let value = file[key] else { return nil }
    return (file, value)
  }

  /// Checks that the file has no other settings than those that were asked for.
  func refuseUnknownKeys() throws(Failure) {
    guard let file else { return }
    for setting in file.settings where !known.contains(setting.name) {
      throw Failure(
        .arguments, at: file.place(of: setting.value), "there is no setting \"\(setting.name)\"",
        fix: SimilarNames.likely(for: setting.name, among: known).map { "did you mean \"\($0)\"?" }
          ?? "the settings are \(known.sorted().joined(separator: ", "))")
    }
  }
}
