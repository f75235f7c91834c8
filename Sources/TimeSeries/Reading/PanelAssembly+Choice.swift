extension PanelAssembly {
  /// Whether the values of the rows called so are needed, though they may be of a series that is not kept;
  /// `nil` where all are.
  var needsValues: ((String) -> Bool)? {
    // What is plausible and how prices vary is judged by values, and said of the whole input.
    guard let choice, options.plausibility == nil, options.volatility == nil else { return nil }
    let (entities, targets) = (entityNames, targets)
    return { name in
      let names = entities.count > 1 ? entities.map { "\(name)/\($0)" } : [name]
      return names.contains { Self.isAnyKept(by: choice, of: targets, named: $0) }
    }
  }

  /// Whether a series of `group` is kept.
  func isAnyKept(of group: RowGroup) -> Bool {
    guard let choice else { return true }
    guard let name = group.name else { return targets.contains(where: choice.holds) }
    return Self.isAnyKept(by: choice, of: targets, named: name)
  }

  private static func isAnyKept(by choice: SeriesChoice, of targets: [String], named name: String) -> Bool {
    targets.count == 1 ? choice.holds(name) : targets.contains { choice.holds(seriesName(name, target: $0)) }
  }

  /// The name of the series of one of several targets of the rows called `name`.
  static func seriesName(_ name: String, target: String) -> String { name + "/" + target }
}
