/// Where the parts of a chart stand in a drawing.
struct SVGLayout {
  /// The size of letters, in pixels.
  static let fontSize = 12.0
  /// The size of the title's letters.
  static let titleSize = 14.0
  /// The space around everything.
  static let margin = 10.0
  private static let lineHeight = 16.0
  private static let titleHeight = 19.0
  private static let tickLength = 4.0

  let width: Double
  let height: Double
  /// The lines of the title.
  private(set) var title: [(text: String, y: Double)] = []
  /// The entries of the legend.
  private(set) var legend: [(item: LegendItem, x: Double, y: Double, text: String)] = []
  /// The name of the vertical axis, above it.
  private(set) var yLabel: (text: String, y: Double)?
  /// The name of the horizontal axis, below it.
  private(set) var xLabel: (text: String, y: Double)?
  /// Where marks are drawn; `nil` where there is nothing to draw.
  private(set) var area: PlotArea?
  /// The ticks of the vertical axis.
  private(set) var yTicks: [Tick] = []
  /// Whether lines are drawn across at the ticks of the vertical axis.
  private(set) var hasGrid = true
  /// The ticks of the horizontal axis.
  private(set) var xTicks: [Tick] = []
  /// The names of the ticks of the horizontal axis.
  private(set) var xRow: TickRow?

  /// Lays out `chart`.
  init(_ chart: Chart, width: Double, height: Double, showsTitle: Bool) {
    (self.width, self.height) = (width, height)
    var top = Self.margin
    if showsTitle { placeTitle(chart.title, &top) }
    placeLegend(LegendItem.items(of: chart), &top)
    if !chart.y.label.isEmpty {
      top += Self.lineHeight
      let text = TextLength.cut(chart.y.label, to: width - 2 * Self.margin, size: Self.fontSize)
      yLabel = (text, top - 4)
    }
    top += 8
    var bottom = height - Self.margin
    if !chart.x.label.isEmpty {
      xLabel = (TextLength.cut(chart.x.label, to: width - 2 * Self.margin, size: Self.fontSize), bottom)
      bottom -= Self.lineHeight + 2
    }
    bottom -= Self.lineHeight * (chart.x.scale == .calendar ? 2 : 1) + Self.tickLength - 4
    guard let ranges = chart.ranges else { return }
    placeAxes(chart, ranges, top: top, bottom: max(bottom, top + 20))
  }

  private mutating func placeTitle(_ text: String, _ top: inout Double) {
    // Bold letters are a little wider.
    let (most, size) = (width - 2 * Self.margin, Self.titleSize * 1.05)
    let lines = WordWrap.lines(text, count: 2) {
      TextLength.of($0, size: size) <= most
    } cut: {
      TextLength.cut($0, to: most, size: size)
    }
    for line in lines {
      top += Self.titleHeight
      title.append((line, top - 5))
    }
  }

  private mutating func placeLegend(_ items: [LegendItem], _ top: inout Double) {
    let right = width - Self.margin
    // Below it there is room for the names of axes and a plot.
    let lowest = height - 134
    var x = Self.margin
    var y = top + Self.lineHeight + 2
    for item in items {
      let room = right - Self.margin - item.swatchLength
      let text = TextLength.cut(item.name, to: room, size: Self.fontSize)
      let length = item.swatchLength + TextLength.of(text, size: Self.fontSize)
      if x > Self.margin, x + length > right {
        x = Self.margin
        y += Self.lineHeight + 2
      }
      if y > lowest { break }
      legend.append((item, x, y - 4, text))
      x += length + 14
      top = y + 2
    }
  }

  private mutating func placeAxes(
    _ chart: Chart, _ ranges: (x: AxisRange, y: AxisRange), top: Double, bottom: Double
  ) {
    hasGrid = !chart.y.scale.isOfNames
    yTicks = Ticks.choose(chart.y.scale, in: ranges.y, most: Int((bottom - top) / 28)) { ticks in
      zip(ticks, ticks.dropFirst()).allSatisfy {
        (ranges.y.fraction(of: $1.value) - ranges.y.fraction(of: $0.value)) * (bottom - top)
          >= Self.lineHeight
      }
    }
    for index in yTicks.indices {
      yTicks[index].label = TextLength.cut(yTicks[index].label, to: width / 3, size: Self.fontSize)
    }
    let names = yTicks.map { TextLength.of($0.label, size: Self.fontSize) }.max() ?? 0
    let left = Self.margin + names + Self.tickLength + 4
    var area = PlotArea(
      left: left, top: top, width: max(20, width - left - Self.margin - 4), height: bottom - top,
      horizontal: ranges.x, vertical: ranges.y)
    if chart.hasEqualUnits { area.equaliseUnits() }
    func row(_ ticks: [Tick]) -> TickRow {
      TickRow(ticks, in: 2...width - 2, gap: 8, position: area.x) { TextLength.of($0, size: Self.fontSize) }
    }
    xTicks = Ticks.choose(chart.x.scale, in: ranges.x, most: Int(area.width / 40)) { row($0).isFree }
    if chart.x.scale.isOfNames {
      let room = area.width / Double(max(1, xTicks.count))
      xTicks = xTicks.map { tick in
        var tick = tick
        tick.label = TextLength.cut(tick.label, to: room, size: Self.fontSize)
        return tick
      }
    }
    xRow = row(xTicks)
    self.area = area
  }

  /// Where the letters of the names of ticks below the plot stand, and those of what they leave unsaid.
  func tickBaselines(_ area: PlotArea) -> (label: Double, context: Double) {
    let first = area.bottom + Self.tickLength + Self.fontSize + 1
    return (first, first + Self.lineHeight - 1)
  }
}

extension Axis.Scale {
  /// Whether positions are names.
  var isOfNames: Bool { if case .categories = self { true } else { false } }
}
