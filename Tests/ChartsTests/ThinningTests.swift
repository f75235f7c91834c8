import Randomness
import Testing

@testable import Charts

@Suite("Thinning to pixels")
struct ThinningTests {
  @Test("Extremes of every column of pixels survive, and gaps stay gaps", arguments: 0..<20)
  func extremes(seed: Int) {
    var random = RandomStream(seed: UInt64(seed))
    let count = 1 + Int(random.nextUniform() * 30_000)
    let gaps = random.nextUniform() < 0.5 ? 0.01 : 0
    let spots: [Spot?] = (0..<count).map { index in
      random.nextUniform() < gaps
        ? nil : Spot(x: Double(index) * 300 / Double(count), y: random.nextGaussian() * 50)
    }
    let runs = PixelColumns.runs(spots)
    func extremes(_ spots: [Spot]) -> [Double: ClosedRange<Double>] {
      Dictionary(grouping: spots) { $0.x.rounded(.down) }.compactMapValues { column in
        guard let least = column.map(\.y).min(), let most = column.map(\.y).max() else { return nil }
        return least...most
      }
    }
    let kept = runs.flatMap(\.self)
    #expect(extremes(kept) == extremes(spots.compactMap(\.self)))
    let most = spots.split(separator: nil).count
    #expect(runs.count <= most)
    #expect(kept.count <= 4 * 301 + 4 * most)
    if count > 5_000, gaps == 0 { #expect(kept.count <= 4 * 300) }
    #expect(Set(kept).isSubset(of: Set(spots.compactMap(\.self))))
  }

  @Test("Of runs in one column those that reach farthest are left, unjoined")
  func singleRows() {
    let spots: [Spot?] = (0..<100).flatMap { [Spot(x: 0.5, y: Double($0)), nil] }
    #expect(PixelColumns.runs(spots) == [[Spot(x: 0.5, y: 0)], [Spot(x: 0.5, y: 99)]])
  }

  @Test("Places out of order are left as they are")
  func outOfOrder() {
    let spots = (0..<100).map { Spot(x: Double($0 % 2), y: Double($0)) }
    #expect(PixelColumns.runs(spots) == [spots])
  }

  @Test("A band keeps its outermost ends in every column")
  func bands() {
    let rows = (0..<10_000).map { row -> (x: Double, lower: Double, upper: Double) in
      let (below, above) = (Double(row * 7919 % 97), Double(row * 104_729 % 89))
      return (x: Double(row) / 100, lower: 100 + below, upper: 50 - above)
    }
    let runs = PixelColumns.bandRuns(rows)
    #expect(runs.count == 1)
    #expect(runs[0].count <= 200)
    for column in 0..<100 {
      let all = rows.filter { Int($0.x) == column }
      let kept = runs[0].filter { Int($0.x) == column }
      #expect(kept.map(\.lower).max() == all.map(\.lower).max())
      #expect(kept.map(\.upper).min() == all.map(\.upper).min())
    }
  }

  private let area = PlotArea(
    left: 10, top: 10, width: 100, height: 50, horizontal: AxisRange(from: 0, to: 1),
    vertical: AxisRange(from: 0, to: 1))

  @Test("A unit is made as long on one axis as on the other, inside the same edges")
  func equalUnits() {
    for (horizontal, vertical) in [(1.0, 1.0), (4, 1), (1, 4)] {
      var equal = area
      equal.horizontal = AxisRange(from: 0, to: horizontal)
      equal.vertical = AxisRange(from: 0, to: vertical)
      equal.equaliseUnits()
      #expect(abs((equal.x(1) - equal.x(0)) - (equal.y(0) - equal.y(1))) < 1e-9)
      #expect(equal.left == 10 && equal.bottom == 60 && equal.right <= 110 && equal.top >= 10)
      #expect(equal.right == 110 || equal.top == 10)
    }
  }

  @Test("Lines are cut at the edges, wherever they come from", arguments: 0..<20)
  func clipping(seed: Int) {
    var random = RandomStream(seed: UInt64(seed))
    let run = (0..<50).map { _ in Spot(x: random.nextGaussian() * 200, y: random.nextGaussian() * 100) }
    for part in area.clipped(run) {
      #expect(part.count >= 2)
      #expect(part.allSatisfy(area.contains))
    }
    #expect(area.clipped(polygon: run).allSatisfy(area.contains))
  }

  @Test("What lies inside is left, what lies outside goes, and what crosses is cut at the edge")
  func clippedLines() {
    let inside = [Spot(x: 20, y: 20), Spot(x: 30, y: 30)]
    #expect(area.clipped(inside) == [inside])
    #expect(area.clipped([Spot(x: 0, y: 0), Spot(x: 0, y: 100)]).isEmpty)
    #expect(
      area.clipped([Spot(x: 0, y: 30), Spot(x: 200, y: 30)]) == [[Spot(x: 10, y: 30), Spot(x: 110, y: 30)]])
    let square = [Spot(x: 0, y: 0), Spot(x: 200, y: 0), Spot(x: 200, y: 100), Spot(x: 0, y: 100)]
    let corners = Set(area.clipped(polygon: square))
    #expect(corners == [Spot(x: 10, y: 10), Spot(x: 110, y: 10), Spot(x: 110, y: 60), Spot(x: 10, y: 60)])
  }
}

extension AxisRange {
  /// A range between two numbers.
  init(from lower: Double, to upper: Double) { self.init(lower...upper) }
}
