/// What is known of a whole input by a panel that holds only some of its series.
public struct PanelPart: Sendable, Equatable {
  /// For each series of the panel its position among all series of the input.
  public internal(set) var ordinals: [Int] = []
  /// The number of series of the input.
  public internal(set) var seriesCount = 0
  /// The most observed rows that a series of the input has.
  public internal(set) var mostObserved = 0
  /// The form of the times that forecasts of the whole input are written in.
  public internal(set) var times: TimeText
  /// For each column of targets of the input a series without rows; where series have no column, one for
  /// each.
  public internal(set) var kinds: [Series] = []

  init(times: TimeText) { self.times = times }
}

/// Which series of an input are kept: what is recognised is that of the whole input all the same.
public struct SeriesChoice: Sendable {
  /// Whether the series called so is kept.
  public var holds: @Sendable (String) -> Bool
  /// The leads that will be forecast, in the form of whose times those of a part are written.
  public var horizon: Int

  /// Creates a choice.
  public init(horizon: Int, holds: @escaping @Sendable (String) -> Bool) {
    self.holds = holds
    self.horizon = horizon
  }
}

extension Panel {
  /// A series of each kind of target that its input has, with rows or without.
  public var kinds: [Series] { part?.kinds ?? series }
}

/// Takes the series of an input one by one, and keeps those of a choice.
struct PartAssembly {
  private let choice: SeriesChoice
  private let spacing: Spacing
  private let kind: TimeKind
  private var columns: Set<String> = []
  /// What is known so far.
  private(set) var part: PanelPart

  init(_ choice: SeriesChoice, spacing: Spacing, kind: TimeKind, elapsedUnit: ReadOptions.TimeUnit) {
    self.choice = choice
    self.spacing = spacing
    self.kind = kind
    part = PanelPart(times: TimeText(kind: kind, unit: elapsedUnit))
  }

  /// Counts the next series of the input; whether it is kept.
  mutating func keeps(_ series: Series) -> Bool {
    let ordinal = part.seriesCount
    part.seriesCount += 1
    part.mostObserved = max(part.mostObserved, series.target.count { !$0.isNaN })
    if series.column.isEmpty || columns.insert(series.column).inserted {
      part.kinds.append(
        Series(id: series.id, recording: series.recording, column: series.column, times: [], target: []))
    }
    if series.count > 0 { part.times.include(series.times[series.count - 1]) }
    for time in series.timesAhead(choice.horizon, at: spacing, kind: kind) { part.times.include(time) }
    guard choice.holds(series.id) else { return false }
    part.ordinals.append(ordinal)
    return true
  }
}
