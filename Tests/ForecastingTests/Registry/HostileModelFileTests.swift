import Files
import Platform
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

  /// Forged files of each model that are tried; a long run asks for more (see `.ci/forgeries`).
  private static let forgeries = getenv("FORESEE_FORGERIES").flatMap { Int(String(cString: $0)) } ?? 220

  @Test("made at random is refused or forecasts, and stops nothing", arguments: models)
  func random(_ model: String) throws {
    let item = try #require(ModelFileTests.everyModel.first { $0.name == model })
    let panel = LawPanel.make(for: item)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: Session())
    let file = try ModelFile(fitted, reading: ReadOptions(), trainedOn: panel)
    let genuine = try Safetensors(decoding: file.encoded())
    var forger = ModelForger(seed: model.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    var refused = 0
    for _ in 0..<Self.forgeries {
      var forged = genuine
      for _ in 0...forger.below(3) { forger.forge(&forged) }
      do {
        let file = try ModelFile(decoding: ModelForger.sealed(forged))
        _ = file.familiarity.notices(on: panel)
        let fitted = try file.forecaster()
        // What is allowed may still be long.
        guard fitted.horizon <= 1_000 else { continue }
        _ = try fitted.forecast(panel, at: LawPanel.cutoffs, session: Session(memory: 100_000_000))
      } catch {
        refused += 1
        #expect(error is Failure, "\(forged.metadata)")
        #expect((error as? Failure)?.message.contains("checksum") != true)
      }
    }
    #expect(refused > Self.forgeries / 4 && refused < Self.forgeries)
  }
}
