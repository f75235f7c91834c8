import Files

@testable import Forecasting
@testable import Registry

/// Changes model files at random, the same for every run, and seals them with the right checksum.
struct ModelForger {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number below `bound`.
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  /// The bytes of `file`, with the checksum that its other bytes have.
  static func sealed(_ file: Safetensors) -> [UInt8] {
    var file = file
    file.metadata["sha256"] = String(repeating: "0", count: 64)
    file.metadata["sha256"] = SHA256.hexadecimal(of: file.encoded())
    return file.encoded()
  }

  private static let values = [
    "-1", "0", "1", "2", "3", "16", "1000", "1000000", "1048576", "4294967296", "2305843009213693952",
    "9223372036854775807", "-9223372036854775808", "1e300", "0.5", "null", "true", "[]", "{}", "\"\"",
    "\"last\"", "[1,2]",
  ]

  /// Changes one thing about `file`.
  mutating func forge(_ file: inout Safetensors) {
    let texts = file.metadata.keys.filter { $0 != "sha256" && $0 != "foresee" }.sorted()
    let tensor = below(file.tensors.count)
    switch below(12) {
    case 0 where !file.tensors.isEmpty: forgeTensor(&file.tensors[tensor])
    case 1 where !file.tensors.isEmpty: file.tensors.remove(at: tensor)
    case 2 where !file.tensors.isEmpty: file.tensors.append(file.tensors[tensor].renamed("0.x\(below(9))"))
    case 3: file.metadata[texts[below(texts.count)]] = nil
    case 4: file.metadata["\(below(3)).model"] = ["naive", "gru", "per-target", "blend", ""][below(5)]
    case 5: file.metadata["members"] = Self.values[below(Self.values.count)]
    case 6: forgeStructure(&file.metadata[texts[below(texts.count)], default: ""])
    default: forgeNumber(&file.metadata[texts[below(texts.count)], default: ""])
    }
  }

  private mutating func forgeTensor(_ tensor: inout NamedTensor) {
    switch (tensor.elements, below(4)) {
    case (_, 0): tensor.name += "x"
    case (_, 1): tensor.shape = [tensor.count, 1]
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

  /// Doubles, removes or exchanges bytes of the text.
  private mutating func forgeStructure(_ text: inout String) {
    var bytes = Array(text.utf8)
    guard bytes.count > 2 else { return }
    let place = below(bytes.count - 1)
    switch below(3) {
    case 0: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + below(40))], at: place)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(40)))
    default: bytes.swapAt(place, place + 1)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}

extension NamedTensor {
  /// The same under another name.
  fileprivate func renamed(_ name: String) -> NamedTensor {
    NamedTensor(name: name, shape: shape, elements: elements)
  }
}
