/// Where the parts of a chart stand in lines of text.
struct TerminalLayout {
  /// The room for marks.
  struct Area {
    let columns: Int
    let rows: Int
    let x: AxisRange
    let y: AxisRange
  }

  /// The lines above the plot: title, legend, the name of the vertical axis.
  private(set) var heading: [[TerminalText]] = []
  /// Where marks are drawn; `nil` where there is nothing to draw.
  private(set) var area: Area?
  /// A letter for each mark that needs one to be told from others.
  let letters: [Int: String]

  private let glyphs: TerminalGlyphs
  private let columns: Int
  private let xLabel: String
  private var yTicks: [Tick] = []
  private var xTicks: [Tick] = []
  /// The columns that the names of ticks take, left of the axis.
  private var side = 0
  private var xRow: TickRow?

  init(_ chart: Chart, columns: Int, rows: Int, _ glyphs: TerminalGlyphs, hasLetters: Bool) {
    (self.columns, self.glyphs) = (columns, glyphs)
    letters = hasLetters && glyphs.hasDots ? Self.letters(of: chart.marks) : [:]
    xLabel = glyphs.words(chart.x.label, to: columns)
    let title = WordWrap.lines(glyphs.words(chart.title), count: rows < 14 ? 1 : 2) {
      TextColumns.of($0) <= columns
    } cut: {
      glyphs.words($0, to: columns)
    }
    heading = title.map { [TerminalText($0)] }
    heading += legend(of: chart).prefix(max(1, rows / 5))
    if !chart.y.label.isEmpty { heading.append([TerminalText(glyphs.words(chart.y.label, to: columns))]) }
    guard let ranges = chart.ranges else { return }
    let below = 2 + (chart.x.scale == .calendar ? 1 : 0) + (xLabel.isEmpty ? 0 : 1)
    placeAxes(chart, ranges, rows: max(3, rows - heading.count - below))
  }

  private mutating func placeAxes(_ chart: Chart, _ ranges: (x: AxisRange, y: AxisRange), rows: Int) {
    func row(_ tick: Tick) -> Int { Self.row(of: tick, in: ranges.y, rows: rows) }
    yTicks = Ticks.choose(chart.y.scale, in: ranges.y, most: max(2, rows / 2)) { ticks in
      zip(ticks, ticks.dropFirst()).allSatisfy { row($0) - row($1) >= 2 }
    }
    for index in yTicks.indices { yTicks[index].label = glyphs.words(yTicks[index].label, to: columns / 3) }
    side = yTicks.map { TextColumns.of($0.label) }.max() ?? 0
    let inner = columns - side - 2
    func placed(_ ticks: [Tick]) -> TickRow {
      TickRow(
        ticks, in: 0...Double(columns), gap: 2,
        position: { Double(side + 2 + Self.column(of: $0, in: ranges.x, columns: inner)) + 0.5 },
        length: { Double(TextColumns.of($0)) })
    }
    xTicks = Ticks.choose(chart.x.scale, in: ranges.x, most: max(2, inner / 7)) { ticks in
      placed(ticks.map { Tick(value: $0.value, label: glyphs.words($0.label)) }).isFree
    }
    for index in xTicks.indices { xTicks[index].label = glyphs.words(xTicks[index].label, to: columns / 2) }
    xRow = placed(xTicks)
    area = Area(columns: inner, rows: rows, x: ranges.x, y: ranges.y)
  }

  /// The row of a tick, from the top.
  private static func row(of tick: Tick, in range: AxisRange, rows: Int) -> Int {
    let dots = Double(4 * rows - 1)
    return min(rows - 1, max(0, Int(((1 - range.fraction(of: tick.value)) * dots).rounded()) / 4))
  }

  /// The column of a value, from the left.
  private static func column(of value: Double, in range: AxisRange, columns: Int) -> Int {
    let dots = Double(2 * columns - 1)
    return min(columns - 1, max(0, Int((range.fraction(of: value) * dots).rounded()) / 2))
  }

