/// Which values are plausible; all others are read as missing.
///
/// Whether a value is kept depends on it and on earlier ones of its series alone: a change is judged from the
/// last value that was kept, however long ago, so that what comes later takes nothing back.
public struct Plausibility: Sendable, Hashable, Codable {
  /// The ranges of values.
  public var ranges: [NamedRange] = []
  /// The fastest changes.
  public var changes: [NamedChange] = []

  /// Creates one by which everything is plausible.
  public init() {}

  /// The columns that are named.
  var columns: [String] { ranges.compactMap(\.column) + changes.compactMap(\.column) }

  /// What holds for one column: its own, or if it is a target that of all targets.
  func rule(for column: String, isTarget: Bool) -> Rule {
    func concerns(_ name: String?) -> Bool { name == nil && isTarget }
    return Rule(
      range: ranges.last { $0.column == column } ?? ranges.last { concerns($0.column) },
      change: changes.last { $0.column == column } ?? changes.last { concerns($0.column) })
  }

  /// What holds for one column.
  struct Rule {
    let range: NamedRange?
    let change: NamedChange?

    var isEmpty: Bool { range == nil && change == nil }
  }
}
