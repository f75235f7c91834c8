import TimeSeries

/// How forecasts are scored: a formula over the means of terms that each row has.
///
/// A metric is a value in a file of its own; tables, CSV, JSON and tuning ask it for nothing but what stands
/// here.
public struct Metric: Sendable {
  /// The name in metrics files and JSON.
  public let name: String
  /// The name in tables.
  public let title: String
  /// The term that is averaged, and where the metric is a quotient, the one that it is divided by the mean
  /// of.
  let terms: [Term]
  /// Whether tables show it as a percentage.
  package let isShare: Bool
  /// Whether tables show it elsewhere than beside the metrics of points.
  package let isTabledApart: Bool
  /// Whether the value of several series is that of their mean terms, instead of the mean of their values.
  let isOfMeans: Bool
  /// The value, `nil` where it divides by 0.
  let value: @Sendable (Means) -> Double?

  /// The means of a metric's terms over the same rows.
  struct Means {
    /// That of the first term.
    let first: Double
    /// That of the second; 0 for a metric with one.
    let second: Double
    /// That of the first term of the naive forecast, where there is one.
    let naive: Double?
    /// What MASE divides by, where the series has it.
    let scale: Double?
  }

  init(
    _ name: String, title: String, _ terms: [Term], isShare: Bool = false, isTabledApart: Bool = false,
    isOfMeans: Bool = false,
    value: @escaping @Sendable (Means) -> Double? = { $0.first }
  ) {
    precondition((1...2).contains(terms.count), "a metric has one term, or two of a quotient")
    (self.name, self.title, self.terms, self.value) = (name, title, terms, value)
    (self.isShare, self.isTabledApart, self.isOfMeans) = (isShare, isTabledApart, isOfMeans)
  }

  /// What every backtest prints.
  public static let standard = [mae, rmse, mase, smape, skill]
}

extension Metric: Hashable {
  /// Whether two metrics have the same name, which is unique.
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
