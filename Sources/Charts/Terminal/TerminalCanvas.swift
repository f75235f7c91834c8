/// The characters of a plot while it is drawn.
struct TerminalCanvas {
  private struct Cell {
    /// Dots of braille that are set.
    var dots: UInt32 = 0
    /// How many bands lie over each other.
    var shade = 0
    /// A character of its own; empty after one that takes two columns.
    var glyph: String?
    /// Whether the character is of words, which nothing covers.
    var isWord = false
    /// A rule that lies behind everything.
    var rule: String?
    var ink: Ink?
  }

  let columns: Int
  let rows: Int
  let glyphs: TerminalGlyphs
  private var cells: [Cell]

  init(columns: Int, rows: Int, _ glyphs: TerminalGlyphs) {
    (self.columns, self.rows, self.glyphs) = (columns, rows, glyphs)
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// Points across that a line may go through.
  var dotColumns: Int { glyphs.hasDots ? 2 * columns : columns }
  /// Points down.
  var dotRows: Int { glyphs.hasDots ? 4 * rows : rows }

  private func place(_ column: Int, _ row: Int) -> Int? {
    (0..<columns).contains(column) && (0..<rows).contains(row) ? row * columns + column : nil
  }

  /// Sets a point of a line.
  mutating func dot(_ x: Int, _ y: Int, _ ink: Ink) {
    guard glyphs.hasDots else { return put(glyphs.character(of: ink), x, y, ink) }
    guard x >= 0, y >= 0, let place = place(x / 2, y / 4) else { return }
    // The dots of a cell are numbered downwards, but for the lowest two, which came later.
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    cells[place].dots |= bits[y % 4 * 2 + x % 2]
    cells[place].ink = ink
  }

  /// Puts a character of its own.
  mutating func put(_ glyph: String, _ column: Int, _ row: Int, _ ink: Ink?) {
    guard let place = place(column, row), !cells[place].isWord else { return }
    cells[place].glyph = glyph
    cells[place].ink = ink
  }

  /// Lays a band over a cell.
  mutating func shade(_ column: Int, _ row: Int, _ ink: Ink) {
    guard let place = place(column, row) else { return }
    cells[place].shade += 1
    cells[place].ink = ink
  }

  /// Draws a part of a rule.
  mutating func rule(_ glyph: String, _ column: Int, _ row: Int) {
    if let place = place(column, row) { cells[place].rule = glyph }
  }

  /// Whether words can stand somewhere without covering a line or others.
  func isFree(_ column: Int, _ row: Int, length: Int) -> Bool {
    (column..<column + length).allSatisfy { column in
      place(column, row).map { cells[$0].dots == 0 && cells[$0].glyph == nil } ?? false
    }
  }

  /// Whether a cell holds words.
  func hasWord(_ column: Int, _ row: Int) -> Bool { place(column, row).map { cells[$0].isWord } ?? false }

  /// Writes words.
  mutating func write(_ words: String, _ column: Int, _ row: Int, _ ink: Ink? = nil) {
    var column = column
    for character in words {
      let length = TextColumns.of(String(character))
      for offset in 0..<length {
        guard let place = place(column + offset, row) else { return }
        cells[place] = Cell(glyph: offset == 0 ? String(character) : "", isWord: true, ink: ink)
      }
      column += length
    }
  }

  /// The rows, in pieces of one colour.
  var lines: [[TerminalText]] {
    (0..<rows).map { row in
      cells[row * columns..<(row + 1) * columns].reduce(into: []) { pieces, cell in
        let text = character(of: cell)
        if let last = pieces.last, last.ink == cell.ink {
          pieces[pieces.count - 1].text += text
        } else {
          pieces.append(TerminalText(text, cell.ink))
        }
      }
    }
  }

  private func character(of cell: Cell) -> String {
    if let glyph = cell.glyph { return glyph }
    if cell.dots != 0, let scalar = UnicodeScalar(0x2800 + cell.dots) { return String(scalar) }
    if let rule = cell.rule { return rule }
    return cell.shade == 0 ? " " : glyphs.shades[min(cell.shade, glyphs.shades.count) - 1]
  }
}
