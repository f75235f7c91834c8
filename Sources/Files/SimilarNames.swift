/// Finds the names a user may have meant by one that does not exist.
public enum SimilarNames {
  /// The `limit` names of `names` that are most like `name`, the most alike first.
  public static func nearest(_ limit: Int, to name: String, among names: [String]) -> [String] {
    ranked(name, names).prefix(limit).map(\.name)
  }

  /// The name that `name` was probably meant to be; `nil` when none is close enough to suggest.
  ///
  /// Close enough is at most a third of its letters changed; or two, as a swap of neighbours does, but never
  /// all.
  public static func likely(for name: String, among names: [String]) -> String? {
    guard let best = ranked(name, names).first else { return nil }
    let length = best.name.utf8.count
    return best.distance <= max(2, length / 3) && best.distance < length ? best.name : nil
  }

  /// The fewest insertions, deletions and replacements that turn one name into the other, whatever the case.
  static func editDistance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (right[column] == byte ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }

  private static func ranked(_ name: String, _ names: [String]) -> [(distance: Int, name: String)] {
    names.map { (distance: editDistance(name, $0), name: $0) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
  }
}
