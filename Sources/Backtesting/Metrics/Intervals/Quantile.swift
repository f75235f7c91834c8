package import Forecasting

/// A quantile among the columns asked for.
package struct Quantile: Sendable {
  /// Its level, in (0, 1).
  package let level: Double
  /// The positions of its columns: a quantile and the end of an interval may be of one level, and a model has
  /// one of them at least.
  private let places: [Int]

  /// The level as it stands in names.
  var text: String { SpreadColumn.text(level) }

  /// The quantiles asked for, each once, in the order of their first columns.
  package static func all(_ asked: SpreadRequest) -> [Quantile] {
    var places: [(level: Double, places: [Int])] = []
    for (place, column) in asked.columns.enumerated() {
      guard let level = column.quantileLevel else { continue }
      if let known = places.firstIndex(where: { $0.level == level }) {
        places[known].places.append(place)
      } else {
        places.append((level, [place]))
      }
    }
    return places.map { Quantile(level: $0.level, places: $0.places) }
  }

  /// What a model says it is in the rows at `positions`; `.nan` for nothing.
  package func values(of predictions: Predictions, model: Int, at positions: [Int]) -> [Double] {
    var row = ScoredRow(of: predictions, model: model)
    return positions.map { position in
      row.position = position
      return value(in: row)
    }
  }

  /// What a row's forecast says it is; `.nan` for nothing.
  func value(in row: ScoredRow) -> Double { places.lazy.map { row.spread($0) }.first { !$0.isNaN } ?? .nan }
}

extension SpreadColumn {
  /// The level of the quantile that the column is; `nil` for a probability.
  fileprivate var quantileLevel: Double? {
    switch self {
    case .lower(let level): SpreadRequest.lower(level)
    case .upper(let level): SpreadRequest.upper(level)
    case .quantile(let level): level
    case .probability: nil
    }
  }
}
