import Layers
import LinearAlgebra
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Models
@testable import Windowing

/// What a network reads of a window, as arrays.
private struct Reading: Equatable {
  /// `[step][feature]`.
  var input: [[Float]]
  var known: [Float]
  var target: [Float]
  var weight: [Float]
  var weightSum: Double
}

@Suite("The source of windows")
struct WindowSourceTests {
  private static let lookback = 8
  private static let options: ForecasterOptions = {
    var options = ForecasterOptions(horizon: 3, lookback: lookback)
    options.calendar = true
    return options
  }()

  private static func panel() -> Panel {
    var item = ForecasterCase(
      name: "", options: options, make: { Linear($0) }, load: { try FittedLinear(record: $0) })
    item.covariates = .all
    return LawPanel.make(for: item)
  }

  private static func facts(
    _ panel: Panel, _ options: ForecasterOptions, anchor: TargetAnchor = .lastValue
  ) throws -> NetworkFacts {
    let data = LawPanel.training(panel)
    return NetworkFacts(
      data, options: options, lookback: lookback, anchor: anchor,
      targets: try data.transformedTargets(options.givenTransform))
  }

  /// What is read of `window` in `panel`, normalised as `facts` say.
  private func read(_ window: Window, of panel: Panel, _ facts: NetworkFacts) throws -> Reading {
    let targets = try panel.series.map {
      try $0.transformedTarget(0..<$0.count, by: facts.options.givenTransform)
    }
    let source = WindowSource(
      context: facts.context(panel, targets: targets, isTraining: true), windows: [window],
      writesTargets: true)
    let shape = facts.shape
    var plan = ActivationPlan(rows: 2)
    let input = plan.reserveSequence(steps: shape.steps, columns: shape.features)
    let known = plan.reserve(2, shape.leads * shape.knownFeatures)
    let target = plan.reserve(2, shape.leads)
    let weight = plan.reserve(2, shape.leads)
    let workspace = Workspace<Float>(plan)
    let batch = BatchBuffer(workspace, input: input, known: known, target: target, weight: weight)
    // What an earlier window left behind must be overwritten.
    for step in 0..<shape.steps { for feature in 0..<shape.features { batch[step, 1, feature] = 99 } }
    source.fill(1, of: batch, with: 0)
    let pass = Pass(parameters: Arena<Float>(zeros: 0), workspace: workspace)
    return Reading(
      input: (0..<shape.steps).map { pass.elements(of: input[$0][rows: 1..<2]) },
      known: pass.elements(of: known[rows: 1..<2]), target: pass.elements(of: target[rows: 1..<2]),
      weight: pass.elements(of: weight[rows: 1..<2]), weightSum: source.weight(of: 0))
  }

  @Test("writes scaled targets, their mask and age, and repeats the last value in gaps")
  func features() throws {
    var options = ForecasterOptions(horizon: 3, lookback: 4)
    options.scaler = .none
    let series = Series(
      id: "a", times: (0..<10).map { Instant(seconds: Int64($0)) },
      target: [.nan, .nan, 2, .nan, 4, 5, 6, .nan, 8, 9])
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let data = TrainingData(panel: panel)
    let facts = NetworkFacts(
      data, options: options, lookback: 4, anchor: .lastValue, targets: [series.target])
    let reading = try read(Window(series: 0, origin: 5, firstInput: 1), of: panel, facts)
    // Value, mask, age in lookbacks; before the first observed value the centre stands in.
    #expect(reading.input == [[0, 0, 0.25], [2, 1, 0], [2, 0, 0.25], [4, 1, 0]])
    #expect(reading.target == [5, 6, 0] && reading.weight == [1, 1, 0] && reading.weightSum == 2)
  }

  @Test("fills gaps by lines between observed values of the window when asked")
  func lines() throws {
    var options = ForecasterOptions(horizon: 1, lookback: 6)
    options.scaler = .none
    options.missing = .linear
    let series = Series(
      id: "a", times: (0..<8).map { Instant(seconds: Int64($0)) },
      target: [1, .nan, .nan, 4, .nan, .nan, 9, 9])
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let facts = NetworkFacts(
      TrainingData(panel: panel), options: options, lookback: 6, anchor: .lastValue, targets: [series.target])
    let reading = try read(Window(series: 0, origin: 6, firstInput: 0), of: panel, facts)
    // The value 9 after the origin must not bend the line at the end.
    #expect(reading.input.map { $0[0] } == [1, 2, 3, 4, 4, 4])
  }

  @Test("pads a short window on the left with zeros and says where it starts")
  func padding() throws {
    let panel = Self.panel()
    let facts = try Self.facts(panel, Self.options)
    let reading = try read(Window(series: 0, origin: 5, firstInput: 0), of: panel, facts)
    #expect(reading.input[..<3].allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(reading.input[3...].allSatisfy { $0.contains { $0 != 0 } })
  }

