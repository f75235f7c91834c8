import Algorithms
import Platform
import TimeSeries

/// Puts the values that an input has before one cutoff where those before another one were.
struct ExchangedInput {
  /// The panel as it is.
  let panel: Panel
  /// The rows before a cutoff by which the target's centre and scale are taken.
  let window: Int
  /// For each series whether every value observed is above 0, so that values are compared by their logarithms.
  private let isPositive: [Bool]

  /// Prepares to exchange inputs of `panel`, of which the lags in groups that end are the first `window`.
  init(_ panel: Panel, window: Int) {
    (self.panel, self.window) = (panel, window)
    isPositive = panel.series.map { series in series.target.allSatisfy { $0 > 0 || $0.isNaN } }
  }

  /// The panel in which `input` has at each of `cutoffs` the values that it has at the one of `others` in the same place.
  ///
  /// A value of the target comes in the centre and the scale of the rows that it is put among, so that its place in
  /// the course of its window is exchanged and its level is not.
  func panel(with input: ModelInput, at cutoffs: [Cutoff], from others: [Cutoff]) -> Panel {
    var changed = panel
    for (cutoff, other) in zip(cutoffs, others) {
      exchange(input, at: cutoff, from: other, in: &changed.series[cutoff.series])
    }
    return changed
  }

  private func exchange(
    _ input: ModelInput, at cutoff: Cutoff, from other: Cutoff, in series: inout Series
  ) {
    let source = panel.series[other.series]
    // Rows by which both cutoffs can be followed back.
    let reach = min(cutoff.index, other.index)
    switch input {
    case .lags(let from, let through):
      let last = min(through ?? reach, reach)
      guard from <= last else { return }
      let (own, foreign) = (centreAndScale(before: cutoff), centreAndScale(before: other))
      let isLogarithmic = isPositive[cutoff.series]
      for lag in from...last {
        let value = level(source.target[other.index - lag], isLogarithmic)
        let moved =
          own.centre + own.scale * (foreign.scale > 0 ? (value - foreign.centre) / foreign.scale : 0)
        series.target[cutoff.index - lag] = value.isNaN ? .nan : isLogarithmic ? exp(moved) : moved
      }
    case .past(let place):
      series.past[place].replaceSubrange(
        cutoff.index - reach..<cutoff.index, with: source.past[place][other.index - reach..<other.index])
    case .future(let place):
      let ahead = min(series.times.count - cutoff.index, source.times.count - other.index)
      series.future[place].replaceSubrange(
        cutoff.index - reach..<cutoff.index + ahead,
        with: source.future[place][other.index - reach..<other.index + ahead])
    case .statics(let place):
      series.statics[place] = source.statics[place]
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
