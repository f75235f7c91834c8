import TestSupport
import Testing

/// Tables of what people have and type: every case ends with its exit code, says what it must, and leaves
/// nothing.
@Suite("Of a table of inputs")
struct CorpusTests {
  private func check(_ item: CorpusCase, alsoFromPipe: Bool) throws {
    let folder = try TemporaryDirectory()
    try folder.write(item.bytes, to: "in.csv")
    for input in alsoFromPipe ? ["in.csv", "-"] : ["in.csv"] {
      let outcome = try foresee(
        item.arguments(input), in: folder, with: .init(inputFile: input == "-" ? "in.csv" : nil))
      let said = item.command == "inspect" ? outcome.errors + outcome.output : outcome.errors
      #expect(outcome.status == item.status, "\(item.testDescription): \(outcome.errors)")
      for text in item.says { #expect(said.contains(text), "\(item.testDescription): \(said)") }
      if item.status != 0 { #expect(outcome.output.isEmpty) }
    }
    #expect(folder.results == ["in.csv"])
  }

  @Test("each way of writing rows and fields is read or refused", arguments: StructureCorpus.cases)
  func structure(_ item: CorpusCase) throws { try check(item, alsoFromPipe: true) }

  @Test("each encoding is read or refused", arguments: EncodingCorpus.cases)
  func encoding(_ item: CorpusCase) throws { try check(item, alsoFromPipe: true) }

  @Test("each number is read exactly or refused", arguments: NumberCorpus.cases)
  func numbers(_ item: CorpusCase) throws { try check(item, alsoFromPipe: false) }

  @Test("each time is read exactly or refused", arguments: TimeCorpus.cases)
  func times(_ item: CorpusCase) throws { try check(item, alsoFromPipe: false) }

  @Test("columns and series are found or asked for", arguments: ColumnCorpus.cases)
  func columns(_ item: CorpusCase) throws { try check(item, alsoFromPipe: true) }

  @Test("sizes beyond the limits are refused", arguments: SizeCorpus.cases)
  func sizes(_ item: CorpusCase) throws { try check(item, alsoFromPipe: true) }

  private static let rows =
    "time,y\n" + (1...25).map { "2024-01-\($0 < 10 ? "0" : "")\($0),\($0)\n" }.joined()

  @Test("configurations are used or refused", arguments: ConfigurationCorpus.cases)
  func configurations(_ item: CorpusCase) throws {
    let folder = try TemporaryDirectory()
    try folder.write(Self.rows, to: "d.csv")
    try folder.write(item.bytes, to: "c.json")
    let horizon = item.text.contains("horizon") ? [] : ["--horizon", "1"]
    let outcome = try foresee(
      ["forecast", "d.csv", "--model", "gru", "--lookback", "4", "--max-steps", "1", "--config", "c.json"]
        + horizon, in: folder)
    #expect(outcome.status == item.status, "\(outcome.errors)")
    for text in item.says { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
    #expect(folder.results == ["c.json", "d.csv"])
  }

  @Test("arguments are used or refused", arguments: ArgumentCorpus.cases)
  func arguments(_ item: ArgumentCorpus.Case) throws {
    let folder = try TemporaryDirectory()
    try folder.write(Self.rows, to: "d.csv")
    let outcome = try foresee(item.arguments, in: folder)
    #expect(outcome.status == item.status, "\(outcome.errors)")
    #expect(outcome.errors.contains(item.says), "\(outcome.errors)")
    #expect(folder.text(of: "d.csv") == Self.rows && folder.results == ["d.csv"])
  }
}
