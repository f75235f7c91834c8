import Platform

/// How the variance of a row is estimated from the row's prices, in squares of logarithms: of prices that
/// move by one percent it is about 0.0001.
///
/// None of them corrects for a mean, or for what happens between the close of one row and the open of the
/// next but for ``squared``, which holds both.
public enum Volatility: String, Sendable, CaseIterable, Codable {
  /// log(H / L)² / (4 log 2): Parkinson (1980), doi:10.1086/296071.
  case parkinson
  /// ½ log(H / L)² − (2 log 2 − 1) log(C / O)²: Garman and Klass (1980), doi:10.1086/296072.
  case garmanKlass = "garman-klass"
  /// The square of the logarithm of a price over the last one before.
  case squared
  /// The square of a column that holds returns already.
  case ofReturns = "of-returns"

  /// The prices that one variance is made of, in the order in which they are named; none for a single column.
  var prices: [Price] {
    switch self {
    case .parkinson: [.high, .low]
    case .garmanKlass: [.open, .high, .low, .close]
    case .squared, .ofReturns: []
    }
  }

  /// What a variance is made of, given the names of the columns.
  func formula(_ names: [String]) -> String {
    switch self {
    case .parkinson: "log(\(names[0]) / \(names[1]))² / (4 log 2)"
    case .garmanKlass:
      "½ log(\(names[1]) / \(names[2]))² − (2 log 2 − 1) log(\(names[3]) / \(names[0]))²"
    case .squared: "the square of the change of log(\(names[0]))"
    case .ofReturns: "the square of \(names[0])"
    }
  }

  /// The variance of a row's range, whose prices are in the order of ``prices``.
  func variance(_ prices: RangePrices) -> Double {
    let range = log(prices.high / prices.low)
    guard case .garmanKlass = self else { return range * range / (4 * log(2)) }
    let body = log(prices.close / prices.open)
    // A body may be wider than its range by the rounding of prices.
    return max(0, 0.5 * range * range - (2 * log(2) - 1) * body * body)
  }
}

/// A price of a row.
enum Price: String, CaseIterable {
  case open, high, low, close
}

/// The prices of a row: of a range alone, the close and the open are inside.
struct RangePrices {
  var open: Double
  var high: Double
  var low: Double
  var close: Double

  /// How far prices may be outside the range, relative to it: those that were adjusted are rounded.
  private static let tolerance = 1e-6

  /// Finds a contradiction among the prices of one row.
  ///
  /// - Parameter names: The names of the columns, for the sentence.
  /// - Returns: A sentence about the first contradiction; `nil` where the prices agree.
  func fault(_ names: (Price) -> String) -> String? {
    let all: [(Price, Double)] = [(.open, open), (.high, high), (.low, low), (.close, close)]
    if let (price, value) = all.first(where: { $0.1 <= 0 }) { return "\(names(price)) is \(value)" }
    if high < low * (1 - Self.tolerance) {
      return "\(names(.high)) is \(high), below \(names(.low)), \(low)"
    }
    for (price, value) in [(Price.open, open), (.close, close)] {
      if value > high * (1 + Self.tolerance) {
        return "\(names(price)) is \(value), above \(names(.high)), \(high)"
      }
      if value < low * (1 - Self.tolerance) {
        return "\(names(price)) is \(value), below \(names(.low)), \(low)"
      }
    }
    return nil
  }

  /// Whether one of them is missing.
  var isMissing: Bool { open.isNaN || high.isNaN || low.isNaN || close.isNaN }
}
