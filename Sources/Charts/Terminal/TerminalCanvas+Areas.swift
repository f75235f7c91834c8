extension TerminalCanvas {
  /// Shades the cells between the ends of a band.
  mutating func draw(_ band: Mark.Band, in area: PlotArea) {
    let ends = ends(of: band, in: area)
    let (across, down) = (dotColumns / columns, Double(dotRows / rows))
    for column in 0..<columns {
      let parts = ends[column * across..<(column + 1) * across].compactMap(\.self)
      guard let upper = parts.map(\.upper).min(), let lower = parts.map(\.lower).max() else { continue }
      if lower < 0 || upper > area.height { continue }
      let middle = Int((upper + lower) / 2 / down)
      for row in 0..<rows {
        let top = Double(row) * down
        // At least half of the cell lies in the band, or all of the band in the cell.
        let part = min(lower + 0.5, top + down) - max(upper - 0.5, top)
        if part >= down / 2 || row == middle { shade(column, row, band.ink) }
      }
    }
  }

  /// The ends of a band at each point across, in points down; `nil` beside it.
  private func ends(of band: Mark.Band, in area: PlotArea) -> [(lower: Double, upper: Double)?] {
    var ends = [(lower: Double, upper: Double)?](repeating: nil, count: dotColumns)
    func widen(_ column: Int, _ lower: Double, _ upper: Double) {
      guard ends.indices.contains(column) else { return }
      let known = ends[column] ?? (lower, upper)
      ends[column] = (max(known.lower, lower), min(known.upper, upper))
    }
    let rows = band.rows.map {
      $0.isFinite ? (x: area.x($0.x), lower: area.y($0.lower), upper: area.y($0.upper)) : nil
    }
    for run in PixelColumns.bandRuns(rows) {
      for row in run { widen(Int(row.x.rounded()), row.lower, row.upper) }
      for (start, end) in zip(run, run.dropFirst()) where end.x > start.x {
        let first = Int(max(0, start.x).rounded(.up))
        let last = Int(min(area.width, end.x).rounded(.down))
        guard first <= last else { continue }
        for column in first...last {
          let share = (Double(column) - start.x) / (end.x - start.x)
          widen(
            column, start.lower + share * (end.lower - start.lower),
            start.upper + share * (end.upper - start.upper))
        }
      }
    }
    return ends
  }

  /// Fills the cells of a bar; its end in eighths of a cell.
  mutating func draw(_ bar: Mark.Bars.Bar, _ ink: Ink, in area: PlotArea) {
    let (start, end) = (min(area.x(bar.start), area.x(bar.end)), max(area.x(bar.start), area.x(bar.end)))
    let (zero, tip) = (area.y(0), area.y(bar.value))
    let middle = Int(((start + end) / 2).rounded(.down))
    for column in 0..<columns {
      let centre = Double(column) + 0.5
      guard centre >= start && centre < end || column == middle else { continue }
      for row in 0..<rows {
        let part = min(max(zero, tip), Double(row) + 1) - max(min(zero, tip), Double(row))
        let eighths = Int((part * 8).rounded())
        guard eighths > 0 else { continue }
        // A bar that hangs down has no eighths at its end; there are none from the top.
        if tip <= zero { put(glyphs.eighths[min(eighths, 8) - 1], column, row, ink) }
        if tip > zero, eighths >= 4 { put(glyphs.eighths[7], column, row, ink) }
      }
    }
  }

  /// Fills the cells of a grid.
  mutating func draw(_ cells: Mark.Cells, in area: PlotArea) {
    guard let bounds = cells.bounds else { return }
    func position(_ share: Double, _ range: AxisRange) -> Int? {
      Int(exactly: (range.lower + share * 2 * range.halfLength).rounded())
    }
    for row in 0..<rows {
      for column in 0..<columns {
        guard
          let x = position((Double(column) + 0.5) / Double(columns), area.horizontal),
          let y = position(1 - (Double(row) + 0.5) / Double(rows), area.vertical),
          cells.values.indices.contains(y), cells.values[y].indices.contains(x), cells.values[y][x].isFinite
        else { continue }
        let depth = cells.depth(of: cells.values[y][x], in: bounds)
        put(glyphs.depths[depth - 1], column, row, .series(1))
      }
    }
  }
}
