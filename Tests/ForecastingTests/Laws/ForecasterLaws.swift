import Forecasting
import LinearAlgebra
import Models
import Registry
import Testing
import TimeSeries
import Training

/// One forecaster under one set of options, for which every law must hold.
struct ForecasterCase: Sendable, CustomTestStringConvertible {
  /// The covariates a panel has.
  enum Covariates: String, Sendable, CaseIterable { case none, past, future, statics, all }

  var name: String
  var options: ForecasterOptions
  var covariates = Covariates.none
  /// Whether the panel is of recordings with clocks of their own, whose values have one decimal.
  var isOfRecordings = false
  /// Whether there are two targets.
  var hasTwoTargets = false
  /// What is asked for beside the points.
  var asked = SpreadRequest.none
  var make: @Sendable (ForecasterOptions) -> any Forecaster
  var load: @Sendable (ModelRecord) throws -> any FittedForecaster

  var testDescription: String {
    "\(name), scaler \(options.scaler), transform \(options.transform?.rawValue ?? "by itself"), covariates \(covariates), "
      + (options.calendar == true ? "calendar" : "no calendar")
      + ", members \(options.members.map(String.init) ?? "by itself"), "
      + "objective \(options.objective)" + (isOfRecordings ? ", recordings" : "")
      + (hasTwoTargets ? " of two targets" : "")
      + (options.intervals.map { ", with \($0.method) intervals" } ?? "")
      + (options.bounds == nil ? "" : ", bounded")
  }

  /// What the outermost of its records is called.
  var recordName: String {
    if options.bounds != nil { return "bounded" }
    if hasTwoTargets { return "per-target" }
    return asked.isEmpty || options.training.loss == .quantile ? name : "conformal"
  }

  /// This case with intervals, quantiles and an event.
  var withIntervals: Self { withIntervals(.conformal) }

  /// This case with intervals made by `method`.
  func withIntervals(_ method: IntervalOptions.Method) -> Self {
    var copy = self
    copy.asked = Self.spread
    copy.options.intervals = IntervalOptions(method: method, quantileLevels: Self.spread.quantileLevels)
    if method == .model {
      copy.options.training.loss = .quantile
      copy.options.training.quantileLevels = copy.asked.quantileLevels
    }
    return copy
  }

  /// The levels that the panel's rows suffice for, and an event that may happen or not.
  private static let spread = SpreadRequest(
    levels: [50, 80], quantiles: [0.5], events: (try? Event("y>+5%")).map { [$0] } ?? [])

  /// This case with every one of the given settings.
  func with(
    scalers: [ScalerKind] = [.window], transforms: [Transform?] = [nil],
    covariates: [Covariates] = [.none], calendar: [Bool] = [false]
  ) -> [Self] {
    scalers.flatMap { scaler in
      transforms.flatMap { transform in
        covariates.flatMap { mode in
          calendar.map { calendar in
            var copy = self
            copy.options.scaler = scaler
            copy.options.transform = transform
            copy.options.calendar = calendar
            copy.covariates = mode
            return copy
          }
        }
      }
    }
  }
}

/// What every forecaster promises.
@Suite("Every forecaster")
struct ForecasterLaws {
  @Test("reads nothing after the cutoff, to the last bit", arguments: ForecasterCase.all)
  func noPeeking(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let expected = try forecasts(item, panel)
    for perturbation in LawPanel.Perturbation.allCases {
      let found = try forecasts(
        item, LawPanel.perturbed(panel, by: perturbation, horizon: item.options.horizon))
      #expect(found == expected, "later rows replaced by \(perturbation)")
    }
  }

