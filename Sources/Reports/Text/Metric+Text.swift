import Backtesting

extension Metric {
  /// A value as tables show it, with the decimals that its column needs.
  func text(_ value: Double?, among values: [Double?]) -> String {
    guard isShare else { return NumberText(fitting: values).text(value) }
    return value.map { NumberText(decimals: 1).text($0 * 100) + " %" } ?? "-"
  }
}
