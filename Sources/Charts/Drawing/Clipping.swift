/// A place on a drawing: to the right, and down.
struct Spot: Sendable, Hashable {
  var x: Double
  var y: Double
}

/// The rectangle of a drawing in which marks are drawn.
struct PlotArea: Sendable, Equatable {
  /// The left edge.
  var left: Double
  /// The top edge.
  var top: Double
  /// The width.
  var width: Double
  /// The height.
  var height: Double
  /// What is shown of the horizontal axis.
  var horizontal: AxisRange
  /// What is shown of the vertical axis.
  var vertical: AxisRange

  /// The right edge.
  var right: Double { left + width }
  /// The bottom edge.
  var bottom: Double { top + height }

  /// Where a position of the horizontal axis stands.
  func x(_ value: Double) -> Double { left + horizontal.fraction(of: value) * width }

  /// Where a value of the vertical axis stands.
  func y(_ value: Double) -> Double { bottom - vertical.fraction(of: value) * height }

  /// Where a point stands; `nil` for one that is not finite.
  func spot(_ point: Point) -> Spot? { point.isFinite ? Spot(x: x(point.x), y: y(point.y)) : nil }

  /// Makes a unit as long on one axis as on the other, by shortening the other from the right or from the
  /// top.
  mutating func equaliseUnits() {
    let unit = min(width / horizontal.halfLength, height / vertical.halfLength)
    guard unit > 0, unit.isFinite else { return }
    let bottom = bottom
    (width, height) = (unit * horizontal.halfLength, unit * vertical.halfLength)
    top = bottom - height
  }

  /// Whether a place lies inside, up to a rounding.
  func contains(_ spot: Spot) -> Bool {
    let hair = 1e-6
    return spot.x >= left - hair && spot.x <= right + hair && spot.y >= top - hair && spot.y <= bottom + hair
  }
}

extension PlotArea {
  /// The part of the straight line from `start` to `end` that lies inside; `nil` where none does.
  ///
  /// - Source: Liang & Barsky (1984), "A New Concept and Method for Line Clipping".
  func clipped(_ start: Spot, _ end: Spot) -> (Spot, Spot)? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (enter, leave) = (0.0, 1.0)
    let edges = [
      (-dx, start.x - left), (dx, right - start.x), (-dy, start.y - top), (dy, bottom - start.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ share: Double) -> Spot {
      if share == 0 { return start }
      if share == 1 { return end }
      return Spot(
        x: min(max(start.x + share * dx, left), right), y: min(max(start.y + share * dy, top), bottom))
    }
    return (at(enter), at(leave))
  }

  /// The parts of the lines through `run` that lie inside, each as the places it goes through.
  func clipped(_ run: [Spot]) -> [[Spot]] {
    if run.allSatisfy(contains) { return run.isEmpty ? [] : [run] }
    var parts: [[Spot]] = []
    for (start, end) in zip(run, run.dropFirst()) {
      guard let (first, last) = clipped(start, end) else { continue }
      if parts.last?.last == first {
        parts[parts.count - 1].append(last)
      } else {
        parts.append([first, last])
      }
    }
    return parts
  }

  /// The part of a polygon that lies inside; empty where none does.
  ///
  /// - Source: Sutherland & Hodgman (1974), "Reentrant Polygon Clipping".
  func clipped(polygon: [Spot]) -> [Spot] {
    if polygon.allSatisfy(contains) { return polygon }
    var corners = polygon
    let edges: [(WritableKeyPath<Spot, Double>, Double, Double)] = [
      (\.x, left, 1), (\.x, right, -1), (\.y, top, 1), (\.y, bottom, -1),
    ]
    for (axis, edge, sign) in edges {
      guard var last = corners.last else { return [] }
      var kept: [Spot] = []
      for corner in corners {
        let (before, after) = (sign * (last[keyPath: axis] - edge), sign * (corner[keyPath: axis] - edge))
        if (before >= 0) != (after >= 0) {
          let share = before / (before - after)
          var crossing = Spot(
            x: last.x + share * (corner.x - last.x), y: last.y + share * (corner.y - last.y))
          crossing[keyPath: axis] = edge
          kept.append(crossing)
        }
        if after >= 0 { kept.append(corner) }
        last = corner
      }
      corners = kept
    }
    return corners
  }
}
