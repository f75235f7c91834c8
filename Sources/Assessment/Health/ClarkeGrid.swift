/// The error grid of Clarke and others, in mg/dL:
///
/// - A: within 20 % of the true value, the bound included, or both below 70;
/// - E: at most 70 forecast as at least 180, or at least 180 forecast as at most 70;
/// - C: more than 110 too high and above 180 where the true value is above 70; or below 7/5 (true - 130),
///   where it is 130 to 180;
/// - D: true below 70 or above 240, and forecast from 70 to below 180;
/// - B: all else.
///
/// The paper draws the grid and says little of its lines: programs differ on points that lie on them. This is
/// the grid of the R package ega 2.0, whose lines go on beyond 400; where two zones share a point, the first
/// of this list has it.
///
/// Source: Clarke, Cox, Gonder-Frederick, Carter and Pohl (1987), doi:10.2337/diacare.10.5.622.
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
