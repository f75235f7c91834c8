import Forecasting
import TestSupport
import Testing
import TimeSeries

/// What every model of the registry promises of series that are positive, or constant.
@Suite("Every model of the registry")
struct RegistryLaws {
  private static let rows = 66
  private static let trained = 52
  private static let cutoffs = [trained, trained + 3, trained + 9]

  /// A panel of daily series with a season of four, and training data of the first rows of each.
  private static func data(_ targets: [[Double]]) -> TrainingData {
    let panel = ClosedFormPanel.make(targets, season: 4)
    return TrainingData(panel: panel, rows: targets.map { _ in 0..<trained })
  }

  /// The forecasts of every series at every cutoff.
  private static func points(
    _ item: ForecasterCase, _ data: TrainingData, objective: Objective = .mase
  ) throws -> [(series: Int, point: [Double])] {
    var options = item.options
    options.objective = objective
    let fitted = try item.make(options).fit(data, session: Session())
    let cutoffs = data.panel.series.indices.flatMap { series in
      Self.cutoffs.map { Cutoff(series: series, index: $0) }
    }
    let found = try fitted.forecast(data.panel, at: cutoffs, session: Session())
    let loaded = try item.load(try fitted.record())
    #expect(try loaded.forecast(data.panel, at: cutoffs, session: Session()) == found)
    return zip(cutoffs, found).map { ($0.series, $1.point) }
  }

  @Test(
    "can start warm with intervals and inside bounds where it can without", arguments: ForecasterCase.registry
  )
  func warmStart(_ item: ForecasterCase) {
    var options = item.options
    let plain = item.make(options).canStartWarm
    options.intervals = IntervalOptions(quantileLevels: [0.1, 0.9])
    #expect(item.make(options).canStartWarm == plain)
    options.bounds = [TargetBounds(lower: 0, upper: 1)]
    #expect(item.make(options).canStartWarm == plain)
  }

  // MARK: - Variances

  /// Variances that fall towards zero, fast enough for a line or a trend to go on below it, and swing by a
  /// season.
  private static var falling: [[Double]] {
    [10.0, 3_000].map { size in
      (0..<rows).map { row in
        let line = max(0.02, 1 - 0.0185 * Double(row))
        return size * (line + 0.015 * (1 + ClosedForm.cosine(row)) + 0.1 * line * Double(row % 4))
      }
    }
  }

  @Test("forecasts no variance below all that was known", arguments: ForecasterCase.registry)
  func variances(_ item: ForecasterCase) throws {
    var targets = Self.falling
    // A day without trades, which comes after training.
    targets[0][Self.trained + 1] = 0
    let data = Self.data(targets)
    for (series, point) in try Self.points(item, data, objective: .qlike) {
      let least = targets[series].filter { $0 > 0 }.min() ?? 0
      #expect(point.allSatisfy { $0 >= least && $0.isFinite }, "series \(series): \(point)")
    }
  }

  @Test("without QLIKE, lines and trends go on below zero")
  func unbounded() throws {
    let below = try ForecasterCase.registry.filter { item in
      try Self.points(item, Self.data(Self.falling)).contains { $0.point.contains { $0 <= 0 } }
    }
    #expect(Set(below.map(\.name)).isSuperset(of: ["drift", "holt", "linear"]))
  }

  @Test("values that are mostly not positive are no variances, and stay as they are")
  func notVariances() throws {
    let item = try #require(ForecasterCase.registry.first { $0.name == "drift" })
    let targets = [(0..<Self.rows).map { 20 - Double($0) }]
    let found = try Self.points(item, Self.data(targets), objective: .qlike)
    #expect(found.map(\.point) == (try Self.points(item, Self.data(targets))).map(\.point))
  }

  // MARK: - Constants

  private static let constants = [0, 0.1, -1e5 / 3, 1e-200, 1e200]

  /// Whether the model learns from a value: models of variances refuse what is none.
  private static func admits(_ constant: Double, _ item: ForecasterCase) -> Bool {
    switch item.name {
    case "log-har": constant > 0
    case "ewma", "garch": constant >= 0
    default: true
    }
  }

  @Test("forecasts a constant series alone by exactly its value", arguments: ForecasterCase.registry)
  func constantAlone(_ item: ForecasterCase) throws {
    for constant in Self.constants where Self.admits(constant, item) {
      let found = try Self.points(item, Self.data([Array(repeating: constant, count: Self.rows)]))
      #expect(found.allSatisfy { $0.point.allSatisfy { $0 == constant } }, "\(constant): \(found)")
    }
  }

  @Test("forecasts a constant series among others by exactly its value", arguments: ForecasterCase.registry)
  func constantAmongOthers(_ item: ForecasterCase) throws {
    for constant in Self.constants where Self.admits(constant, item) {
      let others = Self.falling.map { $0.enumerated().map { $1 * (1 + 0.3 * ClosedForm.cosine(3 * $0)) } }
      let data = Self.data(others + [Array(repeating: constant, count: Self.rows)])
      let found = try Self.points(item, data).filter { $0.series == 2 }
      #expect(found.allSatisfy { $0.point.allSatisfy { $0 == constant } }, "\(constant): \(found)")
    }
  }
}
