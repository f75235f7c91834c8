import Files
import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Registry

/// Model files whose checksum is right, made to do harm.
@Suite("A hostile model file")
struct HostileModelFileTests {
  private static func record(_ name: String) throws -> ModelRecord {
    let item = try #require(ModelFileTests.everyModel.first { $0.name == name })
    return try item.make(item.options).fit(LawPanel.training(LawPanel.make(for: item)), session: Session())
      .record()
  }

  private func refusal(_ record: ModelRecord, _ reading: ReadOptions = ReadOptions()) throws -> Failure? {
    let bytes = try ModelFile(record, reading: reading).encoded()
    do throws(Failure) {
      _ = try ModelFile(decoding: bytes).forecaster()
      return nil
    } catch {
      return error
    }
  }

  /// Simple models, of each kind of record.
  static let models = [
    "naive", "mean", "seasonal-naive", "theta", "ets", "linear", "gru", "segment-gru", "linear-gru",
  ]

  @Test("with a horizon that nobody can ask for is refused before anything is made of it", arguments: models)
  func horizons(_ model: String) throws {
    let record = try Self.record(model)
    for horizon in [
      "0", "-1", "1000001", "2305843009213693952", "9223372036854775807", "-9223372036854775808",
    ] {
      var forged = record
      forged.configuration = record.configuration.replacingFirst(
        "\"horizon\":5", by: "\"horizon\":\(horizon)")
      #expect(forged != record)
      #expect(try refusal(forged)?.cause == .modelFile, "\(horizon)")
    }
  }

  @Test(
    "with a number, a name or a member that no model has is refused, and says which",
    arguments: [
      ("\"horizon\":5", "\"horizon\":5,\"horizon\":5", "horizon"),
      ("\"seed\":", "\"seed\":2,\"seed\":", "seed"), ("{", "{\"\\u001b[31m\":1,", "U+001B"),
      ("\"training\":{", "\"training\":{\"extra\":[],", "extra"),
      ("\"units\":", "\"unit\":3,\"units\":", "unit"),
      ("\"horizon\":5", "\"horizon\":\"\\n\"", "horizon"), ("\"horizon\":5", "\"horizo\":5", "horizon"),
      ("\"season\":", "\"season\":-", "season"), ("\"lookback\":", "\"lookback\":-", "lookback"),
      ("\"lookback\":", "\"lookback\":9999999", "lookback"),
      ("\"dropout\":0.1", "\"dropout\":-0.1", "dropout"),
      ("\"batch\":", "\"batch\":-", "batch"), ("\"layers\":[", "\"layers\":[[],", "layers"),
      ("\"spacing\":{\"days\":{\"_0\":1}}", "\"spacing\":{\"days\":{\"_0\":0}}", "spacing"),
    ])
  func configurations(found: String, replacement: String, word: String) throws {
    var record = try Self.record("gru")
    let before = record
    record.configuration = record.configuration.replacingFirst(found, by: replacement)
    try #require(record != before, "\(found) is not in it")
    let failure = try refusal(record)
    #expect(failure?.cause == .modelFile, "\(replacement)")
    #expect(failure?.description.contains(word) == true, "\(failure?.description ?? "accepted")")
    #expect(failure?.description.contains("DecodingError") != true)
    #expect(failure?.description.contains("\u{1B}") != true)
  }

  @Test(
    "with a tensor that its model does not have is refused",
    arguments: [
      "extra", "../../x", "a\0b", "\u{1B}[31m", String(repeating: "n", count: 10_000), "", "0.0.deep",
    ])
  func tensors(_ name: String) throws {
    for model in ["naive", "linear", "gru"] {
      var record = try Self.record(model)
      record.tensors.append(NamedTensor(name: name, shape: [1], elements: .float([1])))
      let failure = try refusal(record)
      #expect(failure?.cause == .modelFile)
      #expect((failure?.description.utf8.count ?? 0) < 300)
      #expect(failure?.description.contains("\u{1B}") != true)
    }
  }

  @Test("that says impossible things about reading data is refused")
  func reading() throws {
    let record = try Self.record("naive")
    #expect(try refusal(record) == nil)
    let changes: [(inout ReadOptions) -> Void] = [
      { $0.skipRows = -1 }, { $0.skipRows = -101 }, { $0.skipRows = .min }, { $0.skipRows = .max },
      { $0.skipFooter = -1 }, { $0.skipFooter = .max }, { $0.season = 0 }, { $0.season = -7 },
      { $0.season = .min }, { $0.season = 1_000_001 },
    ]
    for (index, change) in changes.enumerated() {
      var reading = ReadOptions()
      change(&reading)
      #expect(try refusal(record, reading)?.cause == .modelFile, "change \(index)")
    }
  }

