import Platform

/// How numbers are shown to people: rounded, with the same decimals down a column.
package struct NumberText {
  /// Digits after the decimal point, or `nil` for numbers written as they are.
  private let decimals: Int?

  /// Chooses decimals so that the smallest of `values` that is not 0 has `digits` significant digits, and the
  /// largest at most twice as many.
  package init(fitting values: [Double?], digits: Int = 4) {
    let sizes = values.compactMap { $0.map { abs($0) } }.filter { $0 > 0 && $0.isFinite }
    guard let smallest = sizes.min(), let largest = sizes.max() else {
      decimals = 0
      return
    }
    guard largest < 1e15, largest > 1e-9 else {
      decimals = nil
      return
    }
    let wanted = digits - 1 - Int(log10(smallest).rounded(.down))
    let most = 2 * digits - 1 - Int(log10(largest).rounded(.down))
    decimals = max(0, min(wanted, most))
  }

  /// Shows numbers with the given digits after the decimal point.
  package init(decimals: Int) { self.decimals = decimals }

  /// A share as a percentage with one decimal; a dash when there is none.
  package static func share(_ value: Double?) -> String {
    value.map { NumberText(decimals: 1).text($0 * 100) + " %" } ?? "-"
  }

  /// The text of `value`; a dash when there is none.
  package func text(_ value: Double?) -> String {
    guard let value else { return "-" }
    guard let decimals, value.isFinite, abs(value) < 1e15 else { return value.description }
    let scale = pow(10, Double(decimals))
    // What is too large to be scaled has no decimals to show.
    guard let scaled = Int(exactly: (abs(value) * scale).rounded()) else { return value.description }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
