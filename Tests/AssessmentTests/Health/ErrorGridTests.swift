import Assessment
import Testing

@Suite("Error grids of glucose")
struct ErrorGridTests {
  /// A border of two zones at a point: the letters of the zones before it, on it and behind it, where a step
  /// goes to the right of a line that stands upright, and up from every other.
  struct Border: Sendable {
    let actual: Double
    let forecast: Double
    let isUpright: Bool
    let zones: String
    init(_ actual: Double, _ forecast: Double, _ isUpright: Bool, _ zones: String) {
      (self.actual, self.forecast, self.isUpright, self.zones) = (actual, forecast, isUpright, zones)
    }
  }

  // The definitions of ClarkeGrid and the corners of Pfützner and others (2013) in Python's
  // fractions.Fraction: points at 1/4 and 3/4 of each line, and 0.1 mg/dL to both sides. methcomp 1.0.0,
  // clarkezones and parkeszones in 'mg/dl' and 'mmol', says the same beside every line but the lower one of D
  // of type 1, whose corner there is that of type 2. On lines it says the same but for the upright line of
  // Clarke at 180, where it has C instead of E, and the level one at 70 beyond 240, where it has D instead of
  // E.
  private static let clarkeBorders = [
    Border(14.5, 70, false, "ADD"), Border(43.5, 70, false, "ADD"), Border(70, 108, true, "DBB"),
    Border(70, 156, true, "DBB"), Border(70, 235, true, "EEC"), Border(70, 345, true, "EEC"),
    Border(17.5, 180, false, "DEE"), Border(52.5, 180, false, "DEE"), Border(125, 235, false, "BBC"),
    Border(235, 345, false, "BBC"), Border(132.5, 159, false, "AAB"), Border(257.5, 309, false, "AAB"),
    Border(152.5, 122, false, "BAA"), Border(317.5, 254, false, "BAA"), Border(70, 14, true, "ABB"),
    Border(70, 42, true, "ABB"), Border(180, 17.5, true, "CEE"), Border(180, 52.5, true, "CEE"),
    Border(235, 70, false, "EEB"), Border(345, 70, false, "EED"), Border(240, 97.5, true, "BBD"),
    Border(240, 152.5, true, "BBD"), Border(280, 180, false, "DBB"), Border(360, 180, false, "DBB"),
    Border(142.5, 17.5, false, "CBB"), Border(167.5, 52.5, false, "CBB"),
  ]

  private static let parkesType1Borders = [
    Border(7.5, 50, false, "AAB"), Border(22.5, 50, false, "AAB"), Border(57.5, 80, false, "AAB"),
    Border(112.5, 140, false, "AAB"), Border(175, 222.5, false, "AAB"), Border(245, 327.5, false, "AAB"),
    Border(317.5, 422.5, false, "AAB"), Border(392.5, 507.5, false, "AAB"), Border(7.5, 60, false, "BBC"),
    Border(22.5, 60, false, "BBC"), Border(35, 65, false, "BBC"), Border(45, 75, false, "BBC"),
    Border(55, 87.5, false, "BBC"), Border(65, 102.5, false, "BBC"), Border(117.5, 220, false, "BBC"),
    Border(212.5, 440, false, "BBC"), Border(6.25, 100, false, "CCD"), Border(18.75, 100, false, "CCD"),
    Border(31.25, 106.25, false, "CCD"), Border(43.75, 118.75, false, "CCD"),
    Border(57.5, 147.5, false, "CCD"), Border(72.5, 192.5, false, "CCD"),
    Border(91.25, 298.75, false, "CCD"), Border(113.75, 466.25, false, "CCD"),
    Border(8.75, 151.25, false, "DDE"), Border(26.25, 153.75, false, "DDE"),
    Border(38.75, 253.75, false, "DDE"), Border(46.25, 451.25, false, "DDE"), Border(50, 7.5, true, "AAB"),
    Border(50, 22.5, true, "AAB"), Border(80, 58.75, false, "BAA"), Border(140, 116.25, false, "BAA"),
    Border(223.75, 183.75, false, "BAA"), Border(331.25, 261.25, false, "BAA"),
    Border(426.25, 337.5, false, "BAA"), Border(508.75, 412.5, false, "BAA"),
    Border(120, 7.5, true, "BBC"), Border(120, 22.5, true, "BBC"), Border(155, 55, false, "CBB"),
    Border(225, 105, false, "CBB"), Border(332.5, 160, false, "CBB"), Border(477.5, 220, false, "CBB"),
    Border(250, 10, true, "CCD"), Border(250, 30, true, "CCD"), Border(325, 67.5, false, "DCC"),
    Border(475, 122.5, false, "DCC"),
  ]