  @Test("with more tensors, values or texts than any model has is refused")
  func sizes() throws {
    var record = try Self.record("naive")
    record.configuration = "[" + String(repeating: "1,", count: StoredJSON.mostValues) + "1]"
    #expect(try refusal(record)?.message.contains("more than") == true)
    record.configuration = String(repeating: "[", count: 100_000)
    #expect(try refusal(record)?.cause == .modelFile)
    var file = Safetensors(metadata: ["foresee": ModelFile.format], tensors: [])
    for index in 0...Safetensors.mostTensors {
      file.tensors.append(NamedTensor(name: "t\(index)", shape: [0], elements: .float([])))
    }
    #expect(throws: Failure.self) { try ModelFile(decoding: file.encoded()) }
  }

  @Test("that is not a file, or never ends, is refused at once")
  func endless() throws {
    let directory = try TemporaryDirectory()
    for path in ["/dev/zero", "/dev/null", "/dev/urandom", directory.path] {
      let failure = #expect(throws: Failure.self) { try ModelFile(path: path) }
      #expect(failure?.place?.file == path)
    }
  }

  /// Forged files of each model that are tried.
  private static let forgeries = 220

  @Test("made at random is refused or forecasts, and stops nothing", arguments: models)
  func random(_ model: String) throws {
    let item = try #require(ModelFileTests.everyModel.first { $0.name == model })
    let panel = LawPanel.make(for: item)
    let record = try Self.record(model)
    var random = Forger(seed: model.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    for _ in 0..<Self.forgeries {
      var (forged, reading) = (record, ReadOptions())
      for _ in 0...random.below(3) { random.forge(&forged, &reading) }
      do {
        let bytes = try ModelFile(forged, reading: reading).encoded()
        let fitted = try ModelFile(decoding: bytes).forecaster()
        // What is allowed may still be long.
        guard fitted.horizon <= 1_000 else { continue }
        _ = try fitted.forecast(panel, at: LawPanel.cutoffs, session: Session(memory: 100_000_000))
      } catch {
        #expect(error is Failure, "\(forged.configuration)")
      }
    }
  }
}

/// Changes records at random, the same for every run.
private struct Forger {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  private static let values = [
    "-1", "0", "1", "2", "3", "16", "1000", "1000000", "1048576", "4294967296", "2305843009213693952",
    "9223372036854775807", "-9223372036854775808", "1e300", "0.5", "null", "true", "[]", "{}", "\"\"",
    "\"last\"", "[1,2]",
  ]

  mutating func forge(_ record: inout ModelRecord, _ reading: inout ReadOptions) {
    switch below(8) {
    case 0: reading.skipRows = below(5) - 2
    case 1: reading.season = below(5) - 2
    case 2 where !record.tensors.isEmpty: forgeTensor(&record.tensors[below(record.tensors.count)])
    case 3 where !record.tensors.isEmpty: record.tensors.remove(at: below(record.tensors.count))
    default: forgeNumber(&record.configuration)
    }
  }

  private mutating func forgeTensor(_ tensor: inout NamedTensor) {
    switch (tensor.elements, below(3)) {
    case (_, 0): tensor.name += "x"
    case (.float(var elements), _) where !elements.isEmpty:
      elements[below(elements.count)] = [0, -1, .infinity, .nan, 3e38, 1e-38][below(6)]
      tensor.elements = .float(elements)
    case (.double(var elements), _) where !elements.isEmpty:
      elements[below(elements.count)] = [0, -1, .infinity, .nan, 1e308, 1e-308][below(6)]
      tensor.elements = .double(elements)
    default: tensor.elements = .double(Array(repeating: 1, count: tensor.count))
    }
  }

  /// Puts another value in the place of a number of the text.
  private mutating func forgeNumber(_ text: inout String) {
    let bytes = Array(text.utf8)
    let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
    let starts = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
    guard !starts.isEmpty else { return }
    let start = starts[below(starts.count)]
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    text = String(
      decoding: bytes[..<start] + Array(Self.values[below(Self.values.count)].utf8) + bytes[end...],
      as: UTF8.self)
  }
}
