import Forecasting
import LinearAlgebra
import TimeSeries
import Windowing

/// The normal equations of a ridge regression on framed windows, in separate sums for each block, so that
/// each block can be left out.
struct RidgeEquations {
  private let framed: FramedWindows
  /// The leads of each group.
  private let groups: [Range<Int>]
  /// For each group the sums of its parts: part 2 b is that of windows in block b, and part 2 b + 1 that of
  /// windows in the blocks b and b + 1.
  private var parts: [[NormalEquations]]

  /// The least share of the observed targets that must be used, where groups of leads are chosen.
  private static let leastKept = 0.8
  /// The largest number of elements in all sums of products.
  private static let mostProducts = 6_000_000
  /// The largest number of windows by which groups of leads are chosen.
  private static let mostSampled = 500

  /// Adds up the products of `windows`, in one part where no blocks are given.
  ///
  /// - Complexity: O(windows · inputs · (groups · inputs + horizon)).
  init(_ framed: FramedWindows, _ windows: EvenlySpacedWindows, blocks: WindowBlocks?) {
    self.framed = framed
    let partCount = blocks.map { 2 * $0.count - 1 } ?? 1
    groups = Self.groups(
      framed, windows, atMost: max(1, Self.mostProducts / (partCount * framed.inputCount * framed.inputCount))
    )
    parts = groups.map { group in
      Array(
        repeating: NormalEquations(inputCount: framed.inputCount, outputCount: group.count), count: partCount)
    }
    var input: [Float] = []
    for window in windows {
      let normalisation = framed.normalisation(of: window)
      let weight = framed.weight(of: window, normalisation)
      guard weight > 0 else { continue }
      let targets = (0..<framed.horizon).map { framed.target(of: window, lead: $0, normalisation) }
      let place = blocks.map { $0.blocks(of: window, horizon: framed.horizon) } ?? 0...0
      // Targets lie in at most two blocks, since a block is longer than a horizon.
      let part = place.lowerBound + place.upperBound
      input.removeAll(keepingCapacity: true)
      for (number, group) in groups.enumerated() {
        let output = targets[group]
        guard output.allSatisfy({ !$0.isNaN }) else { continue }
        if input.isEmpty { framed.appendInput(of: window, normalisation, to: &input) }
        // The weight of a window decreases with its largest target above 10, which bounds its influence on
        // the squared error.
        let largest = output.reduce(0) { max($0, abs($1)) }
        guard largest.isFinite else { continue }
        parts[number][part].add(
          input: input.map { Double($0) }, output: Array(output),
          weight: weight * min(1, 10 / max(largest, 1e-9)))
      }
    }
    for group in parts.indices {
      for part in parts[group].indices { parts[group][part].addWaitingRows() }
    }
  }

  /// The solution for a penalty, without the windows that have targets in block `left`, where one is given;
  /// zeros for leads whose equations have no solution.
  ///
  /// - Complexity: O(groups · inputs³ + horizon · inputs²).
  func ridge(penalty: Double, without left: Int?) -> WindowRidge {
    var coefficients: [Double] = []
    for (group, parts) in zip(groups, parts) {
      var equations = NormalEquations(inputCount: framed.inputCount, outputCount: group.count)
      for (part, sums) in parts.enumerated() {
        if let left, abs(part - 2 * left) <= 1 { continue }
        equations.add(sums)
      }
      coefficients +=
        equations.solution(penalty: Self.diagonal(penalty, equations))
        ?? Array(repeating: 0, count: group.count * framed.inputCount)
    }
    return WindowRidge(coefficients: coefficients, horizon: framed.horizon)
  }

  /// The penalty on the diagonal of XᵀX, which is positive also where all inputs are 0.
  private static func diagonal(_ penalty: Double, _ equations: NormalEquations) -> [Double] {
    let count = equations.inputCount
    let trace = (0..<count).reduce(0) { $0 + equations.products[$1 * count + $1] }
    return Array(repeating: trace > 0 ? penalty * trace / Double(count) : 1, count: count)
  }

  /// Groups of neighbouring leads, as large as missing targets allow and at most `most` of them.
  ///
  /// A window is used for a group where the targets of all its leads are observed.
  private static func groups(
    _ framed: FramedWindows, _ windows: EvenlySpacedWindows, atMost most: Int
  ) -> [Range<Int>] {
    let horizon = framed.horizon
    let step = max(1, windows.count / mostSampled)
    let observed = stride(from: 0, to: windows.count, by: step).map { index in
      let window = windows[index]
      return framed.values[window.series][window.origin..<window.origin + horizon].map { !$0.isNaN }
    }
    let all = observed.joined().count { $0 }
    var size = horizon
    let least = (horizon + most - 1) / most
    while size > least, Double(kept(observed, size)) < leastKept * Double(all) { size = max(least, size / 2) }
    return stride(from: 0, to: horizon, by: size).map { $0..<min(horizon, $0 + size) }
  }

  /// The number of targets in groups of `size` leads that are observed as a whole.
  private static func kept(_ observed: [[Bool]], _ size: Int) -> Int {
    observed.reduce(0) { sum, leads in
      stride(from: 0, to: leads.count, by: size).reduce(sum) { sum, first in
        let group = leads[first..<min(leads.count, first + size)]
        return group.allSatisfy(\.self) ? sum + group.count : sum
      }
    }
  }
}
