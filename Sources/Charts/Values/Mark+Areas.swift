extension Mark {
  /// Bars from zero, or the bins of a histogram.
  public struct Bars: Sendable, Equatable {
    /// One bar.
    public struct Bar: Sendable, Hashable {
      /// Where it begins on the horizontal axis.
      public var start: Double
      /// Where it ends there.
      public var end: Double
      /// How far it reaches from zero.
      public var value: Double

      /// Creates a bar.
      public init(from start: Double, to end: Double, _ value: Double) {
        self.start = start
        self.end = end
        self.value = value
      }

      var isFinite: Bool { start.isFinite && end.isFinite && value.isFinite }
    }

    /// The name in the legend; `nil` for bars without one.
    public var name: String?
    /// Their colour.
    public var ink: Ink
    /// The bars; those that are not finite are left out.
    public var bars: [Bar]

    /// Creates bars.
    public init(_ name: String? = nil, ink: Ink, bars: [Bar]) {
      self.name = name
      self.ink = ink
      self.bars = bars
    }
  }

  /// A straight line across the whole chart, to compare with.
  public struct Rule: Sendable, Equatable {
    /// Where a rule lies.
    public enum Place: Sendable, Hashable {
      /// From left to right, at a value of the vertical axis.
      case horizontal(Double)
      /// From bottom to top, at a value of the horizontal axis.
      case vertical(Double)
      /// Through all points whose two values are equal.
      case diagonal
    }

    /// Words beside it; empty for none.
    public var label: String
    /// Where it lies.
    public var place: Place

    /// Creates a rule.
    public init(_ place: Place, label: String = "") {
      self.place = place
      self.label = label
    }
  }

  /// A grid of cells, each coloured by its value, around the positions 0, 1, 2 and so on of both axes.
  public struct Cells: Sendable, Equatable {
    /// What the colours mean, for the legend.
    public var name: String
    /// The values, `[row][column]`, from the lowest row; one that is not finite leaves its cell empty.
    public var values: [[Double]]

    /// Creates a grid.
    public init(_ name: String, values: [[Double]]) {
      self.name = name
      self.values = values
    }
  }

  /// A filled part of the plane.
  public struct Zone: Sendable, Equatable {
    /// What the zone means, from the best to the worst, and so its colour.
    public enum Grade: String, Sendable, CaseIterable {
      /// The best.
      case a
      /// Good enough.
      case b
      /// Doubtful.
      case c
      /// Bad.
      case d
      /// The worst.
      case e
    }

    /// The name in the legend; `nil` for a zone without one.
    public var name: String?
    /// What it means.
    public var grade: Grade
    /// The corners in order; the last is joined to the first.
    public var corners: [Point]

    /// Creates a zone.
    public init(_ name: String? = nil, grade: Grade, corners: [Point]) {
      self.name = name
      self.grade = grade
      self.corners = corners
    }
  }

  /// Words at a place.
  public struct Label: Sendable, Equatable {
    /// The words.
    public var text: String
    /// The place of their middle.
    public var place: Point

    /// Creates a label.
    public init(_ text: String, at place: Point) {
      self.text = text
      self.place = place
    }
  }
}
