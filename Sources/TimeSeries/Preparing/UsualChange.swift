/// What changes of a series are usual: a single broken value, such as 99999 for a missing one, must not become the unit in which
/// all others are measured. A series that hardly ever changes has no other changes to tell it by.
public enum UsualChange {
  /// The multiple of the median that a change counts for at most: thirty admit what sales and counts do.
  private static let mostMedians = 30.0
  /// Changes that tell the median.
  private static let mostSampled = 20_000.0

  /// The largest change that counts: thirty times the median of the sizes that are not 0; infinite where nothing changes.
  ///
  /// - Parameters:
  ///   - sizes: The sizes of changes; `.nan` is none.
  ///   - count: About how many there are. Of many some are taken, at places that follow no season: multiples of the golden
  ///     section, without their whole part.
  public static func most(of sizes: some Sequence<Double>, count: Int) -> Double {
    let share = mostSampled / Double(max(1, count))
    var sampled: [Double] = []
    for (index, size) in sizes.enumerated() where size > 0 && size.isFinite {
      let place = 0.618_033_988_749_895 * Double(index)
      if place - place.rounded(.down) < share { sampled.append(size) }
    }
    guard !sampled.isEmpty else { return .infinity }
    sampled.sort()
    return mostMedians * sampled[sampled.count / 2]
  }
}
