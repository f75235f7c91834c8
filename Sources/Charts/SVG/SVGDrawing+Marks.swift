extension SVGDrawing {
  static let bandOpacity = 0.22
  static let zoneOpacity = 0.3
  static let pointSize = 4.0

  /// How much of a cell's colour covers what lies below it.
  static func opacity(ofDepth depth: Int) -> Double {
    0.08 + 0.92 * Double(depth - 1) / Double(Mark.Cells.depthCount - 1)
  }

  /// The shapes of `marks`: areas first, then lines, then points.
  mutating func draw(_ marks: [Mark], in area: PlotArea) {
    open("g", "class=\"marks\"")
    for layer in 0..<Mark.layerCount {
      for mark in marks where mark.layer == layer { draw(mark, in: area) }
    }
    close("g")
  }

  private mutating func draw(_ mark: Mark, in area: PlotArea) {
    switch mark {
    case .line(let line):
      stroke(
        "line " + line.ink.className, path: Self.path(line.points, in: area),
        attributes: line.stroke.attributes)
    case .band(let band):
      fill("band " + band.ink.bandClassName, path: Self.path(band.rows, in: area), opacity: Self.bandOpacity)
    case .points(let points):
      stroke(
        "points " + points.ink.className, path: Self.dots(points.points, in: area), width: Self.pointSize)
    case .intervals(let intervals):
      stroke("interval " + intervals.ink.className, path: Self.path(intervals: intervals.rows, in: area))
    case .bars(let bars): fill("bars " + bars.ink.className, path: Self.path(bars.bars, in: area))
    case .rule(let rule): draw(rule, in: area)
    case .cells(let cells): draw(cells, in: area)
    case .zone(let zone):
      fill(
        "zone zone-\(zone.grade.rawValue)",
        path: SVGPath.polygon(area.clipped(polygon: zone.corners.compactMap(area.spot))),
        opacity: Self.zoneOpacity)
    case .label: break
    }
  }

  private static func path(_ points: [Point], in area: PlotArea) -> String {
    PixelColumns.runs(points.map(area.spot)).flatMap(area.clipped).map(SVGPath.line).joined()
  }

  private static func path(_ rows: [Mark.Band.Row], in area: PlotArea) -> String {
    let runs = PixelColumns.bandRuns(
      rows.map { $0.isFinite ? (x: area.x($0.x), lower: area.y($0.lower), upper: area.y($0.upper)) : nil })
    return runs.map { run in
      // A single row would have no width.
      let rows = run.count == 1 ? [(run[0], -2.0), (run[0], 2.0)] : run.map { ($0, 0.0) }
      let upper = rows.map { Spot(x: $0.x + $1, y: $0.upper) }
      let lower = rows.reversed().map { Spot(x: $0.x + $1, y: $0.lower) }
      return SVGPath.polygon(area.clipped(polygon: upper + lower))
    }.joined()
  }

  /// Dots; of those that fall on the same half pixel one.
  private static func dots(_ points: [Point], in area: PlotArea) -> String {
    var seen: Set<Spot> = []
    return points.compactMap(area.spot).filter(area.contains).compactMap { spot in
      let pixel = Spot(x: (spot.x * 2).rounded() / 2, y: (spot.y * 2).rounded() / 2)
      return seen.insert(pixel).inserted ? SVGPath.line([spot]) : nil
    }.joined()
  }

  private static func path(intervals rows: [Mark.Band.Row], in area: PlotArea) -> String {
    rows.filter { $0.isFinite && area.horizontal.contains($0.x) }.map { row in
      let clamped = [row.lower, row.upper].map { min(max(area.y($0), area.top), area.bottom) }
      return interval(x: area.x(row.x), from: clamped[0], to: clamped[1])
    }.joined()
  }

  /// A vertical interval with a bar at either end.
  static func interval(x: Double, from start: Double, to end: Double) -> String {
    SVGPath.line([Spot(x: x, y: start), Spot(x: x, y: end)])
      + [start, end].map { SVGPath.line([Spot(x: x - 3, y: $0), Spot(x: x + 3, y: $0)]) }.joined()
  }

  private static func path(_ bars: [Mark.Bars.Bar], in area: PlotArea) -> String {
    bars.filter(\.isFinite).map { bar in
      let (start, end) = (area.x(bar.start), area.x(bar.end))
      // Neighbours are told apart by a gap, where they are wide enough for one.
      let gap = abs(end - start) > 4 ? 0.5 : 0
      let corner = Spot(x: min(start, end) + gap, y: area.y(bar.value))
      let opposite = Spot(x: max(start, end) - gap, y: area.y(0))
      let corners = [corner, Spot(x: opposite.x, y: corner.y), opposite, Spot(x: corner.x, y: opposite.y)]
      return SVGPath.polygon(area.clipped(polygon: corners))
    }.joined()
  }

  private mutating func draw(_ rule: Mark.Rule, in area: PlotArea) {
    guard let ends = area.ends(of: rule.place) else { return }
    line("rule", from: ends.0, to: ends.1, attributes: " stroke-dasharray=\"2 3\"")
  }

  private mutating func draw(_ cells: Mark.Cells, in area: PlotArea) {
    guard let bounds = cells.bounds else { return }
    var paths = Array(repeating: "", count: Mark.Cells.depthCount + 1)
    for (row, values) in cells.values.enumerated() {
      for (column, value) in values.enumerated() where value.isFinite {
        let (x, y) = (Double(column), Double(row))
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map {
          Spot(x: area.x(x + $0.0), y: area.y(y + $0.1))
        }
        paths[cells.depth(of: value, in: bounds)] += SVGPath.polygon(area.clipped(polygon: corners))
      }
    }
    for (depth, path) in paths.enumerated() {
      fill("cell cell-\(depth)", path: path, opacity: Self.opacity(ofDepth: depth))
    }
  }
}

extension Mark {
  /// The number of layers.
  static let layerCount = 7

  /// The layer that the mark is drawn in, from the lowest.
  var layer: Int {
    switch self {
    case .zone, .cells: 0
    case .band: 1
    case .bars: 2
    case .rule: 3
    case .line: 4
    case .intervals: 5
    case .points, .label: 6
    }
  }
}

extension PlotArea {
  /// Where a rule begins and ends; `nil` where none of it is shown.
  func ends(of rule: Mark.Rule.Place) -> (Spot, Spot)? {
    switch rule {
    case .horizontal(let value):
      guard vertical.contains(value) else { return nil }
      return (Spot(x: left, y: y(value)), Spot(x: right, y: y(value)))
    case .vertical(let value):
      guard horizontal.contains(value) else { return nil }
      return (Spot(x: x(value), y: top), Spot(x: x(value), y: bottom))
    case .diagonal:
      let lower = max(horizontal.lower, vertical.lower)
      let upper = min(horizontal.upper, vertical.upper)
      guard lower < upper else { return nil }
      return (Spot(x: x(lower), y: y(lower)), Spot(x: x(upper), y: y(upper)))
    }
  }
}
