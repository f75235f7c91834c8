import Files
import Testing

@testable import Forecasting
@testable import Registry

@Suite("The safetensors format")
struct SafetensorsTests {
  private static func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + Array(repeating: 0, count: data)
  }

  private static func tensor(_ type: String, _ shape: String, _ offsets: String, name: String = "a") -> String
  {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  private static let good = tensor("F32", "[2]", "[0,8]")

  @Test("reads back what it wrote: numbers to the bit, names, shapes and texts")
  func roundTrip() throws {
    let file = Safetensors(
      metadata: ["format": "pt", "quotes": "\"\\\n\u{1F680}", "": ""],
      tensors: [
        NamedTensor(
          name: "b", shape: [2, 2],
          elements: .float([1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])),
        NamedTensor(name: "a", shape: [], elements: .double([.pi])),
        NamedTensor(name: "c", shape: [0, 3], elements: .float([])),
      ])
    let bytes = file.encoded()
    let read = try Safetensors(decoding: bytes)
    #expect(read.metadata == file.metadata)
    #expect(read.tensors == file.tensors.sorted { $0.name < $1.name })
    #expect(read.encoded() == bytes)
    // Data start on a multiple of eight, as the format asks.
    #expect(bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) } % 8 == 0)
  }

  @Test("reads a header as Python writes it, with spaces after it")
  func foreignHeader() throws {
    let header = "{\"__metadata__\":{\"format\":\"pt\"},\(Self.good)}   "
    let read = try Safetensors(decoding: Self.file(header, data: 8))
    #expect(read.tensors == [NamedTensor(name: "a", shape: [2], elements: .float([0, 0]))])
  }

  static let broken: [(String, [UInt8])] = [
    ("empty", []), ("seven bytes", Array(repeating: 1, count: 7)),
    ("no header", file("", length: 0)), ("header longer than the file", file("{}", length: 3)),
    ("header of 2⁶³ bytes", file("{}", length: 1 << 63)), ("header of all ones", file("{}", length: .max)),
    ("no JSON", file("{]")), ("no object", file("[1]")), ("text after the object", file("{}x")),
    ("trailing comma", file("{\(good),}", data: 8)),
    ("duplicate tensor", file("{\(good),\(good)}", data: 8)),
    ("duplicate metadata", file("{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}")),
    ("metadata that is no text", file("{\"__metadata__\":{\"a\":1}}")),
    ("bytes after the last tensor", file("{\(good)}", data: 9)), ("bytes and no tensor", file("{}", data: 1)),
    ("fewer bytes than the tensor", file("{\(good)}", data: 7)),
    ("a hole at the start", file("{\(tensor("F32", "[1]", "[4,8]"))}", data: 8)),
    (
      "a hole",
      file("{\(tensor("F32", "[1]", "[0,4]")),\(tensor("F32", "[1]", "[8,12]", name: "b"))}", data: 12)
    ),
    ("an overlap", file("{\(good),\(tensor("F32", "[2]", "[4,12]", name: "b"))}", data: 12)),
    ("the same bytes twice", file("{\(good),\(tensor("F32", "[2]", "[0,8]", name: "b"))}", data: 8)),
    ("offsets backwards", file("{\(tensor("F32", "[0]", "[0,-8]"))}", data: 8)),
    ("negative offsets", file("{\(tensor("F32", "[2]", "[-8,0]"))}", data: 8)),
    ("one offset", file("{\(tensor("F32", "[2]", "[8]"))}", data: 8)),
    ("a fractional offset", file("{\(tensor("F32", "[2]", "[0,8.5]"))}", data: 8)),
    ("an offset beyond 2⁶³", file("{\(tensor("F32", "[2]", "[0,99999999999999999999]"))}", data: 8)),
    ("another type", file("{\(tensor("F16", "[4]", "[0,8]"))}", data: 8)),
    ("an integer type", file("{\(tensor("I32", "[2]", "[0,8]"))}", data: 8)),
    ("a type in small letters", file("{\(tensor("f32", "[2]", "[0,8]"))}", data: 8)),
    ("the wrong type for the bytes", file("{\(tensor("F64", "[2]", "[0,8]"))}", data: 8)),
    ("a shape too large", file("{\(tensor("F32", "[3]", "[0,8]"))}", data: 8)),
    ("a shape that overflows", file("{\(tensor("F32", "[4611686018427387904,4]", "[0,8]"))}", data: 8)),
    ("a negative shape", file("{\(tensor("F32", "[-1,-2]", "[0,8]"))}", data: 8)),
    ("nine dimensions", file("{\(tensor("F32", "[2,1,1,1,1,1,1,1,1]", "[0,8]"))}", data: 8)),
    ("a fractional shape", file("{\(tensor("F32", "[0.5,4]", "[0,8]"))}", data: 8)),
    ("no shape", file("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", data: 8)),
    ("no dtype", file("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", data: 8)),
    ("a tensor that is a number", file("{\"a\":1}")),
    ("nesting without end", file(String(repeating: "{\"a\":", count: 10_000))),
  ]

  @Test("refuses everything else, as a fault of the model file", arguments: broken.indices)
  func refusals(index: Int) {
    let (name, bytes) = Self.broken[index]
    let failure = #expect(throws: Failure.self, "\(name)") { try Safetensors(decoding: bytes) }
    #expect(failure?.cause == .modelFile, "\(name)")
  }
}
