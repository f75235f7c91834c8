import Algorithms
import Platform
import TimeSeries

/// Puts the values that an input has before one cutoff where those before another one were.
struct ExchangedInput {
  /// The panel as it is.
  let panel: Panel
  /// The rows before a cutoff by which the target's centre and scale are taken.
  let window: Int
  /// The scale, as a share of the centre, below which rows do not vary.
  private static let leastScale = 1e-9
  /// How many scales from the centre an exchanged value lies at most.
  private static let farthest = 10.0

  /// For each series whether every value observed is above 0, so that values are compared by their
  /// logarithms.
  private let isPositive: [Bool]

  /// Prepares to exchange inputs of `panel`, of which the lags in groups that end are the first `window`.
  init(_ panel: Panel, window: Int) {
    (self.panel, self.window) = (panel, window)
    isPositive = panel.series.map { series in series.target.allSatisfy { $0 > 0 || $0.isNaN } }
  }

  /// The rows that an input at `cutoff` is taken from, where it comes from `other`.
  ///
  /// Covariates are exchanged as far back as the window reaches; of those known ahead, the rows ahead too,
  /// which tell nothing of the target there.
  func rows(of input: ModelInput, at cutoff: Cutoff, from other: Cutoff) -> Range<Int> {
    // Rows by which both cutoffs can be followed back.
    let reach = min(cutoff.index, other.index)
    switch input {
    case .lags(let from, let through):
      let last = min(through ?? reach, reach)
      return from <= last ? other.index - last..<other.index - from + 1 : other.index..<other.index
    case .past: return other.index - min(reach, window)..<other.index
    case .future, .statics: return other.index..<other.index
    }
  }

  /// The panel in which `input` has at each of `cutoffs` the values that it has at the one of `others` in the
  /// same place, and the positions of the cutoffs at which that changes anything.
  ///
  /// A value of the target comes in the centre and the scale of the rows that it is put among, so that its
  /// place in the course of its window is exchanged and its level is not.
  func panel(
    with input: ModelInput, at cutoffs: [Cutoff], from others: [Cutoff]
  ) -> (panel: Panel, changed: [Int]) {
    var panel = panel
    let changed = cutoffs.indices.filter { position in
      exchange(
        input, at: cutoffs[position], from: others[position], in: &panel.series[cutoffs[position].series])
    }
    return (panel, changed)
  }

  /// Exchanges an input of one series; whether a value is another than before.
  private func exchange(
    _ input: ModelInput, at cutoff: Cutoff, from other: Cutoff, in series: inout Series
  ) -> Bool {
    let source = panel.series[other.series]
    let rows = rows(of: input, at: cutoff, from: other)
    switch input {
    case .lags:
      let moved = moved(source.target[rows], at: cutoff, from: other)
      return replace(&series.target, from: cutoff.index - other.index + rows.lowerBound, by: moved[...])
    case .past(let place):
      return replace(
        &series.past[place], from: cutoff.index - rows.count, by: source.past[place][rows])
    case .future(let place):
      let back = min(cutoff.index, other.index, window)
      let ahead = min(series.times.count - cutoff.index, source.times.count - other.index)
      return replace(
        &series.future[place], from: cutoff.index - back,
        by: source.future[place][other.index - back..<other.index + ahead])
    case .statics(let place):
      defer { series.statics[place] = source.statics[place] }
      return series.statics[place] != source.statics[place]
    }
  }

  /// Puts `values` in their place; whether one of them is another than before.
  private func replace(_ column: inout [Double], from start: Int, by values: ArraySlice<Double>) -> Bool {
    let range = start..<start + values.count
    let isSame = zip(column[range], values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    column.replaceSubrange(range, with: values)
    return !isSame
  }

  /// Values of the target before `other`, in the centre and scale of the rows before `cutoff`.
  private func moved(_ values: ArraySlice<Double>, at cutoff: Cutoff, from other: Cutoff) -> [Double] {
    let (own, foreign) = (centreAndScale(before: cutoff), centreAndScale(before: other))
    let isLogarithmic = isPositive[cutoff.series]
    // Rows that do not vary have the scale of a rounding.
    let varies = foreign.scale > Self.leastScale * abs(foreign.centre)
    return values.map { value in
      guard !value.isNaN else { return .nan }
      let place = varies ? (level(value, isLogarithmic) - foreign.centre) / foreign.scale : 0
      let moved = own.centre + own.scale * min(max(place, -Self.farthest), Self.farthest)
      return isLogarithmic ? exp(moved) : moved
    }
  }

  /// The mean and the deviation of what was observed in the window before a cutoff.
  private func centreAndScale(before cutoff: Cutoff) -> (centre: Double, scale: Double) {
    let rows = panel.series[cutoff.series].target[max(0, cutoff.index - window)..<cutoff.index]
    let values = rows.lazy.filter { !$0.isNaN }.map { level($0, isPositive[cutoff.series]) }
    let count = Double(values.count)
    guard count > 0 else { return (0, 0) }
    let centre = values.reduce(0, +) / count
    let square = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / count
    return (centre, square.squareRoot())
  }

  private func level(_ value: Double, _ isLogarithmic: Bool) -> Double {
    isLogarithmic ? log(value) : value
  }
}
