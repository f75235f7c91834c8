/// The least and the greatest finite values of marks along both axes.
struct MarkBounds {
  private(set) var x: ClosedRange<Double>?
  private(set) var y: ClosedRange<Double>?
  /// The part of the horizontal axis that alone is shown; `nil` for all of it.
  private let shown: ClosedRange<Double>?

  init(_ chart: Chart) {
    shown = chart.x.range
    for mark in chart.marks { include(mark) }
  }

  private mutating func include(_ mark: Mark) {
    switch mark {
    case .line(let line): for point in line.points { include(point.x, point.y) }
    case .points(let points): for point in points.points { include(point.x, point.y) }
    case .band(let band): include(band.rows)
    case .intervals(let intervals): include(intervals.rows)
    case .zone(let zone): for corner in zone.corners { include(corner.x, corner.y) }
    case .bars(let bars):
      for bar in bars.bars where bar.isFinite {
        include(bar.start, 0)
        include(bar.end, bar.value)
      }
    case .cells(let cells):
      let columns = cells.values.map(\.count).max() ?? 0
      guard columns > 0 else { return }
      include(-0.5, -0.5)
      include(Double(columns) - 0.5, Double(cells.values.count) - 0.5)
    case .rule(let rule):
      switch rule.place {
      case .horizontal(let value): Self.widen(&y, value)
      case .vertical(let value): Self.widen(&x, value)
      case .diagonal: break
      }
    case .label: break
    }
  }

  private mutating func include(_ rows: [Mark.Band.Row]) {
    for row in rows where row.isFinite {
      include(row.x, row.lower)
      include(row.x, row.upper)
    }
  }

  private mutating func include(_ x: Double, _ y: Double) {
    guard x.isFinite, y.isFinite, shown?.contains(x) ?? true else { return }
    Self.widen(&self.x, x)
    Self.widen(&self.y, y)
  }

  private static func widen(_ range: inout ClosedRange<Double>?, _ value: Double) {
    guard value.isFinite else { return }
    guard let known = range else {
      range = value...value
      return
    }
    if !known.contains(value) { range = min(known.lowerBound, value)...max(known.upperBound, value) }
  }
}

extension Chart {
  /// What is shown of both axes; `nil` where the marks have no value to show.
  var ranges: (x: AxisRange, y: AxisRange)? {
    let bounds = MarkBounds(self)
    let besides = marks.contains { if case .points = $0 { true } else { $0.isOfIntervals } } ? 0.03 : 0
    let hasBars = marks.contains { if case .bars = $0 { true } else { false } }
    let hasCells = marks.contains { if case .cells = $0 { true } else { false } }
    let usual = hasCells ? 0 : 0.05
    let below = hasBars && bounds.y?.lowerBound == 0 ? 0 : usual
    let above = hasBars && bounds.y?.upperBound == 0 ? 0 : usual
    let sideways = x.scale == .timeOfDay || hasCells ? 0 : besides
    guard
      let horizontal = AxisRange(x, showing: bounds.x, margins: (sideways, sideways)),
      let vertical = AxisRange(y, showing: bounds.y, margins: (below, above))
    else { return nil }
    return (horizontal, vertical)
  }
}

extension Mark {
  fileprivate var isOfIntervals: Bool { if case .intervals = self { true } else { false } }
}
