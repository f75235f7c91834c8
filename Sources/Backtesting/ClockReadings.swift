import Algorithms
import TimeSeries

/// How many rows pass at each instant of a panel, by most of its series.
///
/// From one row of a series to its next, which are `k` of its spacings apart, `k` rows pass in equal shares
/// at the instants that any series has a row at, though not more than one at each. At an instant passes the
/// median of the shares of the series that are under way there, the smaller one of two.
struct ClockReadings {
  private let panel: Panel
  private let instants: [Instant]
  /// The positions of each series' rows among the instants.
  private let positions: [[Int32]]
  /// The spacing of each series, or of the panel where that is irregular; `nil` where both are.
  private let spacings: [Spacing?]

  private init(_ instants: [Instant], _ panel: Panel) {
    self.panel = panel
    self.instants = instants
    positions = panel.series.map { series in
      series.times[..<series.count].map { time in Int32(instants.partitioningIndex { $0 >= time }) }
    }
    spacings = panel.series.map { series in
      let times = Array(series.times[..<series.count])
      // A single row has no spacing of its own.
      let own = times.count > 1 ? Spacing.recognised(from: [times], kind: panel.timeKind).spacing : nil
      return [own, panel.spacing].lazy.compactMap { $0 }.first { !$0.isIrregular }
    }
  }

  /// Counts the rows passed up to and including each of `instants`.
  ///
  /// - Parameters:
  ///   - instants: The times of all known rows of `panel`, in order, each once.
  ///   - panel: The series.
  /// - Returns: One number an instant; empty where one row passes at each.
  static func rowsPassed(at instants: [Instant], by panel: Panel) -> [Double] {
    let clock = Self(instants, panel)
    let (starts, series) = clock.seriesByPosition()
    var shares = Shares()
    var nextRow = [Int](repeating: 0, count: panel.series.count)
    var share = [Double](repeating: 1, count: panel.series.count)
    var ended: [Int: [Double]] = [:]
    var readings: [Double] = []
    var isPlain = true
    for position in instants.indices {
      // An instant that no series is under way at is the first row of one.
      let passed = shares.median ?? 1
      isPlain = isPlain && passed == 1
      readings.append((readings.last ?? 0) + passed)
      for share in ended.removeValue(forKey: position) ?? [] { shares.remove(share) }
      for index in series[starts[position]..<starts[position + 1]].lazy.map({ Int($0) }) {
        let row = nextRow[index]
        nextRow[index] += 1
        if row > 0 { shares.remove(share[index]) }
        if row + 1 < clock.positions[index].count {
          share[index] = clock.share(of: index, after: row)
          shares.insert(share[index])
        } else if case let count = clock.instantsBeforeNextRow(of: index), count > 0 {
          let last = min(share[index], 1 / Double(count + 1))
          shares.insert(last)
          ended[position + count, default: []].append(last)
        }
      }
    }
    return isPlain ? [] : readings
  }

  /// For each position the series with a row there: those from one start to the next.
  private func seriesByPosition() -> (starts: [Int], series: [Int32]) {
    var starts = [Int](repeating: 0, count: instants.count + 1)
    for position in positions.joined() { starts[Int(position) + 1] += 1 }
    for index in instants.indices { starts[index + 1] += starts[index] }
    var next = starts
    var series = [Int32](repeating: 0, count: starts[instants.count])
    for (index, positions) in positions.enumerated() {
      for position in positions {
        series[next[Int(position)]] = Int32(index)
        next[Int(position)] += 1
      }
    }
    return (starts, series)
  }

  /// What passes at each instant from a row of a series to the next.
  private func share(of series: Int, after row: Int) -> Double {
    let times = panel.series[series].times
    let steps = spacings[series]?.stepCount(from: times[row], to: times[row + 1]) ?? 1
    let count = positions[series][row + 1] - positions[series][row]
    return min(1, Double(max(1, steps)) / Double(count))
  }

  /// The number of instants after the last row of a series at which it is under way still, its next row not
  /// being due.
  private func instantsBeforeNextRow(of series: Int) -> Int {
    let times = Array(panel.series[series].times[..<panel.series[series].count])
    guard let spacing = spacings[series], let last = positions[series].last,
      let due = spacing.instants(after: times, count: 1, kind: panel.timeKind).first
    else { return 0 }
    // Days may be an hour shorter where clocks change.
    let slack: Int64 = spacing.isOfDays ? 3600 : 0
    let end = instants.partitioningIndex {
      $0 >= Instant(seconds: due.seconds - slack, nanoseconds: due.nanoseconds)
    }
    return max(0, end - Int(last) - 1)
  }

  /// The shares of the series that are under way, in order.
  private struct Shares {
    private var sorted: [Double] = []

    /// The median, the smaller one of two; `nil` of none.
    var median: Double? { sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2] }

    mutating func insert(_ share: Double) {
      sorted.insert(share, at: sorted.partitioningIndex { $0 > share })
    }

    mutating func remove(_ share: Double) {
      sorted.remove(at: sorted.partitioningIndex { $0 > share } - 1)
    }
  }
}

extension Spacing {
  fileprivate var isIrregular: Bool { if case .irregular = self { true } else { false } }

  fileprivate var isOfDays: Bool {
    switch self {
    case .days, .businessDays, .months: true
    case .steps, .fixed, .irregular: false
    }
  }
}
