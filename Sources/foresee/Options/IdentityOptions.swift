import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries

/// Whether results say whom the data are of.
struct IdentityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write results under pseudonyms, with the dates of each recording shifted by a number of weeks of its own, or of years where rows are months. Both are made with the key in this file, which is made where there is none; whoever has it can tell who is who. Values are written as they are.",
      valueName: "key file"))
  var deidentify: String?

  /// Reads or makes the key, and opens it for the pseudonyms.
  ///
  /// - Parameters:
  ///   - reading: The options of reading, among which a list of implausible values would reveal names.
  ///   - faults: The options for faults, among which a list of what is left out would, too.
  ///   - outputs: The files of the command, none of which may be the key.
  /// - Returns: The pseudonyms; `nil` where results keep the names.
  /// - Throws: `Failure` where another option would reveal names, or the file holds no key or cannot be made.
  func pseudonyms(
    besides reading: ReadingOptions, _ faults: FaultOptions, in outputs: inout Outputs
  ) throws(Failure) -> Pseudonyms? {
    guard let deidentify else { return nil }
    guard deidentify != "-" else {
      throw Failure(
        .arguments, "--deidentify keeps its key in a file, and - is none",
        fix: "name a file that only you can read")
    }
    guard reading.plausibleLog == nil else {
      throw Failure(
        .arguments, "--plausible-log lists values under the names in the data, which --deidentify hides",
        fix: "leave --plausible-log out, or make the list with a run of its own")
    }
    guard faults.leftOut == nil else {
      throw Failure(
        .arguments, "--left-out lists series by the names in the data, which --deidentify hides",
        fix: "leave --left-out out, or make the list with a run of its own")
    }
    try outputs.reserve(deidentify)
    if FileIdentity(path: deidentify) == nil { try makeKey(at: deidentify) }
    return Pseudonyms(key: try key(in: deidentify))
  }

  /// Writes a new key, as hexadecimal digits that the file's owner alone can read.
  private func makeKey(at path: String) throws(Failure) {
    var random = SystemRandomNumberGenerator()
    let key = (0..<Pseudonyms.keySize).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    try OutputFile.createPrivately(path, text: SHA256.hexadecimal(key) + "\n")
    Console.note("\(path) is the key to the pseudonyms: keep it, and keep it secret")
  }

  private func key(in path: String) throws(Failure) -> [UInt8] {
    let text = String(decoding: try InputFile.contents(of: path, limit: 1 << 10), as: UTF8.self)
    let digits = text.prefix { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    guard digits.count == 2 * Pseudonyms.keySize, text.dropFirst(digits.count).allSatisfy(\.isWhitespace)
    else {
      throw Failure(
        .arguments, at: Failure.Place(file: path, line: 1),
        "this is no key: expected \(2 * Pseudonyms.keySize) hexadecimal digits and nothing else",
        fix: "name a file that does not exist, and a key is made there")
    }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(16 * digits[$0] + digits[$0 + 1]) }
  }

  /// The panel as results show it, after telling which names stay.
  ///
  /// - Throws: `Failure` (arguments) where an event names a series.
  func hidden(
    _ panel: Panel, by pseudonyms: Pseudonyms?, events: [Event]
  ) throws(Failure) -> Deidentification? {
    guard let pseudonyms else { return nil }
    let hidden = Deidentification(panel, by: pseudonyms)
    try hidden.requireUnnamed(events)
    let kept = hidden.keptNames
    if !kept.isEmpty {
      Console.note(
        "results keep the names of columns: \(ShownText.some(kept)); where they say whose the values are, --layout wide makes them series",
        always: true)
    }
    return hidden
  }
}
