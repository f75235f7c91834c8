import Combining
import Files
import Forecasting
import Models
import Windowing

/// The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes.
///
/// Strict on reading: no duplicate names, no hole, no overlap, nothing after the last tensor, known types
/// only, and every size is checked before anything is allocated for it. Little-endian, as the format is.
/// Source: https://github.com/huggingface/safetensors, "Format".
struct Safetensors: Equatable {
  /// Free text by name.
  var metadata: [String: String]
  /// The tensors, sorted by name.
  var tensors: [NamedTensor]

  /// The bytes that say how long the header is.
  static let lengthBytes = 8
  /// The longest header that is read, in bytes, the most tensors, and the most values in the header.
  private static let longestHeader = 16 << 20
  static let mostTensors = 1 << 14
  private static let mostValues = 16 * mostTensors

  private struct Entry {
    var name: String
    var type: String
    var shape: [Int]
    var start: Int
    var end: Int
  }
}

// MARK: - Writing

extension Safetensors {
  /// The bytes of the file, with tensors in the order of their names.
  ///
  /// The header is padded with spaces so that the data start on a multiple of eight.
  func encoded() -> [UInt8] {
    var data: [UInt8] = []
    let texts = metadata.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .text($0.value)) }
    var members = [JSONValue.Member("__metadata__", JSONValue(.object(texts)))]
    for tensor in tensors.sorted(by: { $0.name < $1.name }) {
      let start = data.count
      tensor.append(to: &data)
      let entry = JSONValue.object([
        "dtype": .text(tensor.type), "shape": .array(tensor.shape.map { .number($0) }),
        "data_offsets": .array([.number(start), .number(data.count)]),
      ])
      members.append(JSONValue.Member(tensor.name, entry))
    }
    var header = Array(JSONValue(.object(members)).compactText.utf8)
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
    let headerEnd = Self.lengthBytes + (try Self.headerLength(bytes, of: bytes.count))
    let header = try Self.header(bytes)
    metadata = try Self.metadata(header)
    tensors = []
    var position = 0
    let size = bytes.count - headerEnd
    // Of two tensors that start together, the empty one comes first.
    for entry in try Self.entries(header).sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      try Self.check(entry, startsAt: position, size: size)
      let data = bytes[headerEnd + entry.start..<headerEnd + entry.end]
      guard let tensor = NamedTensor(name: entry.name, shape: entry.shape, type: entry.type, bytes: data)
      else {
        throw Failure(
          .modelFile,
          "tensor \(ShownText.quoted(entry.name)) has the type \(ShownText.quoted(entry.type)), expected F32 or F64"
        )
      }
      tensors.append(tensor)
      position = entry.end
    }
    guard position == size else {
      throw Failure(.modelFile, "\(size - position) bytes follow the last tensor")
    }
    tensors.sort { $0.name < $1.name }
  }

  /// The length of the header by the first bytes of a file of `size` bytes, if that is known.
  static func headerLength(_ bytes: [UInt8], of size: Int?) throws(Failure) -> Int {
    guard bytes.count >= lengthBytes else {
      throw Failure(.modelFile, "the file has \(bytes.count) bytes, too few for a model")
    }
    let length = bytes[..<lengthBytes].enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << (8 * UInt64($1.offset))
    }
    guard length >= 2, length <= UInt64(longestHeader), length <= UInt64((size ?? .max) - lengthBytes) else {
      throw Failure(.modelFile, "the file is not a safetensors file", fix: "a model written by foresee fit")
    }
    return Int(length)
  }

  /// The bytes of all tensors by the beginning of a file, up to the end of its header.
  static func dataLength(_ bytes: [UInt8]) throws(Failure) -> Int {
    let entries = try entries(try header(bytes))
    return max(0, entries.map(\.end).max() ?? 0)
  }

  private static func header(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    let end = lengthBytes + (try headerLength(bytes, of: bytes.count))
    guard bytes[lengthBytes] == UInt8(ascii: "{") else {
      throw Failure(.modelFile, "the file is not a safetensors file", fix: "a model written by foresee fit")
    }
    return try JSONParser.parse(
      Array(bytes[lengthBytes..<end]), file: "", cause: .modelFile, mostValues: mostValues)
  }

  private static func metadata(_ header: JSONValue) throws(Failure) -> [String: String] {
    var metadata: [String: String] = [:]
    for member in header["__metadata__"]?.members ?? [] {
      guard let text = member.value.string else {
        throw Failure(
          .modelFile, "the metadata \(ShownText.quoted(member.name)) is \(member.value.kind), expected a text"
        )
      }
      metadata[member.name] = text
    }
    return metadata
  }

  private static func entries(_ header: JSONValue) throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    let count = header.members?.count ?? 0
    guard count <= mostTensors else {
      throw Failure(.modelFile, "the file has \(count) tensors, and at most \(mostTensors) are read")
    }
    for member in header.members ?? [] where member.name != "__metadata__" {
      let shape = member.value["shape"]?.elements?.map(\.integer) ?? [nil]
      let offsets = member.value["data_offsets"]?.elements?.map(\.integer) ?? []
      guard member.value.members?.count == 3, let type = member.value["dtype"]?.string, !shape.contains(nil),
        offsets.count == 2,
        let start = offsets[0], let end = offsets[1]
      else {
        throw Failure(
          .modelFile, "tensor \(ShownText.quoted(member.name)) has not just dtype, shape and data_offsets")
      }
      entries.append(
        Entry(name: member.name, type: type, shape: shape.compactMap { $0 }, start: start, end: end))
    }
    return entries
  }

  /// Checks that a tensor's bytes follow those before it, and are as many as its shape has.
  private static func check(_ entry: Entry, startsAt position: Int, size: Int) throws(Failure) {
    guard entry.start == position, entry.end >= position, entry.end <= size else {
      throw Failure(
        .modelFile,
        "tensor \(ShownText.quoted(entry.name)) lies at \(entry.start)..<\(entry.end), expected to start at \(position) of \(size)"
      )
    }
    var count = entry.type == "F64" ? 8 : 4
    for length in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else {
        throw Failure(.modelFile, "tensor \(ShownText.quoted(entry.name)) has the shape \(entry.shape)")
      }
      count = product
    }
    guard entry.shape.count <= 8, count == entry.end - position else {
      throw Failure(
        .modelFile,
        "tensor \(ShownText.quoted(entry.name)) of shape \(entry.shape) has \(entry.end - position) bytes, expected \(count)"
      )
    }
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
    case "F32":
      self.init(
        name: name, shape: shape, elements: .float(integers(bytes).map { Float(bitPattern: $0) }))
    case "F64":
      self.init(
        name: name, shape: shape, elements: .double(integers(bytes).map { Double(bitPattern: $0) }))
    default: return nil
    }
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
