import Files
import TestSupport
import Testing
import TimeSeries

@testable import Forecasting
@testable import Registry

@Suite("Model files that lack members with defaults, as those of earlier versions do")
struct StoredDefaultsTests {
  private static func record(_ item: ForecasterCase) throws -> ModelRecord {
    let data = LawPanel.training(LawPanel.make(for: item))
    return try item.make(item.options).fit(data, session: Session()).record()
  }

  private static func parsed(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), file: "", cause: .modelFile, mostValues: 1 << 20)
  }

  /// The texts of `value` without one member each, of those at any depth that `defaults` has with the same
  /// value.
  private static func lacking(_ value: JSONValue, _ defaults: JSONValue) -> [JSONValue] {
    let members = value.members ?? []
    return members.indices.flatMap { place -> [JSONValue] in
      let member = members[place]
      guard let other = defaults[member.name] else { return [] }
      var whole: [JSONValue] = []
      if member.value.compactText == other.compactText {
        var rest = members
        rest.remove(at: place)
        whole = [JSONValue(.object(rest))]
      }
      return whole
        + lacking(member.value, other).map { inner in
          var changed = members
          changed[place].value = inner
          return JSONValue(.object(changed))
        }
    }
  }

  @Test("are read as if the defaults stood in them", arguments: ModelFileTests.everyModel)
  func configurations(_ item: ForecasterCase) throws {
    let record = try Self.record(item)
    let configuration = try Self.parsed(record.configuration)
    let options = ForecasterOptions.storedDefaults
    let isNested = configuration["options"] != nil
    let defaults = isNested ? JSONValue.object(["options": options]) : options
    let texts = Self.lacking(configuration, defaults).map(\.compactText)
    // Most members of the options, the network, the patches and the training are defaults here.
    #expect(texts.count > 15, "\(texts.count)")
    for text in texts {
      var old = record
      old.configuration = text
      #expect(try ModelRegistry.restore(old).record().configuration == record.configuration, "\(text)")
    }
  }

  @Test("are read where the options of reading are fewer")
  func reading() throws {
    let record = try Self.record(#require(ModelFileTests.everyModel.first { $0.name == "naive" }))
    var reading = ReadOptions()
    reading.targets = ["x"]
    let file = ModelFile(record, reading: reading)
    var stored = try Safetensors(decoding: file.encoded())
    stored.metadata["reading"] = #"{"targets":["x"]}"#
    #expect(try ModelFile(decoding: ModelForger.sealed(stored)).reading == reading)
  }

  @Test("are refused without a member that has no default, or with one that is null")
  func required() throws {
    let record = try Self.record(#require(ModelFileTests.everyModel.first { $0.name == "gru" }))
    for (found, replacement, reason) in [
      ("\"horizon\":5,", "", "\"options.horizon\" is missing"),
      ("\"clip\":1,", "\"clip\":null,", "is not what it should be"),
      ("\"clip\":1,", "\"clipped\":1,", "which this version does not know"),
    ] {
      var forged = record
      forged.configuration = record.configuration.replacingFirst(found, by: replacement)
      #expect(forged.configuration != record.configuration)
      let failure = #expect(throws: Failure.self) { try ModelRegistry.restore(forged) }
      #expect(
        failure?.cause == .modelFile && failure?.message.contains(reason) == true, "\(failure?.message ?? "")"
      )
    }
  }
}
