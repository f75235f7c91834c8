import Platform

/// Some quantiles of one value to come, which stand for its whole distribution.
package struct QuantileFunction: Sendable {
  /// The levels, rising, in (0, 1).
  private let levels: [Double]
  /// Their quantiles, never falling.
  private let values: [Double]

  /// Takes one value for each level.
  package init(levels: [Double], values: [Double]) {
    precondition(levels.count == values.count && !levels.isEmpty, "one value for each level")
    (self.levels, self.values) = (levels, values)
  }

  /// The fewest quantiles that tell of more than themselves: one between two others.
  package static let fewest = 3

  /// The probability of an event whose threshold is `bound`.
  package func probability(of event: Event, bound: Double) -> Double {
    if values[0] == values[values.count - 1] { return event.happens(at: values[0], bound: bound) ? 1 : 0 }
    return event.isBelow
      ? probability(below: bound, isInclusive: event.isInclusive)
      : 1 - probability(below: bound, isInclusive: !event.isInclusive)
  }

  /// The probability of a value below `bound`: on the line between the quantiles next to it; beyond the
  /// outermost one, in a tail that falls exponentially, as it does between that and the next.
  private func probability(below bound: Double, isInclusive: Bool) -> Double {
    let last = values.count - 1
    let below = values.firstIndex { isInclusive ? $0 > bound : $0 >= bound } ?? values.count
    if below == 0 {
      return Self.tail(levels[0], levels[1], distance: values[0] - bound, apart: values[1] - values[0])
    }
    if below > last {
      let above = Self.tail(
        1 - levels[last], 1 - levels[last - 1], distance: bound - values[last],
        apart: values[last] - values[last - 1])
      return 1 - above
    }
    // The quantile below lies at the bound or before it, and the one above after it, or at it.
    let width = values[below] - values[below - 1]
    let share = width > 0 ? (bound - values[below - 1]) / width : 0
    return levels[below - 1] + share * (levels[below] - levels[below - 1])
  }

  /// The probability beyond a point that lies `distance` outside the outermost quantile.
  private static func tail(_ outer: Double, _ inner: Double, distance: Double, apart: Double) -> Double {
    guard distance > 0 else { return outer }
    return apart > 0 ? outer * exp(-distance / apart * log(inner / outer)) : 0
  }
}
