extension TerminalCanvas {
  /// Draws `marks`: areas first, then lines, then points and words.
  ///
  /// - Parameters:
  ///   - marks: The marks.
  ///   - x: The range of the horizontal axis.
  ///   - y: The range of the vertical axis.
  ///   - letters: For some marks, by position, a letter that is written at their end.
  mutating func draw(_ marks: [Mark], x: AxisRange, y: AxisRange, letters: [Int: String]) {
    let area = PlotArea(
      left: 0, top: 0, width: Double(dotColumns - 1), height: Double(dotRows - 1), horizontal: x, vertical: y)
    let whole = PlotArea(
      left: 0, top: 0, width: Double(columns), height: Double(rows), horizontal: x, vertical: y)
    for layer in 0..<Mark.layerCount {
      for mark in marks where mark.layer == layer { draw(mark, in: area, whole) }
    }
    for (index, letter) in letters.sorted(by: { $0.key < $1.key }) { mark(marks[index], letter, in: area) }
    for mark in marks { drawWords(of: mark, in: area) }
  }

  private mutating func draw(_ mark: Mark, in area: PlotArea, _ whole: PlotArea) {
    switch mark {
    case .line(let line):
      let runs = PixelColumns.runs(line.points.map(area.spot)).flatMap { area.clipped($0) }
      for run in runs { draw(run, line.ink, isDashed: line.stroke == .dashed) }
    case .band(let band): draw(band, in: area)
    case .points(let points):
      let spots = points.points.compactMap(area.spot).filter(area.contains)
      for spot in spots {
        if spots.count <= 2 * columns {
          put(points.ink == .alarm ? glyphs.alarm : glyphs.point, column(spot), row(spot), points.ink)
        } else {
          dot(Int(spot.x.rounded()), Int(spot.y.rounded()), points.ink)
        }
      }
    case .intervals(let intervals):
      for row in intervals.rows where row.isFinite && area.horizontal.contains(row.x) {
        let ends = [row.lower, row.upper].map { Spot(x: area.x(row.x), y: area.y($0)) }
        for part in area.clipped(ends) { draw(part, intervals.ink) }
      }
    case .bars(let bars): for bar in bars.bars where bar.isFinite { draw(bar, bars.ink, in: whole) }
    case .rule(let rule): draw(rule, in: area)
    case .cells(let cells): draw(cells, in: whole)
    case .zone(let zone):
      let corners = zone.corners.compactMap(area.spot)
      for part in area.clipped(corners + corners.prefix(1)) { draw(part, .observed) }
    case .label: break
    }
  }

  private func column(_ spot: Spot) -> Int { Int(spot.x.rounded()) / (dotColumns / columns) }
  private func row(_ spot: Spot) -> Int { Int(spot.y.rounded()) / (dotRows / rows) }

  /// Straight lines from place to place.
  private mutating func draw(_ run: [Spot], _ ink: Ink, isDashed: Bool = false) {
    let dots = run.map { (x: Int($0.x.rounded()), y: Int($0.y.rounded())) }
    if dots.count == 1 { dot(dots[0].x, dots[0].y, ink) }
    var length = 0
    for (start, end) in zip(dots, dots.dropFirst()) {
      let steps = max(1, abs(end.x - start.x), abs(end.y - start.y))
      for step in 0...steps where !isDashed || (length + step) % 6 < 3 {
        let share = Double(step) / Double(steps)
        dot(
          start.x + Int((share * Double(end.x - start.x)).rounded()),
          start.y + Int((share * Double(end.y - start.y)).rounded()), ink)
      }
      length += steps
    }
  }

  private mutating func draw(_ rule: Mark.Rule, in area: PlotArea) {
    guard let (start, end) = area.ends(of: rule.place) else { return }
    switch rule.place {
    case .horizontal: for column in 0..<columns { self.rule(glyphs.horizontalRule, column, row(start)) }
    case .vertical: for row in 0..<rows { self.rule(glyphs.verticalRule, column(start), row) }
    case .diagonal:
      for step in 0..<columns {
        let share = Double(step) / Double(max(1, columns - 1))
        let spot = Spot(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
        self.rule(glyphs.hasDots ? "·" : ".", column(spot), row(spot))
      }
    }
  }

  /// A letter where a line ends, or above or below where another stands there.
  private mutating func mark(_ mark: Mark, _ letter: String, in area: PlotArea) {
    guard case .line(let line) = mark,
      let spot = line.points.reversed().lazy.compactMap(area.spot).first(where: area.contains)
    else { return }
    let rows = [0, -1, 1, -2, 2, -3, 3].map { row(spot) + $0 }.filter { (0..<self.rows).contains($0) }
    let free = rows.first { !hasWord(column(spot), $0) }
    if let free { write(letter, column(spot), free, line.ink) }
  }

  private mutating func drawWords(of mark: Mark, in area: PlotArea) {
    let (text, wanted): (String, Spot?)
    switch mark {
    case .label(let label): (text, wanted) = (label.text, area.spot(label.place))
    case .rule(let rule): (text, wanted) = (rule.label, area.ends(of: rule.place)?.1)
    default: return
    }
    guard let wanted, area.contains(wanted), !text.isEmpty else { return }
    let words = glyphs.words(text, to: columns)
    let length = TextColumns.of(words)
    let starts: [Int]
    switch mark {
    case .rule(let rule):
      if case .vertical = rule.place {
        starts = [column(wanted) + 2, column(wanted) - length - 1]
      } else {
        starts = [columns - length]
      }
    default: starts = [min(max(0, column(wanted) - length / 2), columns - length)]
    }
    let first = mark.isVerticalRule ? 0 : row(wanted) - (mark.layer == 3 ? 1 : 0)
    for offset in [0, -1, 1, -2, 2, -3, 3] {
      for start in starts where isFree(start, first + offset, length: length) {
        return write(words, start, first + offset)
      }
    }
  }
}

extension Mark {
  fileprivate var isVerticalRule: Bool {
    if case .rule(let rule) = self, case .vertical = rule.place { true } else { false }
  }
}
