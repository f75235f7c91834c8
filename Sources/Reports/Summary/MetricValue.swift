public import Backtesting

/// A metric with its value.
public struct MetricValue: Sendable, Equatable {
  /// What was computed.
  public var metric: Metric
  /// `nil` where it is undefined.
  public var value: Double?
}

// MARK: - JSON

/// A key of a JSON object that is not known beforehand, as the name of a metric.
struct MetricKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ text: String) { stringValue = text }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { return nil }
}

extension KeyedEncodingContainer where Key == MetricKey {
  /// Writes each metric that is defined under its name.
  mutating func encode(_ values: [MetricValue]) throws {
    for item in values { try encodeIfPresent(item.value, forKey: MetricKey(item.metric.name)) }
  }
}
