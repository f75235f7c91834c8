import Combining
public import Files
import Forecasting
import FoundationEssentials
import Models
public import TimeSeries
import Windowing

/// A fitted model on disk: safetensors with its configuration as metadata.
///
/// Members of a combination have their tensors under `0.`, `1.`, …, and their own members under `0.0.`, …; a
/// single model is member 0. The metadata hold a checksum over everything, so that any changed bit is
/// noticed. There are no rows, paths, clocks or thread counts in a model file: equal fits give equal bytes.
public struct ModelFile: Sendable, Equatable {
  /// The version of the layout of the metadata.
  public static let format = "7"
  /// The largest file that is read, in bytes.
  private static let largest = 2 << 30

  /// The fitted forecaster.
  public var record: ModelRecord
  /// How the training data were read, so that a forecast reads its data alike.
  public var reading: ReadOptions
  /// The values that it was trained on; `nil` where the file does not say.
  private var ranges: KnownRanges?

  /// Creates a file of one fitted forecaster.
  ///
  /// - Parameters:
  ///   - fitted: The forecaster.
  ///   - reading: The options with which the series that it was fitted to were read.
  ///   - panel: The panel that it was fitted to, of which the least and the greatest values are kept.
  /// - Throws: `Failure` when the forecaster has nothing to store.
  public init(_ fitted: some FittedForecaster, reading: ReadOptions, trainedOn panel: Panel? = nil) throws {
    self.init(try fitted.record(), reading: reading)
    ranges = panel.map(KnownRanges.init)
  }

  init(_ record: ModelRecord, reading: ReadOptions) {
    self.record = record
    self.reading = reading
    self.reading.readSize = ReadOptions().readSize
  }

  /// What tells other data from those that it was trained on.
  public var familiarity: Familiarity { Familiarity(ranges, record) }

  /// The fitted forecaster.
  ///
  /// - Throws: `Failure` (model file) when the model is unknown or its tensors are not those of its
  ///   configuration.
  public func forecaster() throws(Failure) -> any FittedForecaster {
    let fitted = try ModelRegistry.restore(record)
    do {
      try record.requireTensors(of: try fitted.record())
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.modelFile, "the model cannot be restored")
    }
    return fitted
  }
}

// MARK: - Writing

extension ModelFile {
  private static let checksumKey = "sha256"
  private static let rangesKey = "ranges"
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
    if let ranges {
      metadata[Self.rangesKey] = String(decoding: try encoder.encode(ranges), as: UTF8.self)
    }
    if !record.members.isEmpty {
      metadata["model"] = record.model
      metadata["configuration"] = record.configuration
    }
    var tensors: [NamedTensor] = []
    Self.add(members, under: "", to: &metadata, &tensors)
    var file = Safetensors(metadata: metadata, tensors: tensors)
    file.metadata[Self.checksumKey] = Self.checksum(of: file.encoded())
    let bytes = file.encoded()
    // What could not be read again is not written.
    guard tensors.count <= Safetensors.mostTensors,
      (try? Safetensors.headerLength(Array(bytes.prefix(Safetensors.lengthBytes)), of: bytes.count)) != nil
    else {
      throw Failure(
        .limit, "the model has too many series or members for one file", fix: "fit fewer series at a time")
    }
    return bytes
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

  /// Writes the file to `output`, which puts it in place when it is committed.
  public func write(to output: OutputFile) throws { try output.write(try encoded()) }

  private static func checksum(of bytes: [UInt8]) -> String {
    SHA256.hexadecimal(of: bytes)
  }
}

// MARK: - Reading

extension ModelFile {
  /// Reads the model file at `path`.
  ///
  /// What is no model is refused by its first bytes, and no more is read than these say; a pipe is read as
  /// long as somebody writes to it.
  ///
  /// - Throws: `Failure` naming the file and what is wrong with it.
  public init(path: String) throws(Failure) {
    do throws(Failure) {
      let file = try InputFile(path: path, awaitsWriter: false)
      var bytes = try file.bytes(Safetensors.lengthBytes)
      try Self.refuseOtherKinds(bytes)
      bytes += try file.bytes(try Safetensors.headerLength(bytes, of: file.size))
      let rest = try Safetensors.dataLength(bytes)
      guard rest <= Self.largest else {
        throw Failure(
          .modelFile, "its tensors would have \(rest) bytes, and at most \(Self.largest) are read")
      }
      // One byte more shows whether something follows.
      bytes += try file.bytes(rest + 1)
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
    try Self.refuseOtherKinds(bytes)
    let file = try Safetensors(decoding: bytes)
    guard let format = file.metadata["foresee"] else {
      throw Failure(.modelFile, "the file was not made by foresee", fix: "a model written by foresee fit")
    }
    guard format == Self.format else {
      throw Failure(
        .modelFile, "the file has format \(ShownText.quoted(format)), and this version reads \(Self.format)")
    }
    try Self.verify(file, bytes)
    reading = try StoredJSON.decode(
      file.metadata["reading"] ?? "", as: "what the file says about reading data",
      defaults: Self.readingDefaults)
    try reading.checkLimits()
    reading.readSize = ReadOptions().readSize
    ranges = try file.metadata[Self.rangesKey].map { text throws(Failure) in
      try StoredJSON.decode(text, as: "what the file says about the values trained on")
    }
    try ranges?.checkLimits()
    var parts = ModelParts(file, known: ["foresee", "reading", Self.checksumKey, Self.rangesKey])
    record = try parts.record()
    try parts.requireNothingElse()
  }

  /// The members of stored options of reading that a file of an earlier version may lack.
  private static let readingDefaults = StoredJSON.members(of: ReadOptions())

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

  /// Refuses a file that is no model, where its first bytes tell what it is.
  private static func refuseOtherKinds(_ bytes: [UInt8]) throws(Failure) {
    let kinds: [([UInt8], String)] = [
      (Array("PK".utf8), "this is a zip archive (a PyTorch file?); foresee never loads those"),
      ([0x80, 0x02], "this is a Python pickle; foresee never loads those"),
      ([0x80, 0x03], "this is a Python pickle; foresee never loads those"),
      ([0x80, 0x04], "this is a Python pickle; foresee never loads those"),
      ([0x80, 0x05], "this is a Python pickle; foresee never loads those"),
      ([0x89, 0x48, 0x44, 0x46], "this is an HDF5 file; foresee never loads those"),
      (Array("GGUF".utf8), "this is a GGUF file; foresee never loads those"),
    ]
    // The length of a model's header may begin as another kind does, 1152 as a pickle; all four bytes of
    // those say far more.
    if (try? Safetensors.headerLength(bytes, of: nil)).map({ $0 < 1 << 23 }) == true { return }
    guard let kind = kinds.first(where: { bytes.starts(with: $0.0) }) else { return }
    throw Failure(.modelFile, kind.1, fix: "a model written by foresee fit")
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