  @Test("reads nothing after a window's origin but what is known ahead", arguments: ScalerKind.allCases)
  func noPeeking(scaler: ScalerKind) throws {
    var options = Self.options
    options.scaler = scaler
    let panel = Self.panel()
    let facts = try Self.facts(panel, options)
    for origin in [Self.lookback, 18, 30, 41, 42] {
      var changed = panel
      for index in changed.series.indices {
        for row in origin..<changed.series[index].count {
          changed.series[index].target[row] = row % 3 == 0 ? .nan : 1e9
          changed.series[index].past[0][row] = -1e9
        }
        for row in (origin + options.horizon)..<changed.series[index].times.count {
          changed.series[index].future[0][row] = .nan
        }
      }
      for series in panel.series.indices {
        let window = Window(series: series, origin: origin, firstInput: origin - Self.lookback)
        let expected = try read(window, of: panel, facts)
        let found = try read(window, of: changed, facts)
        #expect(found.input == expected.input && found.known == expected.known, "origin \(origin)")
        #expect(found.target != expected.target)
      }
    }
  }

  @Test("reads every row of the lookback and every lead known ahead", arguments: ScalerKind.allCases)
  func sensitivity(scaler: ScalerKind) throws {
    var options = Self.options
    options.scaler = scaler
    let panel = Self.panel()
    let facts = try Self.facts(panel, options)
    let window = Window(series: 1, origin: 30, firstInput: 30 - Self.lookback)
    let expected = try read(window, of: panel, facts)
    for row in window.firstInput..<window.origin {
      for change in 0..<3 {
        var changed = panel
        if change == 0 { changed.series[1].target[row] += 100 }
        if change == 1 { changed.series[1].past[0][row] += 1 }
        if change == 2 { changed.series[1].future[0][row] += 1 }
        #expect(try read(window, of: changed, facts).input != expected.input, "row \(row)")
      }
    }
    for lead in 0..<options.horizon {
      var changed = panel
      changed.series[1].future[0][window.origin + lead] += 1
      #expect(try read(window, of: changed, facts).known != expected.known, "lead \(lead + 1)")
    }
  }

  static let settings = ScalerKind.allCases.flatMap { scaler in
    [TargetAnchor.lastValue, .season, .mean].map { (scaler, $0) }
  }

  @Test("targets scaled back are the panel's values, from bases before the origin", arguments: settings)
  func inversion(scaler: ScalerKind, anchor: TargetAnchor) throws {
    var options = Self.options
    options.scaler = scaler
    let panel = Self.panel()
    let facts = try Self.facts(panel, options, anchor: anchor)
    let window = Window(series: 1, origin: 30, firstInput: 30 - Self.lookback)
    let reading = try read(window, of: panel, facts)
    let targets = panel.series.map(\.target)
    let context = facts.context(panel, targets: targets, isTraining: true)
    // The same bases when nothing from the origin on is known.
    let cut = facts.context(
      panel, targets: targets.map { Array($0[..<30]) + $0[30...].map { _ in .nan } }, isTraining: false)
    let normalisation = context.normalisation(of: window)
    #expect(cut.normalisation(of: window) == normalisation)
    for lead in 0..<options.horizon {
      let value = targets[1][window.origin + lead]
      let base = context.base(of: window, lead: lead, normalisation)
      #expect(cut.base(of: window, lead: lead, normalisation) == base)
      if anchor == .season { #expect(base == targets[1][30 + lead - LawPanel.season]) }
      let found = Double(reading.target[lead]) * normalisation.scale + base
      // One rounding to single precision of the scaled value.
      let tolerance = abs(Double(reading.target[lead])) * normalisation.scale * 0x1p-23 + abs(value) * 1e-15
      #expect(abs(found - value) <= tolerance)
    }
  }

  @Test("quantiles of differences are learnt of sums, the change from the last known value, through gaps")
  func sums() throws {
    var options = ForecasterOptions(horizon: 4, lookback: 4)
    options.scaler = .none
    options.transform = .diff
    options.training.loss = .quantile
    let series = Series(
      id: "a", times: (0..<10).map { Instant(seconds: Int64($0)) },
      target: [1, 2, 4, .nan, 5, 8, .nan, 4, 6, 9])
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    let data = TrainingData(panel: panel)
    let targets = try data.transformedTargets(.diff)
    let facts = NetworkFacts(data, options: options, lookback: 4, anchor: .mean, targets: targets)
    let window = Window(series: 0, origin: 5, firstInput: 1)
    let reading = try read(window, of: panel, facts)
    // From 5 to 8, nothing, 4 and 6, each in units of the root of the lead.
    let expected: [Double] = [3, 0, -1 / 3.0.squareRoot(), 0.5]
    #expect(zip(reading.target, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 }, "\(reading.target)")
    #expect(reading.weight == [1, 0, 1, 1] && reading.weightSum == 3)
    // Read back, they are the values.
    let context = facts.context(panel, targets: targets, isTraining: false)
    let values = context.values(reading.target, of: window, by: .diff)
    for (lead, value) in [(0, 8.0), (2, 4), (3, 6)] { #expect(abs(values[lead] - value) < 1e-6) }
    // The points of a network that learns no quantiles are sums of its differences.
    options.training.loss = .mae
    let plain = NetworkFacts(data, options: options, lookback: 4, anchor: .mean, targets: targets)
    #expect(try read(window, of: panel, plain).target == [3, 0, -4, 2])
  }

  @Test("a lead is measured from the latest of its own phases before the origin")
  func seasonalRows() {
    for season in 1...6 {
      for lead in 0..<15 {
        let row = TargetAnchor.seasonalRow(100, lead, season)
        #expect(row < 100 && row >= 100 - season && (100 + lead - row) % season == 0)
      }
    }
  }
}
