import Files
import Synthesis

/// A synthesised table in memory, for tests.
struct SynthesisedTable {
  let bytes: [UInt8]
  let header: [String]
  /// The cells of each row, as text.
  let rows: [[String]]

  init(_ synthesis: TickerSynthesis) throws {
    var bytes: [UInt8] = []
    try synthesis.write { row throws(Failure) in bytes += row }
    self.init(bytes)
  }

  init(_ synthesis: VitalsSynthesis) throws {
    var bytes: [UInt8] = []
    try synthesis.write { row throws(Failure) in bytes += row }
    self.init(bytes)
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [[String]] = [[]]
    var cell: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        lines[lines.count - 1].append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") { lines.append([]) }
      } else {
        cell.append(byte)
      }
    }
    lines.removeLast()
    header = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  /// The numbers of a column; `.nan` for empty cells.
  func numbers(_ name: String) -> [Double] {
    guard let index = header.firstIndex(of: name) else { return [] }
    return rows.map { Double($0[index]) ?? .nan }
  }
}

/// The correlation of two columns over the rows where neither is missing.
func correlation(_ left: some Sequence<Double>, _ right: some Sequence<Double>) -> Double {
  let pairs = zip(left, right).filter { !$0.isNaN && !$1.isNaN }
  let count = Double(pairs.count)
  let means = (pairs.map(\.0).reduce(0, +) / count, pairs.map(\.1).reduce(0, +) / count)
  var (cross, first, second) = (0.0, 0.0, 0.0)
  for (left, right) in pairs {
    cross += (left - means.0) * (right - means.1)
    first += (left - means.0) * (left - means.0)
    second += (right - means.1) * (right - means.1)
  }
  return cross / (first * second).squareRoot()
}
