import Algorithms

/// What the rows of a series tell of its usual changes, as it is known row by row: a statistic for a row
/// reads the rows before it and no others.
///
/// Statistics are renewed at checkpoints, each a tenth of the rows further than the one before; between two
/// of them those of the earlier one hold.
///
/// - Complexity: O(log n) entries for n rows, each made of at most 2,000 changes.
public struct PastStatistics: Sendable, Equatable {
  /// The statistics of the rows before a checkpoint.
  private struct Entry: Equatable {
    var row: Int
    var change: Double
    var relativeChange: Double
  }

  private var entries: [Entry] = []
  /// The first row with a negative value; `Int.max` where there is none.
  private let firstNegative: Int

  /// Rows before the first checkpoint: fewer say nothing of what is usual.
  private static let leastRows = 8
  /// Rows before a checkpoint that its statistics are of, at most.
  private static let mostRows = 2_000

  /// Goes through the values of a series, or of a part of it, whose first row is the slice's start; `.nan` is
  /// missing.
  ///
  /// - Parameters:
  ///   - values: The values, in the order of their times.
  ///   - starts: The first rows of segments: what changed over the gap before one is no usual change.
  public init(_ values: ArraySlice<Double>, segments starts: [Int] = []) {
    firstNegative = values.firstIndex { $0 < 0 } ?? .max
    var count = Self.leastRows
    while count <= values.count {
      entries.append(Self.entry(values.prefix(count), starts))
      count += max(1, count / 10)
    }
  }

  /// Half of the root mean square of the changes before `row` from one observed value to the next; 0 where no
  /// change is known.
  ///
  /// Each change is bounded by ``UsualChange``, since a single broken value would otherwise set the scale of
  /// all others.
  public func change(before row: Int) -> Double { entry(row)?.change ?? 0 }

  /// The same of changes relative to the mean size of the two values, each at most 2.
  public func relativeChange(before row: Int) -> Double { entry(row)?.relativeChange ?? 0 }

  /// Whether no value before `row` is negative.
  public func isNonnegative(before row: Int) -> Bool { firstNegative >= row }

  /// The latest entry at or before `row`.
  private func entry(_ row: Int) -> Entry? {
    entries[..<entries.partitioningIndex { $0.row > row }].last
  }

  private static func entry(_ values: ArraySlice<Double>, _ starts: [Int]) -> Entry {
    let recent = values.suffix(mostRows)
    var usual = UsualChange()
    forEachChange(in: recent, starts) { before, after in usual.add(abs(after - before)) }
    let most = usual.most
    var (changes, relative) = (RunningMoments(), RunningMoments())
    forEachChange(in: recent, starts) { before, after in
      let change = abs(after - before)
      let size = (abs(before) + abs(after)) / 2
      let share = size > 0 ? change / size : 0
      changes.add(min(most, change) * min(most, change))
      relative.add(share * share)
    }
    return Entry(
      row: values.endIndex, change: 0.5 * changes.mean.squareRoot(),
      relativeChange: 0.5 * relative.mean.squareRoot())
  }

  /// The changes from one observed value to the next inside a segment.
  private static func forEachChange(
    in values: ArraySlice<Double>, _ starts: [Int], _ body: (_ before: Double, _ after: Double) -> Void
  ) {
    var previous = Double.nan
    var later = starts.drop { $0 <= values.startIndex }
    for (row, value) in zip(values.indices, values) {
      if later.first == row {
        previous = .nan
        later.removeFirst()
      }
      guard !value.isNaN else { continue }
      if !previous.isNaN { body(previous, value) }
      previous = value
    }
  }
}
