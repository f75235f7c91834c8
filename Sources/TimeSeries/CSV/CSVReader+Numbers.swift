import Files

extension CSVReader {
  /// Reads the current record's field at `index` as a number; a missing one is `.nan`.
  ///
  /// - Throws: `Failure` (data) with the option that makes the field readable.
  func number(_ index: Int, with parser: inout NumberParser) throws(Failure) -> Double {
    switch parser.parse(field(index)) {
    case .value(let value): return value
    case .missing: return .nan
    case .unreadable: throw unreadableNumber(index, parser)
    }
  }

  /// What the current record's field at `index` holds as a number.
  func numberOutcome(_ index: Int, with parser: inout NumberParser) -> NumberParser.Outcome {
    parser.parse(field(index))
  }

  /// Whether the current record's field at `index` holds nothing.
  func isEmpty(_ index: Int) -> Bool { field(index).isEmpty }

  /// The bytes of the current record's field at `index`, copied.
  func bytes(_ index: Int) -> [UInt8] { Array(field(index)) }

  /// The failure of a line that repeats the header, if the current one does.
  func repeatedHeader() -> Failure? {
    guard repeatsHeader else { return nil }
    return Failure(
      .data, at: Failure.Place(file: name, line: line, column: 1),
      "line \(line) repeats the header (were several files joined?)",
      fix: "remove the line, or give the files one by one")
  }

  private func unreadableNumber(_ index: Int, _ parser: NumberParser) -> Failure {
    if let repeated = repeatedHeader() { return repeated }
    let text = String(decoding: field(index), as: UTF8.self)
    let diagnosis = NumberDiagnosis(text, parser: parser)
    var fix = diagnosis.fix
    if fix == nil, recordCount == 1, headerLine > 0 {
      fix = "if line \(line) is not data, add --skip-rows \(line) --no-header (columns are then c1, c2, …)"
    }
    return Failure(
      .data, at: place(ofField: index),
      "column \(index + 1) \(ShownText.quoted(header[index])): \(diagnosis.message)", fix: fix)
  }
}
