import Backtesting

extension Metric {
  /// A value as tables show it, with the decimals that its column needs.
  func text(_ value: Double?, among values: [Double?]) -> String {
    isShare ? NumberText.share(value) : NumberText(fitting: values).text(value)
  }

  /// The values of a column as tables show them.
  func texts(_ values: [Double?]) -> [String] {
    let number = NumberText(fitting: values)
    return values.map { isShare ? NumberText.share($0) : number.text($0) }
  }
}
