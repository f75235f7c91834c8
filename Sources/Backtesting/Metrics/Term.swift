import Glibc

/// A number that each forecast of an observed value has; the means of such numbers are what metrics are made of.
struct Term: Sendable {
  /// What tells the term from others: metrics with terms of one name share their sums.
  let name: String
  /// The number; `.nan` for a row that has none.
  let value: @Sendable (ScoredRow) -> Double
}

/// One row of a predictions file, as one model's forecast of it is scored.
struct ScoredRow {
  /// The value that was observed.
  let actual: Double
  /// The model's columns.
  let column: Predictions.Column
  /// The position of the row in the file.
  let position: Int

  /// The point forecast.
  var point: Double { column.values[position] }
}

extension Term {
  /// |y - ŷ|.
  static let absolute = Term(name: "absolute") { abs($0.actual - $0.point) }
  /// (y - ŷ)².
  static let squared = Term(name: "squared") { ($0.actual - $0.point) * ($0.actual - $0.point) }
  /// |y - ŷ| / (|y| + |ŷ|), in 0...1; 0 where both are 0.
  static let symmetricPercentage = Term(name: "symmetric percentage") {
    let size = abs($0.actual) + abs($0.point)
    return size == 0 ? 0 : abs($0.actual - $0.point) / size
  }
}

/// The sum of one term over some rows.
struct TermSum: Sendable, Equatable {
  private(set) var count = 0
  private var sum = CompensatedSum()

  /// The mean; `nil` over no rows.
  var mean: Double? { count > 0 ? sum.value / Double(count) : nil }

  /// Adds the term of one row; a row without one is not counted.
  mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    sum += value
  }

  static func += (total: inout Self, other: Self) {
    total.count += other.count
    total.sum += other.sum
  }
}
