import Files
import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Registry

@Suite("A model file")
struct ModelFileTests {
  /// A fitted forecaster of every kind, small.
  private static func fitted(_ item: ForecasterCase) throws -> any FittedForecaster {
    try item.make(item.options).fit(LawPanel.training(LawPanel.make(for: item)), session: Session())
  }

  private static func file(_ item: ForecasterCase) throws -> ModelFile {
    let fitted = try fitted(item)
    var reading = ReadOptions()
    reading.targets = ["Close"]
    reading.delimiter = ";"
    return ModelFile(try fitted.record(), reading: reading)
  }

  static let everyModel: [ForecasterCase] = ModelRegistry.entries.compactMap { entry in
    (ForecasterCase.baselines + ForecasterCase.networks).first { $0.name == entry.name }
  }
  static let attention = everyModel.filter { $0.name == "gru-attention" }

  @Test("gives back the forecaster to the last bit, for every model", arguments: everyModel)
  func roundTrip(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let expected = try Self.fitted(item).forecast(panel, at: LawPanel.cutoffs, session: Session())
    let file = try Self.file(item)
    let read = try ModelFile(decoding: file.encoded())
    #expect(read == file)
    let forecaster = try read.forecaster()
    #expect(forecaster.name == item.name && forecaster.horizon == item.options.horizon)
    #expect(try forecaster.forecast(panel, at: LawPanel.cutoffs, session: Session()) == expected)
    // Equal fits give equal bytes.
    #expect(try Self.file(item).encoded() == file.encoded())
    #expect(ModelFileTests.everyModel.count == ModelRegistry.entries.count)
  }