  private static let parkesType2Borders = [
    Border(7.5, 50, false, "AAB"), Border(22.5, 50, false, "AAB"), Border(80, 120, false, "AAB"),
    Border(180, 260, false, "AAB"), Border(282.5, 385, false, "AAB"), Border(387.5, 495, false, "AAB"),
    Border(7.5, 60, false, "BBC"), Border(22.5, 60, false, "BBC"), Border(92.5, 182.5, false, "BBC"),
    Border(217.5, 427.5, false, "BBC"), Border(6.25, 80, false, "CCD"), Border(18.75, 80, false, "CCD"),
    Border(27.5, 82.5, false, "CCD"), Border(32.5, 87.5, false, "CCD"), Border(57.5, 205, false, "CCD"),
    Border(102.5, 435, false, "CCD"), Border(8.75, 200, false, "DDE"), Border(26.25, 200, false, "DDE"),
    Border(38.75, 287.5, false, "DDE"), Border(46.25, 462.5, false, "DDE"), Border(50, 7.5, true, "AAB"),
    Border(50, 22.5, true, "AAB"), Border(60, 42.5, false, "BAA"), Border(80, 67.5, false, "BAA"),
    Border(150, 117.5, false, "BAA"), Border(270, 192.5, false, "BAA"), Border(385, 285, false, "BAA"),
    Border(495, 395, false, "BAA"), Border(132.5, 32.5, false, "CBB"), Border(217.5, 97.5, false, "CBB"),
    Border(332.5, 160, false, "CBB"), Border(477.5, 220, false, "CBB"), Border(250, 10, true, "CCD"),
    Border(250, 30, true, "CCD"), Border(290, 57.5, false, "DCC"), Border(370, 92.5, false, "DCC"),
    Border(445, 122.5, false, "DCC"), Border(515, 147.5, false, "DCC"),
  ]

  private static let borders: [ErrorGrid: [Border]] = [
    .clarke: clarkeBorders, .parkesType1: parkesType1Borders, .parkesType2: parkesType2Borders,
  ]

