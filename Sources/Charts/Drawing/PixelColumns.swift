import Algorithms

/// Fewer places that look the same: of each column of pixels the first, the last, the highest and the lowest.
///
/// However many rows a series has, as many places are left as a few for each column, and no extreme is lost.
enum PixelColumns {
  /// The runs of `spots` between gaps, thinned to pixels of width 1.
  static func runs(_ spots: [Spot?]) -> [[Spot]] {
    let runs = spots.split(separator: nil).map { thinned($0.compactMap(\.self)) }
    var kept: [[Spot]] = []
    var start = 0
    while start < runs.count {
      guard let column = column(of: runs[start]) else {
        kept.append(runs[start])
        start += 1
        continue
      }
      let end = runs[start...].firstIndex { Self.column(of: $0) != column } ?? runs.count
      kept += outermost(runs[start..<end])
      start = end
    }
    return kept
  }

  /// The rows of `rows` between gaps, of each column of pixels the lowest and the highest end.
  static func bandRuns(_ rows: [(x: Double, lower: Double, upper: Double)?]) -> [[(
    x: Double, lower: Double, upper: Double
  )]] {
    rows.split { $0 == nil }.map { run in
      let run = run.compactMap(\.self)
      guard zip(run, run.dropFirst()).allSatisfy({ $0.x <= $1.x }) else { return run }
      return run.chunked { $0.x.rounded(.down) == $1.x.rounded(.down) }.flatMap { column in
        guard column.count > 2, let first = column.first, let last = column.last else { return Array(column) }
        // Downwards is more: the upper end is the lesser number.
        let (lower, upper) = (column.map(\.lower).max(), column.map(\.upper).min())
        return [first.x, last.x].map { (x: $0, lower: lower ?? first.lower, upper: upper ?? first.upper) }
      }
    }
  }

  private static func thinned(_ run: [Spot]) -> [Spot] {
    guard zip(run, run.dropFirst()).allSatisfy({ $0.x <= $1.x }) else { return run }
    return run.chunked { $0.x.rounded(.down) == $1.x.rounded(.down) }.flatMap { column in
      guard column.count > 4 else { return Array(column) }
      let places = [
        column.indices.first, column.indices.min { column[$0].y < column[$1].y },
        column.indices.max { column[$0].y < column[$1].y }, column.indices.last,
      ]
      return Set(places.compactMap(\.self)).sorted().map { column[$0] }
    }
  }

  /// The column of pixels that holds all of `run`; `nil` where it spans several.
  private static func column(of run: [Spot]) -> Double? {
    guard let first = run.first?.x.rounded(.down), run.allSatisfy({ $0.x.rounded(.down) == first }) else {
      return nil
    }
    return first
  }

  /// Of runs in one column of pixels the one that reaches highest and the one that reaches lowest.
  private static func outermost(_ runs: ArraySlice<[Spot]>) -> [[Spot]] {
    guard runs.count > 2 else { return Array(runs) }
    func extreme(_ index: Int, _ better: (Double, Double) -> Bool) -> Double {
      runs[index].map(\.y).reduce(runs[index][0].y) { better($0, $1) ? $0 : $1 }
    }
    let highest = runs.indices.min { extreme($0, <) < extreme($1, <) }
    let lowest = runs.indices.max { extreme($0, >) < extreme($1, >) }
    return Set([highest, lowest].compactMap(\.self)).sorted().map { runs[$0] }
  }
}
