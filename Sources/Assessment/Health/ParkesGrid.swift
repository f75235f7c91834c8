/// The consensus error grid of Parkes and others, for diabetes of type 1 or 2.
///
/// Zones lie beyond lines through the corners that Pfützner and others publish, in mg/dL; the last part of
/// each line goes on beyond 550. A point on a line belongs to the less harmful zone. The R package ega and
/// methcomp begin the last part of the lower line of zone D of type 1 at a corner of type 2: here it goes
/// from (250, 40) to (550, 150) as published.
///
/// Sources: Parkes, Slatin, Pardo and Ginsberg (2000), doi:10.2337/diacare.23.8.1143; Pfützner, Klonoff,
/// Pardo and Parkes (2013), doi:10.1177/193229681300700559.
struct ParkesGrid {
  /// A line between two zones, from its first corner to the end of the grid.
  private struct Border {
    /// The zone beyond it.
    let zone: ErrorZone
    /// Whether that is above.
    let isAbove: Bool
    let corners: [(x: Double, y: Double)]

    /// Whether a point lies beyond.
    func isPassed(by pair: GlucosePair) -> Bool {
      let (x, y) = (pair.actual / GlucosePair.grains, pair.forecast)
      guard isAbove || x > corners[0].x else { return false }
      let segments = zip(corners, corners.dropFirst()).enumerated()
      guard let (_, (from, to)) = segments.first(where: { $0.1.1.x > x || $0.0 == corners.count - 2 }) else {
        return false
      }
      // Both sides are whole numbers of ten-thousandths.
      let rise = (to.y - from.y) * (pair.actual - from.x * GlucosePair.grains)
      let height = (to.x - from.x) * (y - from.y * GlucosePair.grains)
      return isAbove ? height > rise : height < rise
    }

    /// The polygon beyond it in a square of `limit`.
    func polygon(_ unit: GlucoseUnit, limit: Double) -> ZonePolygon {
      var line: [(Double, Double)] = isAbove ? [] : [(corners[0].x, 0)]
      for (place, (from, to)) in zip(corners, corners.dropFirst()).enumerated() {
        line.append((from.x, from.y))
        let isLast = place == corners.count - 2
        guard isLast || to.x > limit || to.y > limit else { continue }
        let (width, height) = (to.x - from.x, to.y - from.y)
        let toSide = (limit - from.x) / width
        let toTop = height > 0 ? (limit - from.y) / height : .infinity
        let part = min(toSide, toTop)
        line.append((from.x + part * width, from.y + part * height))
        // A line that leaves by the side has the corner of the square above it.
        if isAbove, toSide < toTop { line.append((limit, limit)) }
        break
      }
      line.append(isAbove ? (0, limit) : (limit, 0))
      return ZonePolygon(zone, line, unit)
    }
  }

  private let borders: [Border]

  private init(above: [(ErrorZone, [(Double, Double)])], below: [(ErrorZone, [(Double, Double)])]) {
    borders = [(above, true), (below, false)].flatMap { lines, isAbove in
      lines.map { zone, corners in
        Border(zone: zone, isAbove: isAbove, corners: corners.map { (x: $0.0, y: $0.1) })
      }
    }.sorted { $0.zone < $1.zone }
  }

  func zone(_ pair: GlucosePair) -> ErrorZone {
    borders.last { $0.isPassed(by: pair) }?.zone ?? .a
  }

  /// The zones as polygons up to `limit` mg/dL, each painted over those before.
  func polygons(_ unit: GlucoseUnit, limit: Double) -> [ZonePolygon] {
    [ZonePolygon(.a, [(0, 0), (limit, 0), (limit, limit), (0, limit)], unit)]
      + borders.map { $0.polygon(unit, limit: limit) }
  }

  static let type1 = ParkesGrid(
    above: [
      (.b, [(0, 50), (30, 50), (140, 170), (280, 380), (430, 550)]),
      (.c, [(0, 60), (30, 60), (50, 80), (70, 110), (260, 550)]),
      (.d, [(0, 100), (25, 100), (50, 125), (80, 215), (125, 550)]),
      (.e, [(0, 150), (35, 155), (50, 550)]),
    ],
    below: [
      (.b, [(50, 30), (170, 145), (385, 300), (550, 450)]), (.c, [(120, 30), (260, 130), (550, 250)]),
      (.d, [(250, 40), (550, 150)]),
    ])

  static let type2 = ParkesGrid(
    above: [
      (.b, [(0, 50), (30, 50), (230, 330), (440, 550)]), (.c, [(0, 60), (30, 60), (280, 550)]),
      (.d, [(0, 80), (25, 80), (35, 90), (125, 550)]), (.e, [(0, 200), (35, 200), (50, 550)]),
    ],
    below: [
      (.b, [(50, 30), (90, 80), (330, 230), (550, 450)]), (.c, [(90, 0), (260, 130), (550, 250)]),
      (.d, [(250, 40), (410, 110), (550, 160)]),
    ])
}
