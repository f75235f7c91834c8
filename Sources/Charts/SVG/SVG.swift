/// A chart as one `svg` element for a page: without scripts, references, sizes of its own or colours that a
/// page cannot set.
///
/// What is drawn has classes, `series-1`, `band-1`, `axis` and so on, for which ``SVGStyle`` is one set of
/// rules; without any it is drawn in the colour of the text around it. Equal charts give equal text.
public struct SVG: Sendable, Equatable {
  /// The width of the drawing in units of its view box, which are pixels where it is shown at its own size.
  public var width: Double
  /// The height.
  public var height: Double
  /// Whether the title is drawn; it is there for those who do not see the chart in any case.
  public var showsTitle: Bool

  /// Creates a renderer; a drawing is at least 160 by 140.
  public init(width: Int = 720, height: Int = 360, showsTitle: Bool = true) {
    self.width = Double(max(160, min(width, 100_000)))
    self.height = Double(max(140, min(height, 100_000)))
    self.showsTitle = showsTitle
  }

  /// The chart as an element.
  public func text(of chart: Chart) -> String { text(of: chart, attributes: "", style: "") }

  /// The chart as an element with more attributes and a style.
  func text(of chart: Chart, attributes: String, style: String) -> String {
    let layout = SVGLayout(chart, width: width, height: height, showsTitle: showsTitle)
    let size = Coordinate.text(width) + " " + Coordinate.text(height)
    var drawing = SVGDrawing()
    drawing.open(
      "svg",
      "xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 \(size)\""
        + " font-family=\"system-ui, sans-serif\" font-size=\"\(Coordinate.text(SVGLayout.fontSize))\""
        + attributes)
    drawing.element("title", text: chart.title)
    drawing.element("desc", text: chart.alternative)
    drawing.raw(style)
    drawing.draw(layout)
    if let area = layout.area {
      drawing.drawGrid(layout)
      drawing.draw(chart.marks, in: area)
      drawing.drawAxes(layout)
      drawing.drawWords(chart.marks, in: area)
    } else {
      drawing.drawNothing(layout)
    }
    drawing.close("svg")
    return drawing.text
  }
}

/// A chart as an SVG file that stands alone, with colours for light and dark.
public struct SVGDocument: Sendable, Equatable {
  /// The width in pixels.
  public var width: Int
  /// The height in pixels.
  public var height: Int

  /// Creates a renderer.
  public init(width: Int = 960, height: Int = 480) {
    self.width = width
    self.height = height
  }

  /// The chart as the text of a file.
  public func text(of chart: Chart) -> String {
    let renderer = SVG(width: width, height: height)
    let (width, height) = (Coordinate.text(renderer.width), Coordinate.text(renderer.height))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + renderer.text(
        of: chart, attributes: " width=\"\(width)\" height=\"\(height)\"",
        style: "<style>\n" + SVGStyle.document + "</style>\n"
          + "<rect class=\"page\" width=\"\(width)\" height=\"\(height)\" fill=\"none\"/>\n")
  }
}
