import Files

extension CSVReader {
  /// Reads the current record's field at `index` as a number.
  ///
  /// - Parameters:
  ///   - index: The position of the field in the record.
  ///   - parser: The parser of the column's numbers.
  ///   - form: The symbols and words around the column's numbers; `nil` for bare numbers.
  ///   - words: The column's cells that are no numbers, as far as they are known, for the message.
  /// - Returns: The number; `.nan` for a missing one.
  /// - Throws: `Failure` (data) with the option that makes the field readable.
  func number(
    _ index: Int, with parser: inout NumberParser, form: NumberForm? = nil,
    words: @autoclosure () -> ColumnWords = ColumnWords()
  ) throws(Failure) -> Double {
    var outcome = parser.parse(field(index))
    if outcome == .unreadable, let form { outcome = form.outcome(of: field(index), &parser) }
    switch outcome {
    case .value(let value): return value
    case .missing: return .nan
    case .unreadable: throw unreadableNumber(index, parser, words())
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

  /// Reads the rest of the file to tell what it holds; `body` hears of each record whether it can be read.
  func readRest(_ body: (_ isReadable: Bool) -> Void) {
    guard explainsByRest else { return }
    while true {
      do throws(Failure) {
        guard try next() else { return }
        observer?(self)
        body(true)
      } catch {
        body(false)
      }
    }
  }

  private func unreadableNumber(
    _ index: Int, _ parser: NumberParser, _ words: ColumnWords
  ) -> Failure {
    if let repeated = repeatedHeader() { return repeated }
    let text = String(decoding: field(index), as: UTF8.self)
    let place = place(ofField: index)
    let isFirst = recordCount == 1 && headerLine > 0
    let line = line
    var words = words
    // Words that come later must be read by the same option.
    var parser = parser
    readRest { isReadable in
      guard isReadable, index < fieldCount, parser.parse(field(index)) == .unreadable else { return }
      words.add(String(decoding: field(index), as: UTF8.self))
    }
    let diagnosis = NumberDiagnosis(text, parser: parser, words: words, options: options)
    var fix = diagnosis.fix
    if fix == nil, isFirst, !text.contains(where: \.isNumber) {
      fix = "if line \(line) is not data, add --skip-rows \(line) --no-header (columns are then c1, c2, …)"
    }
    return Failure(
      .data, at: place,
      "column \(index + 1) \(ShownText.quoted(header[index])): \(diagnosis.message)", fix: fix)
  }
}
