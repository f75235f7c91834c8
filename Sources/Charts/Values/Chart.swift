/// What a chart shows, as a plain value: nothing about sizes, colours or where it is drawn.
///
/// Renderers are functions of it: ``SVG`` for pages, ``SVGDocument`` for files, ``TerminalChart`` for
/// terminals. All of them draw whatever can be drawn: a value that is no number, or infinite, is a gap.
public struct Chart: Sendable, Equatable {
  /// What is shown, in a few words.
  public var title: String
  /// The same for somebody who does not see it, in whole sentences.
  public var alternative: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// Whether a unit has the same length on both axes, as where forecasts are compared with observed values.
  ///
  /// A terminal ignores it, since its characters have any shape.
  public var hasEqualUnits = false
  /// What is drawn; of marks of one kind a later one covers an earlier one.
  public var marks: [Mark]

  /// Creates a chart.
  public init(title: String, alternative: String, x: Axis, y: Axis, marks: [Mark]) {
    self.title = title
    self.alternative = alternative
    self.x = x
    self.y = y
    self.marks = marks
  }
}
