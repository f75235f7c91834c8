import Charts
import Testing

@Suite("Charts in a terminal")
struct TerminalChartTests {
  /// A fan of two intervals after a wave of whole numbers.
  static let fan: Chart = {
    let day = 86_400.0
    let start = 1_704_067_200.0
    let observed = (0..<90).map { (row: Int) -> Point in
      let value = abs(row % 30 - 15) * 4 + row % 7
      return Point(start + Double(row) * day, Double(value))
    }
    let rows = (0..<15).map { (row: Int) -> Mark.Band.Row in
      let middle = 30 + Double(row)
      return Mark.Band.Row(start + Double(89 + row) * day, middle - 2 * Double(row), middle + 2 * Double(row))
    }
    let inner = rows.map { row in
      let middle = (row.lower + row.upper) / 2
      return Mark.Band.Row(row.x, (middle + row.lower) / 2, (middle + row.upper) / 2)
    }
    return Chart(
      title: "births: 15 days after 2024-03-30", alternative: "A fan.", x: Axis("", scale: .calendar),
      y: Axis("births"),
      marks: [
        .band(Mark.Band("95 %", ink: .series(1), rows: rows)),
        .band(Mark.Band("80 %", ink: .series(1), rows: inner)),
        .line(Mark.Line("observed", ink: .observed, points: observed)),
        .line(Mark.Line("gru", ink: .series(1), points: rows.map { Point($0.x, ($0.lower + $0.upper) / 2) })),
        .line(Mark.Line("naive", ink: .series(2), points: rows.map { Point($0.x, 20) })),
        .rule(Mark.Rule(.vertical(start + 89 * day), label: "cutoff")),
      ])
  }()

  @Test("A fan in 40, 80 and 200 columns", arguments: TerminalPictures.all)
  func pictures(picture: TerminalPictures.Picture) {
    let chart = TerminalChart(columns: picture.columns, rows: picture.rows, isASCII: picture.isASCII)
    let text = chart.text(of: Self.fan)
    #expect(text == picture.text)
  }

  @Test("No line is longer than asked for, and there are no more lines", arguments: ChartCases.all)
  func size(chart: ChartCases.Case) {
    for (columns, rows) in [(20, 10), (80, 20), (200, 60)] {
      for isASCII in [false, true] {
        let renderer = TerminalChart(columns: columns, rows: rows, isASCII: isASCII)
        let text = renderer.text(of: chart.chart)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.allSatisfy { $0.count <= columns })
        #expect(lines.count <= rows || columns == 20)
        #expect(!isASCII || text.allSatisfy(\.isASCII))
        #expect(!text.contains("\u{1B}") && !text.contains("nan"))
      }
    }
  }

  @Test("Colours are used where they are asked for, and end on the line")
  func colours() {
    let text = TerminalChart(usesColour: true).text(of: Self.fan)
    let lines = text.split(separator: "\n")
    #expect(lines.contains { $0.contains("\u{1B}[36m") && $0.contains("\u{1B}[33m") })
    for line in lines {
      let codes = line.ranges(of: "\u{1B}[").count
      #expect(codes == 2 * line.ranges(of: "\u{1B}[0m").count)
    }
  }

  @Test("Lines of series are told apart by letters without colours, and by characters in ASCII")
  func letters() {
    #expect(TerminalChart().text(of: Self.fan).contains("a── gru   b── naive"))
    #expect(TerminalChart(usesColour: true).text(of: Self.fan).contains("\u{1B}[36m──\u{1B}[0m gru"))
    #expect(TerminalChart(isASCII: true).text(of: Self.fan).contains("o gru   + naive"))
  }

  @Test(
    "Nothing in names steers the terminal, and wide letters take two columns",
    arguments: [
      ("a\u{1B}[2Jb", "a<U+001B>[2Jb"), ("x\u{202E}y", "x<U+202E>y"), ("日本", "日本"),
      ("two\nlines", "two\\nlines"),
    ])
  func names(name: String, shown: String) {
    let marks: [Mark] = [
      .line(Mark.Line(name, ink: .series(1), points: [Point(0, 0), Point(1, 1)])),
      .rule(Mark.Rule(.horizontal(0.5), label: name)),
    ]
    let text = TerminalChart().text(of: ChartCases.chart(marks, x: Axis(name), y: Axis(name), title: name))
    #expect(text.ranges(of: shown).count == 5)
  }

  @Test("Extremes reach the edges, and no column of a line is without a dot")
  func dots() {
    let values = (0..<101).map { Double($0 * 37 % 101) }
    let chart = ChartCases.chart([ChartCases.line(values)], x: Axis(), y: Axis(range: 0...100), title: "")
    let lines = TerminalChart(columns: 43, rows: 10).text(of: chart).split(separator: "\n").map(Array.init)
    let plot = lines[1...7].map { $0[5...] }
    for line in [plot[0], plot[6]] { #expect(line.contains { $0 != " " }) }
    for column in 5..<43 {
      #expect(lines[1...7].contains { $0.indices.contains(column) && $0[column] != " " })
    }
  }
}
