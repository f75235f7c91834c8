import Forecasting
import TimeSeries

/// Whether an event happened in the rows of a predictions file, and how often it had before.
public struct EventRows: Sendable, Equatable {
  /// The event.
  public let event: Event
  /// For each row 1 where it happened, 0 where it did not, and `.nan` where nothing was observed or it is one
  /// of another target.
  public internal(set) var outcomes: [Double] = []
  /// For each row the share of the series' rows before the cutoff in which it happened, of as many leads;
  /// `.nan` where there are none.
  public internal(set) var climatology: [Double] = []

  /// How often it had happened before each row of the series that was added last, by lead; by 0 where no lead
  /// matters.
  private var counts: [Int: Counts] = [:]
  private var countedSeries: String?

  /// How many outcomes were known before each row, and how many of them were the event.
  private struct Counts: Sendable, Equatable {
    var known: [Int32] = [0]
    var happened: [Int32] = [0]
  }

  init(_ event: Event) { self.event = event }

  /// Whether event, outcomes and climatology are the same; the counts that are kept for further rows are
  /// ignored.
  public static func == (left: Self, right: Self) -> Bool {
    left.event == right.event && left.outcomes == right.outcomes && left.climatology == right.climatology
  }

  /// Adds the rows forecast at one cutoff of `series`, which are `targets`.
  mutating func append(_ targets: Range<Int>, of series: Series) {
    guard event.concerns(series) else {
      outcomes += targets.map { _ in .nan }
      climatology += targets.map { _ in .nan }
      return
    }
    if countedSeries != series.id { (counts, countedSeries) = ([:], series.id) }
    let last = series.lastObserved(before: targets.lowerBound) ?? .nan
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
  private mutating func share(in series: Series, before end: Int, lead: Int) -> Double {
    let lead = event.isOfChange ? lead : 0
    let found = counts[lead] ?? counts(in: series, lead: lead)
    counts[lead] = found
    return found.known[end] > 0 ? Double(found.happened[end]) / Double(found.known[end]) : .nan
  }

  private func counts(in series: Series, lead: Int) -> Counts {
    var counts = Counts()
    for row in series.target.indices {
      let earlier = row < lead || lead == 0 ? .nan : series.target[row - lead]
      let outcome = row < lead ? .nan : outcome(series.target[row], bound: event.bound(after: earlier))
      counts.known.append(counts.known[row] + (outcome.isNaN ? 0 : 1))
      counts.happened.append(counts.happened[row] + (outcome == 1 ? 1 : 0))
    }
    return counts
  }
}
