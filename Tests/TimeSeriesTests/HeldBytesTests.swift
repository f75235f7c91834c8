import CAllocations
import Testing

@testable import TimeSeries

@Suite("The bytes that a series holds")
struct HeldBytesTests {
  private static let rows = 50_000

  /// Times of every kind of ``TimeAxis``.
  private static func times(_ kind: String) -> [Instant] {
    (0..<Int64(rows + 100)).map { row in
      switch kind {
      case "even": Instant(seconds: 60 * row)
      case "trading days": Instant(seconds: 86_400 * (row + 2 * (row / 5)))
      default: Instant(seconds: row, nanoseconds: Int32(row * row % 997))
      }
    }
  }

  private static func values(_ count: Int, _ phase: Int) -> [Double] {
    (0..<count).map { Double(($0 * 37 + phase) % 101) }
  }

  @Test("are those that it takes of the heap", arguments: ["even", "trading days", "irregular"], [0, 3])
  func heap(kind: String, covariates: Int) {
    let rows = Self.rows
    let before = bytes_of_this_thread()
    let series = Series(
      id: "a", times: Self.times(kind), target: Self.values(rows, 0),
      past: (0..<covariates).map { Self.values(rows, $0) },
      future: (0..<covariates).map { Self.values(rows + 100, $0) })
    let taken = Double(bytes_of_this_thread() - before)
    let told = Double(series.heldBytes)
    // Arrays have headers, and the allocator rounds up to whole pages.
    #expect(taken >= told && taken < 1.05 * told + 20_000, "\(taken) bytes are taken, \(told) told")
    #expect(series.count == rows)
  }
}
