@testable import Combining
@testable import Forecasting

extension ValidationCells {
  /// Two hundred cells of noise in ten blocks, and candidates that are off by the given amounts.
  static func noise(_ errors: [(Int) -> Double], blocks: Int = 10) -> ValidationCells {
    let truths = ClosedFormPanel.noise(200)
    return ValidationCells(
      forecasts: errors.map { error in truths.enumerated().map { $1 + error($0) } }, truths: truths,
      groupOfCell: truths.indices.map { $0 * blocks / 200 },
      rowOfCell: truths.map { _ in 0 },
      groups: (0..<blocks).map { ValidationCells.Group(series: 0, block: $0) })
  }
}
