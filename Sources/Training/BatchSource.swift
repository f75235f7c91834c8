public import LinearAlgebra

/// Where training windows come from: a counted set of items that can be written into the rows of a batch.
public protocol BatchSource: Sendable {
  /// The number of items.
  var count: Int { get }

  /// The sum of the target weights of `item`: what its loss is divided by.
  func weight(of item: Int) -> Double

  /// Writes `item` into `row` of `batch`: every input, known value, target, weight and the row's start.
  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int)

  /// Writes `items` into the first rows of `batch`; what they share can be computed for all at once.
  func fill(_ batch: borrowing BatchBuffer, with items: ArraySlice<Int>)
}

extension BatchSource {
  /// Writes one item after another.
  public func fill(_ batch: borrowing BatchBuffer, with items: ArraySlice<Int>) {
    for (row, item) in items.enumerated() { fill(row, of: batch, with: item) }
  }
}
