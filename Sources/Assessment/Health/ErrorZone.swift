/// What a forecast of glucose that is as wrong as this would do to a patient treated by it, from harmless to
/// dangerous.
public enum ErrorZone: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// Right enough for the right treatment.
  case a = "A"
  /// Wrong, with harmless treatment or none.
  case b = "B"
  /// Treatment that is not needed.
  case c = "C"
  /// A failure to see what has to be treated.
  case d = "D"
  /// The opposite of the right treatment.
  case e = "E"

  /// The place in the order of harm, from 0.
  var rank: Int {
    switch self {
    case .a: 0
    case .b: 1
    case .c: 2
    case .d: 3
    case .e: 4
    }
  }

  /// Whether `left` is less harmful.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// A part of an error grid for a chart.
public struct ZonePolygon: Sendable, Hashable, Codable {
  /// A corner.
  public struct Corner: Sendable, Hashable, Codable {
    /// The true glucose, along the horizontal axis.
    public let actual: Double
    /// The forecast, along the vertical axis.
    public let forecast: Double
  }

  /// The zone.
  public let zone: ErrorZone
  /// The corners in order; the last joins the first.
  public let corners: [Corner]

  /// A polygon of corners in mg/dL, in the chart's units.
  init(_ zone: ErrorZone, _ corners: [(Double, Double)], _ unit: GlucoseUnit) {
    self.zone = zone
    let scale = unit.milligramsPerUnit
    self.corners = corners.map { Corner(actual: $0.0 / scale, forecast: $0.1 / scale) }
  }
}

/// A true value and its forecast in ten-thousandths of a mg/dL, whole numbers.
///
/// A bound of a zone is met by the decimals that mean it, in either unit: 8.4 mmol/L is 20 % more than 7.0,
/// although not as binary numbers.
struct GlucosePair {
  /// Ten-thousandths in a mg/dL.
  static let grains = 1e4
  /// The most that a value is taken for, in mg/dL: no body has it, and its products are exact.
  private static let most = 1e5

  let actual: Double
  let forecast: Double

  /// `nil` where one is missing or infinite, or the true value is below 0; a forecast below 0 is one of 0.
  init?(actual: Double, forecast: Double, unit: GlucoseUnit) {
    guard actual.isFinite, forecast.isFinite, actual >= 0 else { return nil }
    func grains(_ value: Double) -> Double {
      (min(max(0, value) * unit.milligramsPerUnit, Self.most) * Self.grains).rounded()
    }
    (self.actual, self.forecast) = (grains(actual), grains(forecast))
  }
}
