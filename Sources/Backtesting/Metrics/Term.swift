import Forecasting
import Platform

/// A number that each forecast of an observed value has; the means of such numbers are what metrics are made
/// of.
struct Term: Sendable {
  /// What tells the term from others: metrics with terms of one name share their sums.
  let name: String
  /// The number; `.nan` for a row that has none.
  let value: @Sendable (ScoredRow) -> Double
}

/// One row of a predictions file, as one model's forecast of it is scored.
struct ScoredRow {
  private let predictions: Predictions
  private let model: Int
  /// The position of the row in the file.
  var position = 0

  init(of predictions: Predictions, model: Int) {
    (self.predictions, self.model) = (predictions, model)
  }

  /// The value that was observed; `.nan` where none was.
  var actual: Double { actual(0) }

  /// The point forecast.
  var point: Double { predictions.models[model].values[position] }

  /// The last value observed before the forecast was made; `.nan` where none is known.
  var last: Double { predictions.last?[position] ?? .nan }

  /// The model's column at `place` among those asked for beside the points; `.nan` where it has none.
  func spread(_ place: Int, later rows: Int = 0) -> Double {
    let values = predictions.models[model].spread[place]
    return values.isEmpty ? .nan : values[position + rows]
  }

  /// Whether an event that was asked for happened, as 1 or 0; `.nan` where that is not known.
  func outcome(of event: Event) -> Double {
    predictions.events.first { $0.event == event }?.outcomes[position] ?? .nan
  }

  /// The share of earlier rows in which an event that was asked for happened.
  func climatology(of event: Event) -> Double {
    predictions.events.first { $0.event == event }?.climatology[position] ?? .nan
  }

  /// How many steps ahead the forecast is.
  var lead: Int { predictions.rows[position].lead }

  /// The value that was observed so many rows later.
  func actual(_ rows: Int) -> Double { predictions.actual?[position + rows] ?? .nan }

  /// Whether no row of the same forecast before this one was observed.
  var isFirstObserved: Bool {
    var earlier = -1
    while isSameForecast(earlier) {
      if !actual(earlier).isNaN { return false }
      earlier -= 1
    }
    return true
  }

  /// The rows from this one to the last of the same forecast.
  var rowsOfForecast: Int {
    var count = 1
    while isSameForecast(count) { count += 1 }
    return count
  }

  /// Whether the row so many rows later is one of the same series, forecast at the same cutoff.
  private func isSameForecast(_ rows: Int) -> Bool {
    guard predictions.rows.indices.contains(position + rows) else { return false }
    let (own, other) = (predictions.rows[position], predictions.rows[position + rows])
    return own.series == other.series && own.cutoff == other.cutoff
  }
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
