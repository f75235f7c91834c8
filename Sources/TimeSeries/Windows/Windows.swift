import Algorithms

/// One lookback and one horizon of a series.
///
/// A window is addressed by its origin, the row of lead 1: inputs are the rows before it, targets those from
/// it on. Only integers are kept; values are read from the series when a batch is filled.
public struct Window: Hashable, Sendable {
  /// The series' position in its panel.
  public var series: Int
  /// The row of lead 1: inputs end just before it.
  public var origin: Int
  /// The first row that may be read as input; later than `origin − lookback` when the window is padded.
  public var firstInput: Int

  /// Creates a window.
  public init(series: Int, origin: Int, firstInput: Int) {
    self.series = series
    self.origin = origin
    self.firstInput = firstInput
  }
}

/// The windows whose targets lie in given rows of a panel, as a lazy collection: no window is ever stored.
///
/// Windows lie inside one segment of one series and have a full lookback, but for series that admit padded
/// ones. Each has at least one observed input and one observed target: without a target there is nothing to
/// learn, and a cutoff whose lookback holds no value is not forecast from its window, so that such a window
/// would train and validate a forecast that is never made.
///
/// - Complexity: One pass over the rows to create them; O(log runs) an access, O(runs) memory, where each gap
///   as long as a lookback or a horizon ends a run.
public struct Windows: RandomAccessCollection, Sendable {
  /// Windows of a segment whose origins follow each other.
  private struct Run: Sendable {
    let series: Int
    let firstRow: Int  // the first row an input may come from
    let firstOrigin: Int
    let firstIndex: Int  // windows in earlier runs
  }

  private var runs: [Run] = []
  private let lookback: Int
  /// The number of windows.
  public private(set) var count = 0

  /// The windows with all targets in `targets` (rows of each series, half open) and all inputs in `inputs`.
  ///
  /// - Parameters:
  ///   - panel: The series.
  ///   - inputs: Rows of each series that may be read.
  ///   - targets: Rows of each series that may be targets, inside `inputs`.
  ///   - lookback: Rows of input of a whole window.
  ///   - horizon: Target rows of a window.
  ///   - minimumInputs: For each series the fewest rows of input a window may have; `lookback` admits whole
  ///     windows only, less admits padded ones.
  public init(
    of panel: Panel, inputs: [Range<Int>], targets: [Range<Int>], lookback: Int, horizon: Int,
    minimumInputs: [Int]
  ) {
    precondition(
      lookback >= 1 && horizon >= 1 && minimumInputs.allSatisfy { $0 >= 1 }, "windows have inputs and leads")
    self.lookback = lookback
    for (index, series) in panel.series.enumerated() {
      for segment in series.segments {
        let rows = segment.clamped(to: inputs[index])
        let own = targets[index].clamped(to: rows)
        let first = Swift.max(own.lowerBound, rows.lowerBound + Swift.min(lookback, minimumInputs[index]))
        let end = own.upperBound - horizon + 1
        guard first < end else { continue }
        for origins in observed(first..<end, of: series.target, from: rows.lowerBound, horizon: horizon) {
          runs.append(
            Run(
              series: index, firstRow: rows.lowerBound, firstOrigin: origins.lowerBound, firstIndex: count))
          count += origins.count
        }
      }
    }
  }

  /// The runs of `origins` whose windows have an observed input, from `firstRow` on, and an observed target.
  private func observed(
    _ origins: Range<Int>, of target: [Double], from firstRow: Int, horizon: Int
  ) -> [Range<Int>] {
    let end = origins.upperBound + horizon - 1
    func firstObserved(from row: Int) -> Int {
      var row = row
      while row < end, target[row].isNaN { row += 1 }
      return row
    }
    // The newest observed row before an origin, and the oldest from it on.
    var last = (firstRow..<origins.lowerBound).suffix(lookback).last { !target[$0].isNaN } ?? Int.min
    var next = firstObserved(from: origins.lowerBound)
    var found: [Range<Int>] = []
    var start: Int?
    for origin in origins {
      if next < origin {
        last = next
        next = firstObserved(from: origin)
      }
      if last >= origin - lookback, next < origin + horizon {
        start = start ?? origin
      } else if let first = start {
        found.append(first..<origin)
        start = nil
      }
    }
    if let first = start { found.append(first..<origins.upperBound) }
    return found
  }

  /// The position of the first window.
  public var startIndex: Int { 0 }
  /// The position after the last window.
  public var endIndex: Int { count }

  /// The window at `position`, ordered by series and origin.
  public subscript(position: Int) -> Window {
    precondition(position >= 0 && position < count, "window \(position) of \(count)")
    let run = runs[runs.partitioningIndex { $0.firstIndex > position } - 1]
    let origin = run.firstOrigin + position - run.firstIndex
    return Window(series: run.series, origin: origin, firstInput: Swift.max(run.firstRow, origin - lookback))
  }
}
