import Forecasting
import TimeSeries

/// Whether an event happened in the rows of a predictions file, and how often it had before.
public struct EventRows: Sendable, Equatable {
  /// The event.
  public let event: Event
  /// For each row 1 where it happened, 0 where it did not, and `.nan` where nothing was observed or it is one of another
  /// target.
  public internal(set) var outcomes: [Double] = []
  /// For each row the share of the series' rows before the cutoff in which it happened, of as many leads; `.nan` where
  /// there are none.
  public internal(set) var climatology: [Double] = []

  init(_ event: Event) { self.event = event }

  /// Adds the rows forecast at one cutoff of `series`, which are `targets`.
  mutating func append(_ targets: Range<Int>, of series: Series) {
    guard event.concerns(column: series.column) else {
      outcomes += targets.map { _ in .nan }
      climatology += targets.map { _ in .nan }
      return
    }
    let last = series.target[..<targets.lowerBound].last { !$0.isNaN } ?? .nan
    let bound = event.bound(after: last)
    for row in targets {
      outcomes.append(outcome(series.target[row], bound: bound))
      climatology.append(share(in: series, before: targets.lowerBound, lead: row - targets.lowerBound + 1))
    }
  }

  private func outcome(_ value: Double, bound: Double) -> Double {
    value.isNaN || bound.isNaN ? .nan : event.happens(at: value, bound: bound) ? 1 : 0
  }

  /// The share of the rows before `end` in which the event happened, seen from `lead` rows earlier.
  private func share(in series: Series, before end: Int, lead: Int) -> Double {
    var (count, happened) = (0.0, 0.0)
    for row in (event.isOfChange ? lead : 0)..<max(end, lead) where row < end {
      let bound = event.bound(after: event.isOfChange ? series.target[row - lead] : .nan)
      let outcome = outcome(series.target[row], bound: bound)
      guard !outcome.isNaN else { continue }
      count += 1
      happened += outcome
    }
    return count > 0 ? happened / count : .nan
  }
}
