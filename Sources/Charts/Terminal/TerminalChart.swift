import Files

/// A chart as lines of text for a terminal: lines and points in dots of braille, areas in shades.
public struct TerminalChart: Sendable, Equatable {
  /// The most columns a line takes.
  public var columns: Int
  /// How many lines there are.
  public var rows: Int
  /// Whether colours of the terminal are used; without them, several lines are told apart by letters.
  public var usesColour: Bool
  /// Whether nothing but ASCII is used, for terminals and fonts that have nothing else.
  public var isASCII: Bool

  /// Creates a renderer; a chart has at least 20 columns and 10 rows.
  public init(columns: Int = 80, rows: Int = 20, usesColour: Bool = false, isASCII: Bool = false) {
    self.columns = max(20, min(columns, 10_000))
    self.rows = max(10, min(rows, 10_000))
    self.usesColour = usesColour
    self.isASCII = isASCII
  }

  /// The lines, each ending in a line break.
  public func text(of chart: Chart) -> String {
    let glyphs = isASCII ? TerminalGlyphs.ascii : TerminalGlyphs.unicode
    let layout = TerminalLayout(chart, columns: columns, rows: rows, glyphs, hasLetters: !usesColour)
    var lines = layout.heading
    if let area = layout.area {
      var canvas = TerminalCanvas(columns: area.columns, rows: area.rows, glyphs)
      canvas.draw(chart.marks, x: area.x, y: area.y, letters: layout.letters)
      lines += layout.framed(canvas)
    } else {
      lines.append([TerminalText("no values to draw")])
    }
    return lines.map { $0.map { $0.shown(inColour: usesColour) }.joined().withoutTrailingSpaces + "\n" }
      .joined()
  }
}

/// A piece of a line of text, in one colour.
struct TerminalText: Equatable {
  var text: String
  var ink: Ink?

  init(_ text: String, _ ink: Ink? = nil) {
    self.text = text
    self.ink = ink
  }

  /// The text, between the codes of its colour where colours are used.
  func shown(inColour: Bool) -> String {
    guard inColour, let code = ink?.colourCode, text.contains(where: { $0 != " " }) else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

extension Ink {
  /// The parameter of the control sequence that selects the colour; `nil` for that of text.
  ///
  /// - Source: ECMA-48, section 8.3.117, "SGR".
  fileprivate var colourCode: Int? {
    switch self {
    case .observed: nil
    case .series: [36, 33, 35, 32, 34, 96, 93, 95][(seriesNumber ?? 1) - 1]
    case .alarm: 31
    }
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}

/// The characters that charts are made of.
struct TerminalGlyphs: Sendable {
  /// Whether lines are dots of braille, eight a character; otherwise a character a point.
  let hasDots: Bool
  /// Bands, by how many lie over each other.
  let shades: [String]
  /// Cells, by the depth of their colour.
  let depths: [String]
  /// Parts of bars, in eighths from the bottom.
  let eighths: [String]
  let horizontalRule: String
  let verticalRule: String
  let point: String
  let alarm: String
  let side: String
  let sideTick: String
  let bottom: String
  let bottomTick: String
  let corner: String
  let ellipsis: String

  static let unicode = TerminalGlyphs(
    hasDots: true, shades: ["░", "▒", "▓"], depths: ["·", "░", "░", "▒", "▒", "▓", "█"],
    eighths: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], horizontalRule: "╌", verticalRule: "┊", point: "•",
    alarm: "×", side: "│", sideTick: "┤", bottom: "─", bottomTick: "┬", corner: "└", ellipsis: "…")

  static let ascii = TerminalGlyphs(
    hasDots: false, shades: [".", ":", "%"], depths: [".", ":", "-", "+", "*", "#", "@"],
    eighths: ["_", "_", "_", "#", "#", "#", "#", "#"], horizontalRule: "-", verticalRule: "|", point: "o",
    alarm: "x", side: "|", sideTick: "+", bottom: "-", bottomTick: "+", corner: "+", ellipsis: "...")

  /// The character of a point on a line, where lines are no dots.
  func character(of ink: Ink) -> String {
    switch ink {
    case .observed: "*"
    case .series: ["o", "+", "x", "#", "@", "&", "=", "$"][(ink.seriesNumber ?? 1) - 1]
    case .alarm: "!"
    }
  }

  /// The text as the terminal shows it: nothing that steers it, and where only ASCII is used a question mark
  /// for everything else.
  func words(_ text: String) -> String {
    let shown = ShownText.escaped(text)
    return hasDots ? shown : String(shown.map { $0.isASCII ? $0 : "?" })
  }

  /// Words cut to a number of columns.
  func words(_ text: String, to most: Int) -> String {
    TextColumns.cut(words(text), to: most, ellipsis: ellipsis)
  }
}
