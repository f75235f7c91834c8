/// The error grid of Clarke and others, in mg/dL, with zones from A, harmless, to E, dangerous.
enum ClarkeGrid {
  static func zone(_ pair: GlucosePair) -> ErrorZone {
    let (actual, forecast) = (pair.actual, pair.forecast)
    let (low, high) = (70 * GlucosePair.grains, 180 * GlucosePair.grains)
    if actual < low && forecast < low || 5 * abs(forecast - actual) <= actual { return .a }
    if actual <= low && forecast >= high || actual >= high && forecast <= low { return .e }
    let isFalselyHigh =
      actual > low && forecast > high && forecast > actual + 110 * GlucosePair.grains
    let isFalselyLow =
      actual >= 130 * GlucosePair.grains && actual <= high
      && 5 * forecast < 7 * (actual - 130 * GlucosePair.grains)
    if isFalselyHigh || isFalselyLow { return .c }
    if actual < low || actual > 240 * GlucosePair.grains, forecast >= low, forecast < high { return .d }
    return .b
  }

  /// The zones as polygons up to `limit` mg/dL, at least 300, each painted over those before.
  static func polygons(_ unit: GlucoseUnit, limit: Double) -> [ZonePolygon] {
    [
      ZonePolygon(.b, [(0, 0), (limit, 0), (limit, limit), (0, limit)], unit),
      ZonePolygon(.d, [(0, 70), (70, 70), (70, 180), (0, 180)], unit),
      ZonePolygon(.d, [(240, 70), (limit, 70), (limit, 180), (240, 180)], unit),
      ZonePolygon(.c, [(70, 180), (limit - 110, limit), (70, limit)], unit),
      ZonePolygon(.c, [(130, 0), (180, 0), (180, 70)], unit),
      ZonePolygon(.e, [(0, 180), (70, 180), (70, limit), (0, limit)], unit),
      ZonePolygon(.e, [(180, 0), (limit, 0), (limit, 70), (180, 70)], unit),
      ZonePolygon(
        .a,
        [
          (0, 0), (70, 0), (70, 56), (limit, 0.8 * limit), (limit, limit), (limit / 1.2, limit),
          (175.0 / 3, 70), (0, 70),
        ], unit),
    ]
  }
}
