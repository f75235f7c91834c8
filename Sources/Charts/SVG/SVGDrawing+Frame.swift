extension SVGDrawing {
  /// The title, the legend and the names of the axes.
  mutating func draw(_ layout: SVGLayout) {
    for line in layout.title {
      words(
        line.text, "title", x: SVGLayout.margin, y: line.y,
        attributes: " font-size=\"\(Coordinate.text(SVGLayout.titleSize))\" font-weight=\"600\"")
    }
    if !layout.legend.isEmpty {
      open("g", "class=\"legend\"")
      for entry in layout.legend {
        drawSample(entry.item, x: entry.x, y: entry.y - 4)
        words(entry.text, "name", x: entry.x + entry.item.swatchLength - 4, y: entry.y)
      }
      close("g")
    }
    if let label = layout.yLabel { words(label.text, "axis-label", x: SVGLayout.margin, y: label.y) }
    if let label = layout.xLabel {
      let left = layout.area?.left ?? SVGLayout.margin
      let right = layout.area?.right ?? layout.width - SVGLayout.margin
      let half = TextLength.of(label.text, size: SVGLayout.fontSize) / 2
      let middle = min(
        max((left + right) / 2, SVGLayout.margin + half), layout.width - SVGLayout.margin - half)
      words(label.text, "axis-label", x: middle, y: label.y, anchor: .middle)
    }
  }

  /// A sample for the legend, its middle at `y`.
  private mutating func drawSample(_ item: LegendItem, x: Double, y: Double) {
    let box = SVGPath.rectangle(Spot(x: x, y: y - 5), Spot(x: x + 16, y: y + 5))
    switch item.look {
    case .line(let ink, let stroke):
      self.stroke(
        "line " + ink.className, path: SVGPath.line([Spot(x: x, y: y), Spot(x: x + 16, y: y)]), width: 2,
        attributes: stroke.attributes)
    case .band(let ink):
      // As deep as the bands that lie over each other.
      for _ in 0...item.depth { fill("band " + ink.bandClassName, path: box, opacity: Self.bandOpacity) }
    case .point(let ink):
      self.stroke(
        "points " + ink.className, path: SVGPath.line([Spot(x: x + 8, y: y)]), width: Self.pointSize)
    case .interval(let ink):
      self.stroke("interval " + ink.className, path: Self.interval(x: x + 8, from: y - 6, to: y + 6))
    case .bar(let ink): fill("bars " + ink.className, path: box)
    case .zone(let grade):
      fill("zone zone-\(grade.rawValue)", path: box, opacity: Self.zoneOpacity)
    case .depths:
      for depth in 1...Mark.Cells.depthCount {
        let left = x + Double(depth - 1) * 8
        fill(
          "cell cell-\(depth)", path: SVGPath.rectangle(Spot(x: left, y: y - 5), Spot(x: left + 8, y: y + 5)),
          opacity: Self.opacity(ofDepth: depth))
      }
    }
  }

  /// The lines of the grid.
  mutating func drawGrid(_ layout: SVGLayout) {
    guard layout.hasGrid, let area = layout.area else { return }
    open("g", "class=\"grid\"")
    for y in layout.yTicks.map({ area.y($0.value) }) {
      line(
        "grid-line", from: Spot(x: area.left, y: y), to: Spot(x: area.right, y: y),
        attributes: " stroke-opacity=\"0.15\"")
    }
    close("g")
  }

  /// The axes with their ticks.
  mutating func drawAxes(_ layout: SVGLayout) {
    guard let area = layout.area else { return }
    let baselines = layout.tickBaselines(area)
    open("g", "class=\"axis y-axis\"")
    for tick in layout.yTicks {
      words(tick.label, "tick", x: area.left - 8, y: area.y(tick.value) + 4, anchor: .end)
    }
    close("g")
    open("g", "class=\"axis x-axis\"")
    line("axis-line", from: Spot(x: area.left, y: area.bottom), to: Spot(x: area.right, y: area.bottom))
    for tick in layout.xTicks {
      let x = min(max(area.x(tick.value), area.left), area.right)
      line("tick-line", from: Spot(x: x, y: area.bottom), to: Spot(x: x, y: area.bottom + 4))
    }
    for place in layout.xRow?.labels ?? [] {
      words(place.text, "tick", x: place.start + place.length / 2, y: baselines.label, anchor: .middle)
    }
    for place in layout.xRow?.contexts ?? [] {
      words(
        place.text, "tick context", x: place.start + place.length / 2, y: baselines.context, anchor: .middle)
    }
    close("g")
  }

  /// Says that there is nothing to draw.
  mutating func drawNothing(_ layout: SVGLayout) {
    words("no values to draw", "label", x: layout.width / 2, y: layout.height / 2, anchor: .middle)
  }
}

extension Mark.Line.Stroke {
  /// The attributes of such a line.
  var attributes: String { self == .dashed ? " stroke-dasharray=\"4 3\"" : "" }
}
