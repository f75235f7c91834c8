import Files
import FoundationEssentials

/// Writes a value as JSON for programs: sorted keys, so that equal values give equal bytes; a number that no
/// double holds is the text "Infinity".
func jsonText(_ value: some Encodable) throws(Failure) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  do {
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  } catch {
    throw Failure(.internalFault, "the result cannot be written as JSON: \(error)")
  }
}
