/// The unit of glucose.
public enum GlucoseUnit: String, Sendable, Hashable, Codable, CaseIterable {
  /// Milligrams per decilitre.
  case milligrams = "mg/dL"
  /// Millimoles per litre: 18 mg/dL each, as error grids and clinics convert, though a mole weighs 180.16 g.
  case millimoles = "mmol/L"

  /// The mg/dL of one unit.
  public var milligramsPerUnit: Double { self == .milligrams ? 1 : 18 }
}
