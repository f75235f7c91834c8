/// A grid that judges forecasts of glucose by the harm they would do.
public enum ErrorGrid: String, Sendable, Hashable, Codable, CaseIterable {
  /// Clarke's, of 1987.
  case clarke
  /// The consensus of Parkes and others, of 2000, for type 1.
  case parkesType1 = "parkes-type-1"
  /// The same for type 2.
  case parkesType2 = "parkes-type-2"

  /// Finds the zone of a forecast.
  ///
  /// - Parameters:
  ///   - actual: The true glucose.
  ///   - forecast: The forecast of it; below 0 it is judged as 0.
  ///   - unit: The unit of both.
  /// - Returns: The zone; `nil` where a value is missing or infinite, or the true one is below 0.
  public func zone(actual: Double, forecast: Double, unit: GlucoseUnit) -> ErrorZone? {
    GlucosePair(actual: actual, forecast: forecast, unit: unit).map { pair in
      switch self {
      case .clarke: ClarkeGrid.zone(pair)
      case .parkesType1: ParkesGrid.type1.zone(pair)
      case .parkesType2: ParkesGrid.type2.zone(pair)
      }
    }
  }

  /// The zones for a chart, each of which is painted over those before it.
  ///
  /// - Parameters:
  ///   - unit: The unit of the corners.
  ///   - limit: The end of both axes in mg/dL; the papers' are 400 for Clarke and 550 for Parkes. Less than
  ///     300 is 300.
  /// - Returns: The polygons, with corners in `unit`.
  public func polygons(_ unit: GlucoseUnit, limit: Double? = nil) -> [ZonePolygon] {
    let limit = limit.map { $0.isFinite ? max(300, $0) : 300 }
    return switch self {
    case .clarke: ClarkeGrid.polygons(unit, limit: limit ?? 400)
    case .parkesType1: ParkesGrid.type1.polygons(unit, limit: limit ?? 550)
    case .parkesType2: ParkesGrid.type2.polygons(unit, limit: limit ?? 550)
    }
  }
}

/// How many forecasts lie in each zone of an error grid.
public struct ErrorGridShares: Sendable, Hashable, Codable {
  /// The grid.
  public let grid: ErrorGrid
  /// The number of forecasts in zones A to E.
  public let counts: [Int]

  /// Counts the zones of forecasts; pairs of which one value is missing are left out.
  ///
  /// - Throws: `NoFigure` where no pair is left.
  public init(
    _ grid: ErrorGrid, actual: [Double], forecast: [Double], unit: GlucoseUnit
  ) throws(NoFigure) {
    var counts = ErrorZone.allCases.map { _ in 0 }
    for (value, forecast) in zip(actual, forecast) {
      guard let zone = grid.zone(actual: value, forecast: forecast, unit: unit) else { continue }
      counts[zone.rank] += 1
    }
    guard counts.contains(where: { $0 > 0 }) else { throw .tooFew(found: 0, needed: 1) }
    (self.grid, self.counts) = (grid, counts)
  }

  /// The number of forecasts.
  public var count: Int { counts.reduce(0, +) }

  /// The share of forecasts in a zone, in 0...1.
  public func share(_ zone: ErrorZone) -> Double { Double(counts[zone.rank]) / Double(count) }

  /// The share in zones A and B, which is called clinically acceptable.
  public var acceptable: Double { share(.a) + share(.b) }
}
