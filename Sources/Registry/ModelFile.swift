import Combining
public import Files
import Forecasting
import FoundationEssentials
import Models
public import TimeSeries
import Windowing

/// A fitted model on disk: safetensors with its configuration as metadata.
///
/// Members of a combination have their tensors under `0.`, `1.`, …, and their own members under `0.0.`, …; a single model is
/// member 0. The metadata hold a checksum over everything, so that any changed bit is noticed. There are no rows, paths,
/// clocks or thread counts in a model file: equal fits give equal bytes.
public struct ModelFile: Sendable, Equatable {
  /// The version of the layout of the metadata.
  public static let format = "7"
  /// The largest file that is read, in bytes.
  private static let largest = 2 << 30

  /// The fitted forecaster.
  public var record: ModelRecord
  /// How the training data were read, so that a forecast reads its data alike.
  public var reading: ReadOptions

  /// Creates a file of one fitted forecaster.
  ///
  /// - Throws: `Failure` when the forecaster has nothing to store.
  public init(_ fitted: some FittedForecaster, reading: ReadOptions) throws {
    self.init(try fitted.record(), reading: reading)
  }

  init(_ record: ModelRecord, reading: ReadOptions) {
    self.record = record
    self.reading = reading
    self.reading.readSize = ReadOptions().readSize
  }

  /// The fitted forecaster.
  ///
  /// - Throws: `Failure` (model file) when the model is unknown or its tensors do not fit its configuration.
  public func forecaster() throws(Failure) -> any FittedForecaster { try ModelRegistry.restore(record) }
}

// MARK: - Writing

extension ModelFile {
  private static let checksumKey = "sha256"
  private static let noChecksum = String(repeating: "0", count: 64)

  /// The file's bytes.
  public func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let members = record.members.isEmpty ? [record] : record.members
    var metadata = [
      "foresee": Self.format, Self.checksumKey: Self.noChecksum,
      "reading": String(decoding: try encoder.encode(reading), as: UTF8.self),
    ]
    if !record.members.isEmpty {
      metadata["model"] = record.model
      metadata["configuration"] = record.configuration
    }
    var tensors: [NamedTensor] = []
    Self.add(members, under: "", to: &metadata, &tensors)
    var file = Safetensors(metadata: metadata, tensors: tensors)
    file.metadata[Self.checksumKey] = Self.checksum(of: file.encoded())
    return file.encoded()
  }

  /// Adds members under `prefix`, with theirs.
  private static func add(
    _ members: [ModelRecord], under prefix: String, to metadata: inout [String: String],
    _ tensors: inout [NamedTensor]
  ) {
    metadata[prefix + "members"] = "\(members.count)"
    for (index, member) in members.enumerated() {
      let prefix = "\(prefix)\(index)."
      metadata[prefix + "model"] = member.model
      metadata[prefix + "configuration"] = member.configuration
      tensors += member.tensors.map {
        NamedTensor(name: prefix + $0.name, shape: $0.shape, elements: $0.elements)
      }
      if !member.members.isEmpty { add(member.members, under: prefix, to: &metadata, &tensors) }
    }
  }

  /// Writes the file. Nothing is in place before `output` is committed.
  public func write(to output: OutputFile) throws { try output.write(try encoded()) }

  private static func checksum(of bytes: [UInt8]) -> String {
    SHA256.hexadecimal(of: bytes)
  }
}

// MARK: - Reading

