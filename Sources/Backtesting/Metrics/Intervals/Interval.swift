package import Forecasting

/// An interval among the columns asked for.
package struct Interval: Sendable {
  /// The probability inside, in percent.
  package let level: Double
  /// The positions of its ends among the columns.
  package let lower: Int
  package let upper: Int

  /// The level as it stands in names.
  package var text: String { SpreadColumn.text(level) }

  /// The intervals asked for, whose ends come first among the columns, one after the other.
  package static func all(_ asked: SpreadRequest) -> [Interval] {
    asked.levels.enumerated().map { Interval(level: $1, lower: 2 * $0, upper: 2 * $0 + 1) }
  }
}
