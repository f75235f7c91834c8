/// Finds the value that more than half of all have, if there is one, in constant memory.
///
/// - Sources: Boyer, Moore (1991), "MJRTY: a fast majority vote algorithm", doi:10.1007/978-94-011-3488-0_5.
struct MajorityVote {
  /// The value that has the majority, if one has.
  private(set) var candidate: Int64?
  /// The votes for it that no other value has made up for.
  private(set) var lead = 0

  /// Counts one value.
  mutating func add(_ value: Int64) {
    if lead == 0 { candidate = value }
    lead += candidate == value ? 1 : -1
  }
}
