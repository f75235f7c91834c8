public import Files

/// A series that is left out because of a fault of its own.
public struct LeftOutSeries: Sendable, Equatable, Encodable {
  /// The series' name, as in the predictions file.
  public let id: String
  /// Where the fault is, or else the first row of the series.
  public let place: Failure.Place?
  /// What is wrong, in a sentence without a full stop.
  public let reason: String

  private enum CodingKeys: CodingKey {
    case series, line, reason
  }

  /// Writes the name, the line and the reason.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .series)
    try container.encode(place?.line, forKey: .line)
    try container.encode(reason, forKey: .reason)
  }
}
