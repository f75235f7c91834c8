/// The elements of a drawing, as they are written.
struct SVGDrawing {
  /// The elements so far.
  private(set) var text = ""

  /// Where a text begins.
  enum Anchor: String {
    /// At its place.
    case start
    /// In the middle over its place.
    case middle
    /// So that it ends at its place.
    case end
  }

  /// Begins an element that holds others.
  mutating func open(_ name: String, _ attributes: String = "") {
    text += "<\(name)\(attributes.isEmpty ? "" : " ")\(attributes)>\n"
  }

  /// Ends an element that holds others.
  mutating func close(_ name: String) { text += "</\(name)>\n" }

  /// An element that holds text alone.
  mutating func element(_ name: String, text content: String) {
    text += "<\(name)>\(SVGText.escaped(content))</\(name)>\n"
  }

  /// What is written already.
  mutating func raw(_ elements: String) { text += elements }

  /// A text whose letters stand on `y`.
  mutating func words(
    _ content: String, _ names: String, x: Double, y: Double, anchor: Anchor = .start, attributes: String = ""
  ) {
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    text +=
      "<text class=\"\(names)\" x=\"\(Coordinate.text(x))\" y=\"\(Coordinate.text(y))\"\(place) fill=\"currentColor\"\(attributes)>"
      + SVGText.escaped(content) + "</text>\n"
  }

  /// A straight line.
  mutating func line(_ names: String, from start: Spot, to end: Spot, attributes: String = "") {
    text +=
      "<line class=\"\(names)\" x1=\"\(Coordinate.text(start.x))\" y1=\"\(Coordinate.text(start.y))\""
      + " x2=\"\(Coordinate.text(end.x))\" y2=\"\(Coordinate.text(end.y))\" stroke=\"currentColor\"\(attributes)/>\n"
  }

  /// A line that is not filled; nothing where there is no path.
  mutating func stroke(_ names: String, path: String, width: Double = 1.5, attributes: String = "") {
    guard !path.isEmpty else { return }
    text +=
      "<path class=\"\(names)\" d=\"\(path)\" fill=\"none\" stroke=\"currentColor\""
      + " stroke-width=\"\(Coordinate.text(width))\" stroke-linecap=\"round\" stroke-linejoin=\"round\"\(attributes)/>\n"
  }

  /// An area; nothing where there is no path.
  mutating func fill(_ names: String, path: String, opacity: Double = 1) {
    guard !path.isEmpty else { return }
    let depth = opacity < 1 ? " fill-opacity=\"\(Coordinate.text(opacity))\"" : ""
    text += "<path class=\"\(names)\" d=\"\(path)\" fill=\"currentColor\"\(depth)/>\n"
  }
}

/// The commands of paths.
enum SVGPath {
  /// A line through places; of a single one a dot, as its ends are round.
  static func line(_ spots: [Spot]) -> String {
    guard let first = spots.first else { return "" }
    if spots.count == 1 { return "M" + Coordinate.text(first) + "h0" }
    return "M" + spots.map(Coordinate.text).joined(separator: "L")
  }

  /// A polygon.
  static func polygon(_ spots: [Spot]) -> String { spots.count < 3 ? "" : line(spots) + "Z" }

  /// A rectangle between two corners.
  static func rectangle(_ corner: Spot, _ opposite: Spot) -> String {
    polygon([corner, Spot(x: opposite.x, y: corner.y), opposite, Spot(x: corner.x, y: opposite.y)])
  }
}

extension Ink {
  /// The class of what is drawn in it.
  var className: String {
    switch self {
    case .observed: "observed"
    case .series: "series-\(seriesNumber ?? 1)"
    case .alarm: "alarm"
    }
  }

  /// The class of an area in it.
  var bandClassName: String { seriesNumber.map { "band-\($0)" } ?? "band-" + className }
}
