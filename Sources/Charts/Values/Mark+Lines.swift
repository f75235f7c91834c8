extension Mark {
  /// A line through points.
  public struct Line: Sendable, Equatable {
    /// How a line is stroked.
    public enum Stroke: Sendable {
      /// Without gaps.
      case solid
      /// In dashes, as of a forecast.
      case dashed
    }

    /// The name in the legend; `nil` for a line without one.
    public var name: String?
    /// Its colour.
    public var ink: Ink
    /// The points, in the order in which they are joined; one that is not finite is a gap.
    public var points: [Point]
    /// How it is stroked.
    public var stroke: Stroke

    /// Creates a line.
    public init(_ name: String? = nil, ink: Ink, points: [Point], stroke: Stroke = .solid) {
      self.name = name
      self.ink = ink
      self.points = points
      self.stroke = stroke
    }
  }

  /// What lies between two lines.
  public struct Band: Sendable, Equatable {
    /// The ends of the band at one position.
    public struct Row: Sendable, Hashable {
      /// The position.
      public var x: Double
      /// The lower end.
      public var lower: Double
      /// The upper end.
      public var upper: Double

      /// Creates a row.
      public init(_ x: Double, _ lower: Double, _ upper: Double) {
        self.x = x
        self.lower = lower
        self.upper = upper
      }

      var isFinite: Bool { x.isFinite && lower.isFinite && upper.isFinite }
    }

    /// The name in the legend; `nil` for a band without one.
    public var name: String?
    /// Its colour.
    public var ink: Ink
    /// The rows, by rising position; one that is not finite is a gap.
    public var rows: [Row]

    /// Creates a band; where bands of one colour overlap, it is deeper.
    public init(_ name: String? = nil, ink: Ink, rows: [Row]) {
      self.name = name
      self.ink = ink
      self.rows = rows
    }
  }

  /// Points, one by one.
  public struct Points: Sendable, Equatable {
    /// The name in the legend; `nil` for points without one.
    public var name: String?
    /// Their colour.
    public var ink: Ink
    /// The points; those that are not finite are left out.
    public var points: [Point]

    /// Creates points.
    public init(_ name: String? = nil, ink: Ink, points: [Point]) {
      self.name = name
      self.ink = ink
      self.points = points
    }
  }

  /// Vertical intervals, as of errors, one a position.
  public struct Intervals: Sendable, Equatable {
    /// The name in the legend; `nil` for intervals without one.
    public var name: String?
    /// Their colour.
    public var ink: Ink
    /// The intervals; those that are not finite are left out.
    public var rows: [Band.Row]

    /// Creates intervals.
    public init(_ name: String? = nil, ink: Ink, rows: [Band.Row]) {
      self.name = name
      self.ink = ink
      self.rows = rows
    }
  }
}
