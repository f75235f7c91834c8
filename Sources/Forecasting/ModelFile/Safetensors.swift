import Files
import FoundationEssentials

/// The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes.
///
/// Strict on reading: no duplicate names, no hole, no overlap, nothing after the last tensor, known types only, and
/// every size is checked before anything is allocated for it. Little-endian, as the format is.
/// Source: https://github.com/huggingface/safetensors, "Format".
struct Safetensors: Equatable {
  /// Free text by name.
  var metadata: [String: String]
  /// The tensors, sorted by name.
  var tensors: [NamedTensor]

  /// The longest header that is read, in bytes.
  static let longestHeader = 16 << 20

  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]

    /// For sorting: empty tensors come before the one that starts where they do.
    var place: (Int, Int) { (data_offsets.first ?? -1, data_offsets.last ?? -1) }
  }

  private struct Header: Codable {
    var metadata: [String: String]
    var entries: [String: Entry]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
      static let metadata = Key(stringValue: "__metadata__")
    }

    init(metadata: [String: String], entries: [String: Entry]) {
      self.metadata = metadata
      self.entries = entries
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      metadata = try container.decodeIfPresent([String: String].self, forKey: .metadata) ?? [:]
      entries = [:]
      for key in container.allKeys where key.stringValue != Key.metadata.stringValue {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(metadata, forKey: .metadata)
      for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
    }
  }
}

// MARK: - Writing

extension Safetensors {
  /// The file's bytes. The header is padded with spaces so that the data start on a multiple of eight.
  func encoded() throws -> [UInt8] {
    var entries: [String: Entry] = [:]
    var data: [UInt8] = []
    for tensor in tensors.sorted(by: { $0.name < $1.name }) {
      let start = data.count
      tensor.append(to: &data)
      entries[tensor.name] = Entry(dtype: tensor.type, shape: tensor.shape, data_offsets: [start, data.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var header = Array(try encoder.encode(Header(metadata: metadata, entries: entries)))
    header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    return littleEndian(UInt64(header.count)) + header + data
  }
}

// MARK: - Reading

extension Safetensors {
  /// Reads a file's bytes.
  ///
  /// - Throws: `Failure` (model file) saying what is wrong with which part.
  init(decoding bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= 8 else { throw Failure(.modelFile, "the file has \(bytes.count) bytes, too few for a model") }
    let length = bytes[..<8].enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
    guard length >= 2, length <= UInt64(Self.longestHeader), length <= UInt64(bytes.count - 8), bytes[8] == UInt8(ascii: "{")
    else {
      throw Failure(.modelFile, "the file is not a safetensors file", fix: "a model written by foresee fit")
    }
    let headerEnd = 8 + Int(length)
    let header = try Self.header(bytes[8..<headerEnd])
    metadata = header.metadata
    tensors = []
    var position = 0
    let size = bytes.count - headerEnd
    for (name, entry) in header.entries.sorted(by: { $0.value.place < $1.value.place }) {
      let range = try Self.range(of: entry, name: name, from: position, size: size)
      let data = bytes[headerEnd + range.lowerBound..<headerEnd + range.upperBound]
      guard let tensor = NamedTensor(name: name, shape: entry.shape, type: entry.dtype, bytes: data) else {
        throw Failure(.modelFile, "tensor \(name) has the type \(entry.dtype), expected F32 or F64")
      }
      tensors.append(tensor)
      position = range.upperBound
    }
    guard position == size else {
      throw Failure(.modelFile, "\(size - position) bytes follow the last tensor")
    }
    tensors.sort { $0.name < $1.name }
  }

  private static func header(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Header {
    try JSONKeys.check(bytes)
    do {
      return try JSONDecoder().decode(Header.self, from: Data(bytes))
    } catch {
      throw Failure(.modelFile, "the header is not that of a safetensors file: \(error)")
    }
  }

  /// Where a tensor's bytes lie, after checking that they follow those before them and are as many as its shape has.
  private static func range(
    of entry: Entry, name: String, from position: Int, size: Int
  ) throws(Failure) -> Range<Int> {
    guard entry.data_offsets.count == 2, entry.data_offsets[0] == position,
      entry.data_offsets[1] >= position, entry.data_offsets[1] <= size
    else {
      throw Failure(.modelFile, "tensor \(name) lies at \(entry.data_offsets), expected to start at \(position) of \(size)")
    }
    var count = entry.dtype == "F64" ? 8 : 4
    for length in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else { throw Failure(.modelFile, "tensor \(name) has the shape \(entry.shape)") }
      count = product
    }
    guard entry.shape.count <= 8, count == entry.data_offsets[1] - position else {
      throw Failure(
        .modelFile, "tensor \(name) of shape \(entry.shape) has \(entry.data_offsets[1] - position) bytes, expected \(count)")
    }
    return position..<entry.data_offsets[1]
  }
}

extension NamedTensor {
  fileprivate var type: String {
    switch elements {
    case .float: "F32"
    case .double: "F64"
    }
  }

  fileprivate func append(to bytes: inout [UInt8]) {
    switch elements {
    case .float(let elements): for element in elements { bytes += littleEndian(element.bitPattern) }
    case .double(let elements): for element in elements { bytes += littleEndian(element.bitPattern) }
    }
  }

  fileprivate init?(name: String, shape: [Int], type: String, bytes: ArraySlice<UInt8>) {
    switch type {
    case "F32": elements = .float(integers(bytes).map { Float(bitPattern: $0) })
    case "F64": elements = .double(integers(bytes).map { Double(bitPattern: $0) })
    default: return nil
    }
    self.name = name
    self.shape = shape
  }
}

private func littleEndian<Integer: FixedWidthInteger>(_ integer: Integer) -> [UInt8] {
  (0..<Integer.bitWidth / 8).map { UInt8(truncatingIfNeeded: integer >> Integer($0 * 8)) }
}

private func integers<Integer: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> [Integer] {
  let size = Integer.bitWidth / 8
  return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
    bytes[start..<start + size].reversed().reduce(Integer(0)) { $0 << 8 | Integer($1) }
  }
}
