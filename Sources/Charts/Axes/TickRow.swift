/// The names of the ticks of a horizontal axis, placed beside each other.
struct TickRow {
  /// A name and where it begins.
  struct Place: Equatable {
    /// The name.
    var text: String
    /// The position of its first letter.
    var start: Double
    /// Its length.
    var length: Double
    /// Where its tick stands.
    var tick: Double
  }

  /// The names.
  let labels: [Place]
  /// What names leave unsaid, below the first tick it is true of.
  let contexts: [Place]
  /// Whether no two names touch.
  let isFree: Bool

  /// Places the names of `ticks`, centred below each as far as `bounds` let them.
  ///
  /// - Parameters:
  ///   - ticks: The ticks.
  ///   - bounds: The positions between which names are placed.
  ///   - gap: The least space between two names.
  ///   - position: The position of a value.
  ///   - length: The length of a text.
  init(
    _ ticks: [Tick], in bounds: ClosedRange<Double>, gap: Double, position: (Double) -> Double,
    length: (String) -> Double
  ) {
    func place(_ text: String, at tick: Double) -> Place {
      let size = length(text)
      let start = max(bounds.lowerBound, min(tick - size / 2, bounds.upperBound - size))
      return Place(text: text, start: start, length: size, tick: tick)
    }
    func isApart(_ left: Place, _ right: Place) -> Bool { left.start + left.length + gap <= right.start }
    var named = ticks
    var labels = ticks.map { place($0.label, at: position($0.value)) }
    // A name that the edge pushes into its neighbour is left out; its tick stays.
    if labels.count > 3, !isApart(labels[0], labels[1]) {
      labels.removeFirst()
      named.removeFirst()
    }
    if labels.count > 3, !isApart(labels[labels.count - 2], labels[labels.count - 1]) {
      labels.removeLast()
      named.removeLast()
    }
    self.labels = labels
    isFree =
      zip(labels, labels.dropFirst()).allSatisfy(isApart)
      && labels.allSatisfy { $0.start + $0.length <= bounds.upperBound + 1e-9 }
    var contexts: [Place] = []
    var known = ""
    for tick in named where !tick.context.isEmpty && tick.context != known {
      known = tick.context
      let next = place(tick.context, at: position(tick.value))
      // What the first ticks belong to follows from what changes soon after.
      while let last = contexts.last, last.start + last.length + gap > next.start { contexts.removeLast() }
      contexts.append(next)
    }
    self.contexts = contexts
  }
}
