/// The largest change of a series that is usual, so that no broken value, such as 99999 for a missing one,
/// becomes the unit of all others.
///
/// A series that hardly ever changes has too few other changes to compare one with.
public struct UsualChange {
  /// The multiple of the median to which a change is bounded: thirty admit the changes of sales and counts.
  private static let mostMedians = 30.0
  /// The largest number of changes that the median is taken of.
  private static let mostSampled = 20_000.0

  /// The share of the changes that is sampled.
  private let share: Double
  private var seen = 0.0
  private var sampled: [Double] = []

  /// Starts without any.
  ///
  /// - Parameter count: About how many there will be. Of many some are taken, at places that follow no
  ///   season: multiples of the golden section, without their whole part. By default all are taken.
  public init(count: Int = 0) { share = Self.mostSampled / Double(max(1, count)) }

  /// Adds the size of a change; `.nan` is none.
  public mutating func add(_ size: Double) {
    let place = 0.618_033_988_749_895 * seen
    seen += 1
    if size > 0, size.isFinite, place - place.rounded(.down) < share { sampled.append(size) }
  }

  /// The largest change that counts: thirty times the median of the sizes that are not 0; infinite where
  /// nothing changes.
  public var most: Double {
    sampled.isEmpty ? .infinity : Self.mostMedians * sampled.sorted()[sampled.count / 2]
  }
}