  @Test(
    "is refused with any of its bytes changed",
    arguments: everyModel.filter { $0.name == "drift" } + attention)
  func corruption(_ item: ForecasterCase) throws {
    let bytes = try Self.file(item).encoded()
    // Every byte of a small file, and 150 of a larger one.
    for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
      var changed = bytes
      changed[place] ^= 1 << UInt8(place % 8)
      let failure = #expect(throws: Failure.self, "byte \(place)") { try ModelFile(decoding: changed) }
      #expect(failure?.cause == .modelFile, "byte \(place)")
    }
  }

  @Test("is read whatever the length of its header begins like", arguments: [0x0480, 0x0580, 0x4B50])
  func headerLength(_ length: Int) throws {
    let item = try #require(Self.everyModel.first { $0.name == "naive" })
    let record = try Self.fitted(item).record()
    func file(_ count: Int) -> ModelFile {
      var reading = ReadOptions()
      reading.comment = String(repeating: "#", count: count)
      return ModelFile(record, reading: reading)
    }
    let start = Int(try file(1).encoded()[0]) + 256 * Int(try file(1).encoded()[1])
    let lengths = max(1, length - start - 8)...max(1, length - start + 8)
    let begun = try lengths.map(file).filter { file in
      try file.encoded().prefix(2) == [UInt8(length % 256), UInt8(length / 256)]
    }
    let found = try #require(begun.first)
    #expect(try ModelFile(decoding: found.encoded()) == found)
    let directory = try TemporaryDirectory()
    try directory.write(found.encoded(), to: "model.foresee")
    #expect(try ModelFile(path: directory.file("model.foresee")) == found)
  }

  @Test("is refused when it was cut short or something follows it")
  func length() throws {
    let item = try #require(Self.attention.first)
    let bytes = try Self.file(item).encoded()
    for count in [0, 1, 7, 8, 9, 100, bytes.count / 2, bytes.count - 1] {
      let failure = #expect(throws: Failure.self) { try ModelFile(decoding: Array(bytes[..<count])) }
      #expect(failure?.cause == .modelFile, "\(count) bytes")
    }
    #expect(throws: Failure.self) { try ModelFile(decoding: bytes + [0]) }
  }

  @Test(
    "that is something else says what it is",
    arguments: [
      ("PK\u{3}\u{4}aaaaaaaaaa", "zip"), ("{\"a\": 1}        ", "safetensors"), ("GGUF12345678", "GGUF"),
      ("Date,Close\n2020-01-01,1\n", "safetensors"),
    ])
  func otherTexts(text: String, word: String) { otherFiles(Array(text.utf8), word: word) }

  @Test(
    "that Python wrote says so",
    arguments: [
      // pickle.dumps({"a": 1}, protocol) of 2 to 5.
      [0x80, 2, 0x7D, 0x71, 0, 0x58, 1, 0, 0, 0], [0x80, 3, 0x7D, 0x71, 0, 0x58, 1, 0, 0, 0],
      [0x80, 4, 0x95, 10, 0, 0, 0, 0, 0, 0, 0, 0x7D], [0x80, 5, 0x95, 10, 0, 0, 0, 0, 0, 0, 0, 0x7D],
    ])
  func pickles(bytes: [UInt8]) { otherFiles(bytes, word: "pickle") }

  private func otherFiles(_ bytes: [UInt8], word: String) {
    let failure = #expect(throws: Failure.self) { try ModelFile(decoding: bytes) }
    #expect(failure?.cause == .modelFile)
    #expect(failure?.message.contains(word) == true, "\(failure?.message ?? "")")
  }

  @Test("on disk that is damaged is named in the message")
  func place() throws {
    let directory = try TemporaryDirectory()
    let item = try #require(Self.everyModel.first)
    let path = directory.file("model.foresee")
    var output = try OutputFile(replacing: path)
    try Self.file(item).write(to: output)
    try output.commit()
    #expect(try ModelFile(path: path) == Self.file(item))
    output = try OutputFile(replacing: path)
    try output.write(Array("nothing".utf8))
    try output.commit()
    let failure = #expect(throws: Failure.self) { try ModelFile(path: path) }
    #expect(failure?.place?.file == path)
  }

  @Test("holds tensors under PyTorch's names and shapes")
  func names() throws {
    var item = try #require(Self.everyModel.first { $0.name == "lstm" })
    item.options.network.layers = [NetworkOptions.Layer(units: 4), NetworkOptions.Layer(units: 4)]
    let features = 3  // target, mask and age: the panel has gaps
    let expected: [(String, [Int])] = [
      ("head.0.bias", [4]), ("head.0.weight", [4, 4]), ("head.2.bias", [5]), ("head.2.weight", [5, 4]),
      ("rnn.bias_hh_l0", [16]), ("rnn.bias_hh_l1", [16]), ("rnn.bias_ih_l0", [16]), ("rnn.bias_ih_l1", [16]),
      ("rnn.weight_hh_l0", [16, 4]), ("rnn.weight_hh_l1", [16, 4]), ("rnn.weight_ih_l0", [16, features]),
      ("rnn.weight_ih_l1", [16, 4]), ("scaler.static.center", [0]), ("scaler.static.scale", [0]),
      ("scaler.target.center", [2]), ("scaler.target.scale", [2]),
    ]
    let tensors = try Self.fitted(item).record().tensors
    #expect(tensors.map(\.name) == expected.map(\.0))
    #expect(tensors.map(\.shape) == expected.map(\.1))
    item.options.network.layers[1].units = 3
    let mixed = try Self.fitted(item).record().tensors.map(\.name)
    #expect(mixed.contains("rnn.0.weight_ih_l0") && mixed.contains("rnn.1.weight_hh_l0"))
  }
}

/// Files whose checksum is right but whose content is not: what someone could make on purpose.
@Suite("A forged model file")
struct ForgedModelFileTests {
  private static func record() throws -> ModelRecord {
    let item = try #require(ModelFileTests.attention.first)
    return try item.make(item.options).fit(LawPanel.training(LawPanel.make(for: item)), session: Session())
      .record()
  }

  private func restored(_ record: ModelRecord) throws -> any FittedForecaster {
    let bytes = try ModelFile(record, reading: ReadOptions()).encoded()
    return try ModelFile(decoding: bytes).forecaster()
  }

  private func expectRefusal(_ what: String, _ change: (inout ModelRecord) -> Void) throws {
    var record = try Self.record()
    let before = record
    change(&record)
    #expect(record != before, "\(what): nothing was changed")
    let failure = #expect(throws: Failure.self, "\(what)") { try restored(record) }
    #expect(failure?.cause == .modelFile, "\(what)")
  }