extension ModelFile {
  /// Reads the model file at `path`.
  ///
  /// - Throws: `Failure` naming the file and what is wrong with it.
  public init(path: String) throws(Failure) {
    let bytes = try InputFile.contents(of: path, limit: Self.largest)
    do {
      try self.init(decoding: bytes)
    } catch {
      var failure = error
      failure.place = Failure.Place(file: path)
      throw failure
    }
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: `Failure` (model file) saying what is wrong.
  public init(decoding bytes: [UInt8]) throws(Failure) {
    if let other = Self.otherKind(bytes) {
      throw Failure(.modelFile, other, fix: "a model written by foresee fit")
    }
    let file = try Safetensors(decoding: bytes)
    guard let format = file.metadata["foresee"] else {
      throw Failure(.modelFile, "the file was not made by foresee", fix: "a model written by foresee fit")
    }
    guard format == Self.format else {
      throw Failure(.modelFile, "the file has format \(format), and this version reads \(Self.format)")
    }
    try Self.verify(file, bytes)
    do {
      let text = file.metadata["reading"] ?? ""
      reading = try JSONDecoder().decode(ReadOptions.self, from: Data(text.utf8))
    } catch {
      throw Failure(.modelFile, "what the file says about reading data cannot be read: \(error)")
    }
    let members = try Self.members(of: file, Self.tensorsOfMembers(file), under: "", depth: 1)
    if let model = file.metadata["model"], let text = file.metadata["configuration"] {
      record = ModelRecord(model: model, configuration: text, tensors: [])
      record.members = members
    } else {
      guard members.count == 1 else {
        throw Failure(.modelFile, "the file does not say how its \(members.count) members are combined")
      }
      record = members[0]
    }
  }

  /// Members of one combination at most, and how deep combinations lie in each other: a mean for each target.
  private static let (mostMembers, mostDepth) = (1_024, 2)

  /// The tensors of each member, by what their names in the file begin with.
  private static func tensorsOfMembers(_ file: Safetensors) -> [Substring: [NamedTensor]] {
    var found: [Substring: [NamedTensor]] = [:]
    for tensor in file.tensors {
      let isNumbers = { (character: Character) in character == "." || character.isASCII && character.isNumber
      }
      let prefix = tensor.name.prefix(while: isNumbers)
      found[prefix, default: []].append(
        NamedTensor(
          name: String(tensor.name.dropFirst(prefix.count)), shape: tensor.shape, elements: tensor.elements))
    }
    return found
  }

  /// The members under `prefix`, with theirs.
  private static func members(
    of file: Safetensors, _ tensors: [Substring: [NamedTensor]], under prefix: String, depth: Int
  ) throws(Failure) -> [ModelRecord] {
    guard let count = file.metadata[prefix + "members"].flatMap({ Int($0) }),
      (1...mostMembers).contains(count)
    else {
      throw Failure(.modelFile, "the file does not say how many members it has")
    }
    guard depth <= mostDepth else {
      throw Failure(.modelFile, "member \(prefix.dropLast()) has members, which none so deep has")
    }
    var members: [ModelRecord] = []
    for index in 0..<count {
      let prefix = "\(prefix)\(index)."
      guard let model = file.metadata[prefix + "model"], let text = file.metadata[prefix + "configuration"]
      else {
        throw Failure(.modelFile, "member \(prefix.dropLast()) has no configuration")
      }
      var member = ModelRecord(model: model, configuration: text, tensors: [])
      if file.metadata[prefix + "members"] != nil {
        member.members = try Self.members(of: file, tensors, under: prefix, depth: depth + 1)
      } else {
        member.tensors = tensors[prefix[...]] ?? []
      }
      members.append(member)
    }
    return members
  }

  /// Recomputes the checksum with its own digits as zeros.
  private static func verify(_ file: Safetensors, _ bytes: [UInt8]) throws(Failure) {
    let stored = file.metadata[checksumKey] ?? ""
    var blank = bytes
    if stored.utf8.count == 64, let start = blank.firstPosition(of: Array(stored.utf8)) {
      blank.replaceSubrange(start..<start + 64, with: Array(noChecksum.utf8))
    }
    guard checksum(of: blank) == stored else {
      throw Failure(
        .modelFile, "the file is damaged: its checksum does not match", fix: "write it again with foresee fit"
      )
    }
  }

  /// What a file that is no model is, where its first bytes tell.
  private static func otherKind(_ bytes: [UInt8]) -> String? {
    let kinds: [([UInt8], String)] = [
      (Array("PK".utf8), "this is a zip archive (a PyTorch file?); foresee never loads those"),
      ([0x80, 0x02], "this is a Python pickle; foresee never loads those"),
      ([0x80, 0x04], "this is a Python pickle; foresee never loads those"),
      ([0x89, 0x48, 0x44, 0x46], "this is an HDF5 file; foresee never loads those"),
      (Array("GGUF".utf8), "this is a GGUF file; foresee never loads those"),
    ]
    return kinds.first { bytes.starts(with: $0.0) }?.1
  }
}

extension [UInt8] {
  /// Where `pattern` first stands.
  fileprivate func firstPosition(of pattern: [UInt8]) -> Int? {
    guard pattern.count <= count else { return nil }
    return (0...count - pattern.count).first {
      self[$0] == pattern[0] && self[$0..<$0 + pattern.count] == pattern[...]
    }
  }
}
