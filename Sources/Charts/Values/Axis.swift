/// One axis of a chart: what is measured along it, and what its positions mean.
public struct Axis: Sendable, Equatable {
  /// What the positions along an axis mean, and so where its ticks stand and how they are written.
  public enum Scale: Sendable, Equatable {
    /// Numbers of any size.
    case numbers
    /// Whole numbers, as of leads, steps and epochs: no tick stands between two of them.
    case wholeNumbers
    /// Parts of one, written as percentages.
    case shares
    /// Seconds since 1970-01-01 00:00:00, written as days and times of the civil calendar.
    case calendar
    /// Seconds since midnight, written as hours and minutes.
    case timeOfDay
    /// Names, at the positions 0, 1, 2, ...
    case categories([String])
  }

  /// What is measured, with its unit; empty where the chart's title says so.
  public var label: String
  /// What the positions mean.
  public var scale: Scale
  /// The part to show; `nil` for as much as the marks need.
  public var range: ClosedRange<Double>?
  /// Values that are shown even where no mark has them, unless ``range`` says otherwise.
  public var including: [Double]

  /// Creates an axis.
  public init(
    _ label: String = "", scale: Scale = .numbers, range: ClosedRange<Double>? = nil, including: [Double] = []
  ) {
    self.label = label
    self.scale = scale
    self.range = range
    self.including = including
  }
}