  @Test(
    "have their zones on both sides of every line and on it, in both units", arguments: ErrorGrid.allCases)
  func lines(grid: ErrorGrid) throws {
    for border in try #require(Self.borders[grid]) {
      for unit in GlucoseUnit.allCases {
        let zones = [-0.1, 0, 0.1].map { step in
          let actual = border.actual + (border.isUpright ? step : 0)
          let forecast = border.forecast + (border.isUpright ? 0 : step)
          return grid.zone(
            actual: actual / unit.milligramsPerUnit, forecast: forecast / unit.milligramsPerUnit, unit: unit)
        }
        #expect(zones.map { $0?.rawValue ?? "-" }.joined() == border.zones, "\(border) in \(unit.rawValue)")
      }
    }
  }

  /// Points all over the grids: 37 i mod 601 + 1/2 and 83 i mod 599 + 1/4 of i = 0..<400.
  static let actual = (0..<400).map { Double($0 * 37 % 601) + 0.5 }
  static let forecast = (0..<400).map { Double($0 * 83 % 599) + 0.25 }

  // ''.join(methcomp.glucose.clarkezones(actual, forecast, 'mg/dl')), parkeszones(1, ...) and parkeszones(2,
  // ...), methcomp 1.0.0
  private static let zones: [ErrorGrid: [String]] = [
    .clarke: [
      "ADBCCCCCEDBBAAAEDEECCCEDBAAABEDDBEECCBBAABCCEDBBBEEBABBCCCEDBBBAAADBCCCCCEDBBAAAEDEECCCEDBAAABEDBBEE",
      "CCBBAABCCEDBBBEEBABBCCCEDBBBAAADBCCCCCDDBBAAAEDEECCCEDBAAABEDBBEECCBAAABCCEDBBBEEBABBCCCEDBBBAAADBCC",
      "CCCDDBBAAAEDEECCCEDBAAABEDBBEECBBAAABCCDDBBBEEBABBCCCEDBBBAAADBCCCCCDDBAAAAEDEECCCEDBAAABEDBBEECBBAA",
      "BBCCDDBBBEEBABBCCCEDBBBAAADBCCCCEDDBAAAAEDECCCCEDBAAABEDBBEECBBAABBCCDDBBBEEBABBCCCEDBBBAAADBCCCCEDD",
    ],
    .parkesType1: [
      "ACCCCCCCCCBBAAADDEDCCCCCBAAAADDCCEDDDBBAAABBDCCBBEEBABBBBBDCCBBAAACCCCCCCCCBBAAADDEDCCCCCBAAAADDCCED",
      "DCBBAAABBDCCBBEEBABBBBBDCCBBAAACCCCCCCCCBBAAADDEDCCCCCBAAAADDCBEDDCBBAAABBDCBBBEEBABBBBBDCBBBAAACCCC",
      "CCCCCBAAAADDEDCCCCCBAAAADDCBEDDCBBAAABBDCBBBEEBABBBBBDCBBBAAACCCCCCCCBBAAAADDEDCCCCBBAAAADDCBEDDCBAA",
      "AABBDCBBBEDBABBBBBDCBBBAAACCCCCCDCBBAAAADDEDCCCCBBAAAADDCBEDDCBAAABBBDCBBBEDBABBBBBDCBBBAAACCCCCCDCB",
    ],
    .parkesType2: [
      "ACCCCCCCCCBAAAADDEDCCCCCBAAAADDCCEDDDBAAAABBDCCBBEEBAABBBBDCCBBAAACCCCCCCCCBAAAADDEDCCCCCBAAAADDCCED",
      "DDBAAAABBDCCBBEEBAABBBBDCCBBAAACCCCCCCCCBAAAADDEDCCCCCBAAAADDCBEDDCBAAAABBDCBBBEEBAABBBBDCBBBAAACCCC",
      "CCCCCBAAAADDEDCCCCCAAAAADDCBEDDCBAAAABBDCBBBEEBAABBBBDCBBBAAACCCCCCCCBBAAAADDEDCCCCBAAAAADDCBEDDCBAA",
      "ABBBDCBBBEDBAABBBBDCBBBAAACCCCCCDCBBAAAADDEDCCCCBAAAAADDCBEDDCBAAABBBDCBBBEDBAABBBBDCBBBAAACCCCCCDCB",
    ],
  ]

  @Test("have methcomp's zones all over, in both units", arguments: ErrorGrid.allCases)
  func everywhere(grid: ErrorGrid) throws {
    let expected = try #require(Self.zones[grid]).joined()
    for unit in GlucoseUnit.allCases {
      let scale = unit.milligramsPerUnit
      let found = zip(Self.actual, Self.forecast).map { actual, forecast in
        grid.zone(actual: actual / scale, forecast: forecast / scale, unit: unit)?.rawValue ?? "-"
      }
      #expect(found.joined() == expected)
      let shares = try ErrorGridShares(
        grid, actual: Self.actual.map { $0 / scale }, forecast: Self.forecast.map { $0 / scale }, unit: unit)
      #expect(shares.counts == "ABCDE".map { letter in expected.count { $0 == letter } })
      #expect(abs(ErrorZone.allCases.map(shares.share).reduce(0, +) - 1) < 1e-12)
      #expect(shares.acceptable == shares.share(.a) + shares.share(.b))
    }
  }

  /// Whether a point lies inside a polygon: whether a ray to the right crosses it an odd number of times.
  private static func isInside(_ polygon: ZonePolygon, _ x: Double, _ y: Double) -> Bool {
    let corners = polygon.corners
    return corners.indices.count { place in
      let (one, two) = (corners[place], corners[(place + 1) % corners.count])
      guard (one.forecast > y) != (two.forecast > y) else { return false }
      let part = (y - one.forecast) / (two.forecast - one.forecast)
      return one.actual + part * (two.actual - one.actual) > x
    } % 2 == 1
  }

  @Test("are painted as they judge", arguments: ErrorGrid.allCases)
  func polygons(grid: ErrorGrid) {
    for (unit, limit) in [(GlucoseUnit.milligrams, 610.0), (.milligrams, 400), (.millimoles, 550)] {
      let polygons = grid.polygons(unit, limit: limit)
      for (actual, forecast) in zip(Self.actual, Self.forecast) where max(actual, forecast) < limit {
        let (x, y) = (actual / unit.milligramsPerUnit, forecast / unit.milligramsPerUnit)
        let painted = polygons.last { Self.isInside($0, x, y) }?.zone
        #expect(painted == grid.zone(actual: x, forecast: y, unit: unit), "\(actual) \(forecast)")
      }
      let corners = polygons.flatMap(\.corners)
      #expect(corners.allSatisfy { $0.actual >= 0 && $0.actual <= limit / unit.milligramsPerUnit + 1e-9 })
      #expect(corners.allSatisfy { $0.forecast >= 0 && $0.forecast <= limit / unit.milligramsPerUnit + 1e-9 })
    }
  }

  @Test("meet decimals that mean a bound in mmol/L")
  func decimals() {
    // 20 % in tenths, which binary numbers miss.
    for (actual, forecast) in [(7.0, 8.4), (11, 13.2), (5.5, 6.6), (4.5, 3.6), (12, 9.6)] {
      #expect(ErrorGrid.clarke.zone(actual: actual, forecast: forecast, unit: .millimoles) == .a)
    }
    #expect(ErrorGrid.clarke.zone(actual: 10, forecast: 3.8, unit: .millimoles) == .e)
    #expect(ErrorGrid.clarke.zone(actual: 3.8, forecast: 10, unit: .millimoles) == .e)
  }

  @Test("have no zone of what is missing, and one of what no body has", arguments: ErrorGrid.allCases)
  func degenerate(grid: ErrorGrid) {
    let missing: [(Double, Double)] = [(.nan, 1), (1, .nan), (.infinity, 1), (1, -.infinity), (-1, 1)]
    for (actual, forecast) in missing {
      #expect(grid.zone(actual: actual, forecast: forecast, unit: .milligrams) == nil)
    }
    #expect(grid.zone(actual: 100, forecast: 1e300, unit: .millimoles) != nil)
    #expect(grid.zone(actual: 1e300, forecast: 1e300, unit: .milligrams) == .a)
    #expect(grid.zone(actual: 0, forecast: 0, unit: .milligrams) == .a)
    #expect(
      grid.zone(actual: 60, forecast: -5, unit: .milligrams)
        == grid.zone(actual: 60, forecast: 0, unit: .milligrams))
    #expect(throws: NoFigure.tooFew(found: 0, needed: 1)) {
      try ErrorGridShares(grid, actual: [.nan], forecast: [1], unit: .milligrams)
    }
    #expect(grid.polygons(.milligrams, limit: .nan) == grid.polygons(.milligrams, limit: 300))
  }
}
