/// Something drawn in a chart.
public enum Mark: Sendable, Equatable {
  /// A line through points.
  case line(Line)
  /// What lies between two lines.
  case band(Band)
  /// Points, one by one.
  case points(Points)
  /// Vertical intervals, as of errors, one a position.
  case intervals(Intervals)
  /// Bars from zero, or the bins of a histogram.
  case bars(Bars)
  /// A straight line across the whole chart, to compare with.
  case rule(Rule)
  /// A grid of cells, each coloured by its value.
  case cells(Cells)
  /// A filled part of the plane.
  case zone(Zone)
  /// Words at a place.
  case label(Label)
}

/// A place in a chart, in the units of its axes.
public struct Point: Sendable, Hashable {
  /// The position along the horizontal axis.
  public var x: Double
  /// The position along the vertical axis.
  public var y: Double

  /// Creates a place.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// What a mark stands for, and so its colour.
public enum Ink: Sendable, Hashable {
  /// What was observed, in the colour of text.
  case observed
  /// One of several things compared, from 1; colours come back after ``Ink/seriesCount``.
  case series(Int)
  /// What went wrong, as an exceedance.
  case alarm

  /// How many series have a colour of their own.
  public static let seriesCount = 8

  /// The number of the series' colour, from 1; `nil` for what is no series.
  var seriesNumber: Int? {
    guard case .series(let number) = self else { return nil }
    let place = (number - 1) % Self.seriesCount
    return (place < 0 ? place + Self.seriesCount : place) + 1
  }
}