  @Test("with another tensor than its configuration asks for is refused")
  func tensors() throws {
    func edit(_ record: inout ModelRecord, _ name: String, _ body: (inout NamedTensor) -> Void) {
      for index in record.tensors.indices where record.tensors[index].name == name {
        body(&record.tensors[index])
      }
    }
    let name = "head.0.bias"
    for value in [Float.nan, .infinity, -.infinity] {
      try expectRefusal("a weight of \(value)") {
        edit(&$0, name) { $0.elements = .float([value] + Array(repeating: 0, count: $0.count - 1)) }
      }
    }
    try expectRefusal("double precision") {
      edit(&$0, name) { $0.elements = .double(Array(repeating: 0, count: $0.count)) }
    }
    try expectRefusal("another shape") { edit(&$0, name) { $0.shape = [1] + $0.shape } }
    try expectRefusal("another size") {
      edit(&$0, name) {
        $0.shape = [2]
        $0.elements = .float([0, 0])
      }
    }
    try expectRefusal("no tensor") { $0.tensors.removeAll { $0.name == name } }
    try expectRefusal("another name") { edit(&$0, name) { $0.name = "head.0.bia" } }
    try expectRefusal("a scale of 0") {
      edit(&$0, "scaler.target.scale") { $0.elements = .double(Array(repeating: 0, count: $0.count)) }
    }
    try expectRefusal("another model") { $0.model = "transformer" }
    try expectRefusal("a model of other tensors") { $0.model = "lstm-attention" }
  }

  @Test(
    "with a configuration that cannot be is refused",
    arguments: [
      ("\"horizon\":5", "\"horizon\":0"), ("\"horizon\":5", "\"horizon\":-1"),
      ("\"horizon\":5", "\"horizon\":1000000"), ("\"horizon\":5", "\"horizon\":1000000000000"),
      ("\"horizon\":5", "\"horizon\":1e300"), ("\"horizon\":5", "\"horizon\":5.5"),
      ("\"horizon\":5", "\"horizon\":\"5\""), ("\"attentionHeads\":1", "\"attentionHeads\":2"),
      ("\"attentionHeads\":1", "\"attentionHeads\":0"), ("\"units\":4", "\"units\":0"),
      ("\"units\":4", "\"units\":1048576"), ("\"units\":4", "\"units\":9223372036854775807"),
      ("\"dropout\":0.1", "\"dropout\":1"), ("\"head\":[4]", "\"head\":[1048576]"),
      ("\"head\":[4]", "\"head\":[]"), ("\"calendar\":0", "\"calendar\":2"), ("\"past\":0", "\"past\":1"),
      ("\"hasMask\":true", "\"hasMask\":false"), ("\"series-1\"", "\"series-0\""), ("{", ""),
    ])
  func configurations(found: String, replacement: String) throws {
    try expectRefusal("\(found) as \(replacement)") {
      $0.configuration = $0.configuration.replacingFirst(found, by: replacement)
    }
  }

  @Test("with any number of its configuration replaced is refused or forecasts, but stops nothing")
  func numbers() throws {
    let item = try #require(ModelFileTests.attention.first)
    let panel = LawPanel.make(for: item)
    let record = try Self.record()
    let text = Array(record.configuration.utf8)
    var place = 0
    var tried = 0
    while place < text.count {
      let end = text[place...].firstIndex { !(48...57).contains($0) } ?? text.count
      if end > place {
        for value in ["-1", "0", "2", "7", "1e30", "9223372036854775807", "-9223372036854775808", "null"] {
          var forged = record
          forged.configuration = String(
            decoding: text[..<place] + Array(value.utf8) + text[end...], as: UTF8.self)
          tried += 1
          do {
            _ = try restored(forged).forecast(panel, at: LawPanel.cutoffs, session: Session())
          } catch {
            #expect(error is Failure, "\(forged.configuration)")
          }
        }
      }
      place = max(end, place + 1)
    }
    #expect(tried > 100)
  }
}

extension String {
  func replacingFirst(_ text: String, by replacement: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return replacingCharacters(in: range, with: replacement)
  }

  private func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
