import Testing
import TimeSeries

@testable import Combining

@Suite("The scale of errors")
struct ErrorScaleTests {
  private static let target: [Double] = [1, 3, 2, .nan, 6, 7, 3, 9, 9, 4, 8, 5]

  private static func series(_ target: [Double], segments: [Range<Int>]? = nil) -> Series {
    Series(
      id: "a", times: target.indices.map { Instant(seconds: Int64($0)) }, target: target, segments: segments)
  }

  @Test("reads nothing from its cutoff on", arguments: ErrorScale.candidates(season: 4))
  func noPeeking(scale: ErrorScale) {
    let rows = Array(0...Self.target.count)
    let values = scale.values(of: Self.series(Self.target), at: rows)
    #expect(values.count == rows.count)
    for row in rows {
      let changed = Self.target.indices.map { $0 < row ? Self.target[$0] : 1e9 }
      let found = scale.values(of: Self.series(changed), at: [row])[0]
      #expect(found == values[row] || found.isNaN && values[row].isNaN)
    }
  }

  @Test("without a share of the newest is the mean absolute change known")
  func mean() {
    let values = ErrorScale(lag: 1, halfLife: 7, share: 0).values(
      of: Self.series(Self.target), at: [0, 1, 3, 6])
    // Changes 2, 1, then none of a missing row, then 1.
    #expect(values[..<2].allSatisfy(\.isNaN) && values[2...] == [1.5, 4.0 / 3])
    let sizes = ErrorScale(lag: 0, halfLife: 7, share: 0).values(of: Self.series(Self.target), at: [3])
    #expect(sizes == [2])
  }

  @Test("of segments takes no change from one to the next")
  func segments() {
    let series = Self.series([1, 2, 50, 51, 80, 81], segments: [0..<2, 2..<4, 4..<6])
    #expect(ErrorScale(lag: 1, halfLife: 7, share: 0).values(of: series, at: [6]) == [1])
    #expect(ErrorScale(lag: 2, halfLife: 7, share: 0).values(of: series, at: [6])[0].isNaN)
  }

  @Test("follows volatility by its share, and never falls to nothing")
  func newest() {
    let quiet = (0..<60).map { Double($0 % 2) }
    let wild = quiet + (0..<20).map { 10 * Double($0 % 2) }
    let calm = wild + Array(repeating: 0, count: 400)
    let plain = ErrorScale(lag: 1, halfLife: 7, share: 0)
    let newest = ErrorScale(lag: 1, halfLife: 7, share: 1)
    let scale = { (scale: ErrorScale, target: [Double]) in
      scale.values(of: Self.series(target), at: [target.count])[0]
    }
    #expect(abs(scale(newest, quiet) - scale(plain, quiet)) < 1e-9)
    #expect(scale(newest, wild) > 2 * scale(plain, wild))
    #expect(scale(newest, calm) < 0.2 * scale(plain, calm))
    #expect(scale(newest, calm) >= 0.1 * scale(plain, calm) * (1 - 1e-12))
  }
}
