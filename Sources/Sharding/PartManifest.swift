public import Files
import FoundationEssentials

/// What a part of an output is, beside the file that holds its rows: what it was made of, and which series it
/// has.
///
/// It is written last, so that a part without it is not finished. Parts belong together where all of
/// ``Origin`` is equal.
public struct PartManifest: Codable, Sendable, Equatable {
  /// The version of what stands in a manifest.
  static let currentFormat = 1

  /// What parts of one output have in common.
  public struct Origin: Codable, Sendable, Equatable {
    /// The version of what stands in a manifest.
    var format = PartManifest.currentFormat
    /// The version of the program.
    public var version: String
    /// The command that made it.
    public var command: String
    /// How series are divided.
    var hash = SeriesHash.name
    /// The number of parts.
    public var shards: Int
    /// The files that were read, in order.
    public var inputs: [Source]
    /// The models, in the order of the columns.
    public var models: [Model]
    /// Everything else that forecasts depend on, by the names of options.
    public var options: [String: String]
    /// The names of the columns.
    public var columns: [String]
    /// The series of the input that have values.
    public var seriesOfInput: Int

    /// Creates an origin.
    public init(
      version: String, command: String, shards: Int, inputs: [Source], models: [Model],
      options: [String: String], columns: [String], seriesOfInput: Int
    ) {
      (self.version, self.command, self.shards) = (version, command, shards)
      (self.inputs, self.models, self.options) = (inputs, models, options)
      (self.columns, self.seriesOfInput) = (columns, seriesOfInput)
    }

    enum CodingKeys: String, CodingKey {
      case format, version, command, hash, shards, inputs, models, options, columns
      case seriesOfInput = "series_of_input"
    }
  }

  /// A file that was read.
  public struct Source: Codable, Sendable, Equatable {
    /// Its path, for people: on another machine the same bytes may have another.
    public var file: String
    /// The number of its bytes.
    public var bytes: Int
    /// Their hash.
    public var sha256: String

    /// The file with a fingerprint.
    public init(_ fingerprint: FileFingerprint) {
      (file, bytes, sha256) = (fingerprint.path, fingerprint.byteCount, fingerprint.sha256)
    }

    /// Whether the bytes are the same.
    public static func == (left: Self, right: Self) -> Bool {
      left.bytes == right.bytes && left.sha256 == right.sha256
    }
  }

  /// A model.
  public struct Model: Codable, Sendable, Equatable {
    /// Its name, as in the columns.
    public var name: String
    /// The hash of its file; `nil` of one that was made by its name.
    public var sha256: String?

    /// Creates a model.
    public init(name: String, sha256: String? = nil) { (self.name, self.sha256) = (name, sha256) }
  }

  /// A series that the part has.
  public struct Series: Codable, Sendable, Equatable {
    /// Its name.
    public var id: String
    /// Which series of the input it is, from 1.
    public var ordinal: Int
    /// Its rows in the part.
    public var rows: Int
    /// The bytes of these rows.
    public var bytes: Int

    /// Creates a series.
    public init(id: String, ordinal: Int, rows: Int, bytes: Int) {
      (self.id, self.ordinal, self.rows, self.bytes) = (id, ordinal, rows, bytes)
    }
  }

  /// What parts of one output have in common.
  public var origin: Origin
  /// Which part it is, from 1.
  public var shard: Int
  /// The command line, for people.
  public var arguments: [String]
  /// The series, in the order of the input.
  public var series: [Series]
  /// The rows of the part, without its header.
  public var rows: Int
  /// The bytes of the file with the rows.
  public var bytes: Int
  /// Their hash.
  public var sha256: String

  /// The text of the manifest.
  ///
  /// - Throws: `Failure` (internal) where there is no such text.
  public func text() throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      throw Failure(.internalFault, "the manifest of a part cannot be written: \(error)")
    }
  }

  /// Reads the text of a manifest; `nil` where it is none of this version.
  init?(_ text: [UInt8]) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(text)), found.isPossible else {
      return nil
    }
    self = found
  }

  /// Whether its numbers can be those of a part.
  private var isPossible: Bool {
    origin.seriesOfInput >= 0 && bytes >= 0 && header >= 0 && rows >= 0
      && series.allSatisfy {
        $0.ordinal > 0 && (0...rows).contains($0.rows) && (0...bytes).contains($0.bytes)
      }
  }

  /// The bytes before those of the first series.
  var header: Int { series.reduce(bytes) { $0 &- $1.bytes } }

  init(
    origin: Origin, shard: Int, arguments: [String], series: [Series], rows: Int, bytes: Int, sha256: String
  ) {
    (self.origin, self.shard, self.arguments, self.series) = (origin, shard, arguments, series)
    (self.rows, self.bytes, self.sha256) = (rows, bytes, sha256)
  }
}

extension PartManifest.Origin {
  /// The first thing that another origin has otherwise, in words that follow "was made "; `nil` where they
  /// are equal.
  func difference(from other: Self) -> String? {
    if (format, version) != (other.format, other.version) {
      return "by version \(version) of foresee, and not by \(other.version)"
    }
    if hash != other.hash { return "with series divided by \(hash), and not by \(other.hash)" }
    if command != other.command { return "by foresee \(command), and not by foresee \(other.command)" }
    if inputs != other.inputs {
      let places = inputs.indices.filter {
        !other.inputs.indices.contains($0) || inputs[$0] != other.inputs[$0]
      }
      return places.first.map {
        "from another \(ShownText.quoted(inputs[$0].file)) (SHA-256 \(inputs[$0].sha256.prefix(12))…)"
      }
        ?? "from fewer files"
    }
    if models != other.models {
      let names = { (models: [PartManifest.Model]) in models.map(\.name).joined(separator: ",") }
      return names(models) == names(other.models)
        ? "with another file of the model \(names(models))"
        : "with --model \(names(models)), and not \(names(other.models))"
    }
    let keys = Set(options.keys).union(other.options.keys).sorted()
    if let key = keys.first(where: { options[$0] != other.options[$0] }) {
      let values = [options, other.options].map { options in
        options[key].flatMap { $0.isEmpty ? nil : $0 } ?? "not given"
      }
      return "with other options: \(key) is \(values[0]), and not \(values[1])"
    }
    if columns != other.columns { return "with other columns: \(columns.joined(separator: ","))" }
    if seriesOfInput != other.seriesOfInput {
      return "of an input of \(seriesOfInput) series, and not of \(other.seriesOfInput)"
    }
    return shards == other.shards ? nil : "as one of \(shards), and not of \(other.shards)"
  }
}