  /// The lines of the plot with its axes.
  func framed(_ canvas: TerminalCanvas) -> [[TerminalText]] {
    guard let area, let xRow else { return [] }
    var names: [Int: String] = [:]
    for tick in yTicks { names[Self.row(of: tick, in: area.y, rows: area.rows)] = tick.label }
    var lines = canvas.lines.enumerated().map { row, line in
      let name = names[row] ?? ""
      let space = String(repeating: " ", count: side - TextColumns.of(name))
      let edge = names[row] == nil ? glyphs.side : glyphs.sideTick
      return [TerminalText(space + name + " " + edge)] + line
    }
    var axis = Array(repeating: glyphs.bottom, count: area.columns)
    for tick in xTicks {
      axis[Self.column(of: tick.value, in: area.x, columns: area.columns)] = glyphs.bottomTick
    }
    lines.append([TerminalText(String(repeating: " ", count: side + 1) + glyphs.corner + axis.joined())])
    lines.append([TerminalText(Self.line(of: xRow.labels))])
    if !xRow.contexts.isEmpty { lines.append([TerminalText(Self.line(of: xRow.contexts))]) }
    if !xLabel.isEmpty {
      let room = max(0, (area.columns - TextColumns.of(xLabel)) / 2 + side + 2)
      lines.append([
        TerminalText(String(repeating: " ", count: min(room, columns - TextColumns.of(xLabel))) + xLabel)
      ])
    }
    return lines
  }

  private static func line(of places: [TickRow.Place]) -> String {
    var (text, length) = ("", 0)
    for place in places {
      let space = max(0, Int(place.start) - length)
      text += String(repeating: " ", count: space) + place.text
      length += space + TextColumns.of(place.text)
    }
    return text
  }
}

// MARK: - Legend

extension TerminalLayout {
  /// Letters for lines of series, where there are several.
  private static func letters(of marks: [Mark]) -> [Int: String] {
    let lines = marks.indices.filter { index in
      if case .line(let line) = marks[index], line.name != nil, line.ink != .observed { true } else { false }
    }
    guard lines.count > 1 else { return [:] }
    let alphabet = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }
    return Dictionary(uniqueKeysWithValues: zip(lines, alphabet))
  }

  private func legend(of chart: Chart) -> [[TerminalText]] {
    var lines: [[TerminalText]] = []
    var length = columns
    for item in LegendItem.items(of: chart) {
      let sample = sample(of: item)
      let text = glyphs.words(" " + item.name, to: columns - TextColumns.of(sample.text))
      let entry = TextColumns.of(sample.text) + TextColumns.of(text)
      if length + 3 + entry > columns {
        lines.append([])
        length = 0
      } else {
        lines[lines.count - 1].append(TerminalText("   "))
        length += 3
      }
      lines[lines.count - 1] += [sample, TerminalText(text)]
      length += entry
    }
    return lines
  }

  /// What an entry looks like.
  private func sample(of item: LegendItem) -> TerminalText {
    switch item.look {
    case .line(let ink, let stroke):
      guard glyphs.hasDots else { return TerminalText(glyphs.character(of: ink), ink) }
      return TerminalText((letters[item.mark] ?? "") + (stroke == .dashed ? "╌╌" : "──"), ink)
    case .band(let ink):
      let shade = glyphs.shades[min(item.depth, glyphs.shades.count - 1)]
      return TerminalText(shade + shade, ink)
    case .point(let ink): return TerminalText(ink == .alarm ? glyphs.alarm : glyphs.point, ink)
    case .interval(let ink): return TerminalText(glyphs.side, ink)
    case .bar(let ink): return TerminalText(glyphs.eighths.last ?? "", ink)
    case .zone: return TerminalText(glyphs.bottom)
    case .depths: return TerminalText(glyphs.depths.joined(), .series(1))
    }
  }
}