  @Test("reads the last visible value", arguments: ForecasterCase.typical)
  func sensitivity(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: Session())
    let before = try fitted.forecast(panel, at: LawPanel.cutoffs, asking: item.asked, session: Session())
    // Both ways: a median only sees where a value stands among others.
    let after = try [0.1, 10].map { factor in
      var moved = panel
      for series in moved.series.indices { moved.series[series].target[LawPanel.cutoff - 1] *= factor }
      return try fitted.forecast(moved, at: LawPanel.cutoffs, asking: item.asked, session: Session())
    }
    for (index, forecast) in before.enumerated() {
      #expect(after.contains { $0[index] != forecast })
    }
  }

  @Test("forecasts its horizon for every cutoff, in finite numbers", arguments: ForecasterCase.typical)
  func shapes(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let found = try forecasts(item, panel)
    #expect(found.count == LawPanel.cutoffs.count)
    for forecast in found {
      #expect(forecast.point.count == item.options.horizon)
      #expect(forecast.point.allSatisfy { $0.isFinite })
      #expect((forecast.spread != nil) == !item.asked.isEmpty)
      guard let spread = forecast.spread else { continue }
      #expect(spread.quantiles.count == item.asked.quantileLevels.count)
      let inUnits = [forecast.point] + spread.quantiles
      #expect(inUnits.allSatisfy { $0.count == item.options.horizon && $0.allSatisfy(\.isFinite) })
      for (lower, upper) in zip(spread.quantiles, spread.quantiles.dropFirst()) {
        #expect(zip(lower, upper).allSatisfy { $0 <= $1 }, "quantiles never fall from level to level")
      }
      #expect(spread.probabilities.joined().allSatisfy { $0.isNaN || (0...1).contains($0) })
      for bounds in item.options.bounds ?? [] {
        #expect(inUnits.joined().allSatisfy { bounds.holds($0) })
      }
    }
  }

  @Test("gives the same bits again, on any number of threads", arguments: ForecasterCase.typical)
  func determinism(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let first = try forecasts(item, panel)
    #expect(try forecasts(item, panel) == first)
    #expect(try forecasts(item, panel, threads: 2) == first)
  }

  @Test("forecasts a cutoff alone as it does among others", arguments: ForecasterCase.typical)
  func batchInvariance(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: Session())
    let cutoffs = (0..<12).map { Cutoff(series: $0 % panel.series.count, index: LawPanel.cutoff + $0 % 5) }
    let together = try fitted.forecast(panel, at: cutoffs, asking: item.asked, session: Session())
    for (cutoff, forecast) in zip(cutoffs, together) {
      #expect(try fitted.forecast(panel, at: [cutoff], asking: item.asked, session: Session()) == [forecast])
    }
  }

  @Test("survives its model record, to the last bit", arguments: ForecasterCase.typical)
  func record(_ item: ForecasterCase) throws {
    let panel = LawPanel.make(for: item)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: Session())
    let record = try fitted.record()
    let loaded = try item.load(record)
    #expect(record.model == item.recordName)
    #expect(loaded.name == fitted.name)
    #expect(loaded.horizon == fitted.horizon)
    #expect(try loaded.record() == record)
    let expected = try fitted.forecast(panel, at: LawPanel.cutoffs, asking: item.asked, session: Session())
    #expect(
      try loaded.forecast(panel, at: LawPanel.cutoffs, asking: item.asked, session: Session()) == expected)
  }

  /// Those that know nothing but their lookback: a local model and a mean know what was before it, and a
  /// blend weighs them.
  private static let windowed = ForecasterCase.typical.filter { item in
    let knowsWindows = ModelRegistry.entries.contains {
      $0.name == item.name && ($0.isNetwork || $0.name == Linear.name)
    }
    return knowsWindows && item.name != "blend" && item.options.lookback != nil
  }

  @Test("forecasts the last observed value where the whole lookback is missing", arguments: windowed)
  func gap(_ item: ForecasterCase) throws {
    let lookback = try #require(item.options.lookback)
    let panel = LawPanel.make(for: item)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: Session())
    var broken = panel
    let cutoff = LawPanel.cutoffs[0]
    let gap = cutoff.index - lookback - 1..<cutoff.index
    for row in gap { broken.series[cutoff.series].target[row] = .nan }
    let last = try #require(broken.series[cutoff.series].target[..<gap.lowerBound].last { !$0.isNaN })
    let found = try fitted.forecast(
      broken, at: [cutoff] + LawPanel.cutoffs.dropFirst(), asking: item.asked,
      session: Session())
    #expect(found[0].point.allSatisfy { $0 == last })
    #expect(found.dropFirst().allSatisfy { $0.point.allSatisfy(\.isFinite) })
  }

  @Test("forecasts a constant series by the constant", arguments: ForecasterCase.typical)
  func constant(_ item: ForecasterCase) throws {
    // Without a scaler a network does not know the constant's size.
    if item.options.scaler == .none && [nil, Transform.none].contains(item.options.transform) { return }
    var panel = LawPanel.make(for: item)
    let constant = 7.3
    for series in panel.series.indices {
      panel.series[series].target = panel.series[series].target.map { _ in constant }
    }
    for forecast in try forecasts(item, panel) {
      for value in forecast.point {
        // exp(log(c)) is the constant up to a few units in the last place.
        let inversion = item.options.transform?.isLogarithm == true ? 4 * constant.ulp : 0
        let expected = item.options.bounds?.reduce(constant) { $1.clamped($0) } ?? constant
        #expect(abs(value - expected) <= inversion)
      }
    }
  }

  private func forecasts(_ item: ForecasterCase, _ panel: Panel, threads: Int = 1) throws -> [Forecast] {
    let session = Session(threads: threads)
    let fitted = try item.make(item.options).fit(LawPanel.training(panel), session: session)
    return try fitted.forecast(panel, at: LawPanel.cutoffs, asking: item.asked, session: session)
  }
}
