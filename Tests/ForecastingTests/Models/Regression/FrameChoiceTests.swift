import Files
import Layers
import LinearAlgebra
import Platform
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Models
@testable import Windowing

@Suite("The choice of a frame")
struct FrameChoiceTests {
  private func choice(
    _ targets: [[Double]], season: Int = 1, lookback: Int = 24, horizon: Int = 6,
    objective: Objective = .mase, transform: Transform? = nil,
    _ change: (inout PatchOptions) -> Void = { _ in }
  ) throws -> FrameChoice {
    let data = TrainingData(panel: ClosedFormPanel.make(targets, season: season))
    var options = ForecasterOptions(horizon: horizon, lookback: lookback)
    options.objective = objective
    options.transform = transform
    change(&options.patches)
    let split = try TrainingSplit(data, options: options, lookback: lookback)
    return try FrameChoice(data, split: split, options: options, lookback: lookback)
  }

  /// A walk by `steps`.
  private func sums(of steps: [Double], from start: Double) -> [Double] {
    var level = start
    return steps.map { step in
      level += step
      return level
    }
  }

  /// Values far from symmetric: half of them below 1, some as large as 12.
  private var skewed: [Double] { ClosedFormPanel.noise(600).map { exp(2.5 * $0) } }

  @Test("takes the logarithm of a skewed series: its error is a seventh smaller around the median")
  func logarithm() throws {
    let choice = try choice([skewed])
    #expect(choice.framed.frame.isLogarithmic)
    #expect(choice.decisions[0].subject == "the logarithm" && choice.decisions[0].choice == .flag(true))
  }

  @Test("leaves values as they are where the user says so")
  func noLogarithm() throws {
    let choice = try choice([skewed], transform: Transform.none)
    #expect(!choice.framed.frame.isLogarithmic)
    #expect(!choice.decisions.contains { $0.subject == "the logarithm" })
  }

  @Test("takes the logarithm of variances in any case: their forecasts must be positive")
  func variances() throws {
    // A line is a line as it is only.
    let line = (0..<300).map { 1 + 3 * Double($0) }
    #expect(try !choice([line]).framed.frame.isLogarithmic)
    #expect(try choice([line], objective: .qlike).framed.frame.isLogarithmic)
  }

  @Test("centres windows as the user says")
  func askedNormalisation() throws {
    // A walk, whose last value is nearest, and a season, whose mean is.
    let walk = sums(of: ClosedFormPanel.noise(300), from: 50)
    let season = (0..<300).map { 10 + 5 * ClosedFormPanel.season($0, 7) }
    #expect(try choice([walk], season: 7).framed.frame.anchorSteps == 1)
    #expect(try choice([season], season: 7).framed.frame.anchorSteps == 7)
    for (targets, anchor, steps) in [(walk, WindowAnchor.season, 7), (season, .last, 1)] {
      let choice = try choice([targets], season: 7) { $0.anchor = anchor }
      #expect(choice.framed.frame.anchorSteps == steps)
      #expect(!choice.decisions.contains { $0.subject.hasPrefix("centre of windows") })
    }
  }

  @Test("an enormous value has a bounded say in what the ridge learns of other windows")
  func outlier() throws {
    let noise = ClosedFormPanel.noise(300)
    var target = (0..<300).map { 10 + 5 * ClosedFormPanel.season($0, 7) + noise[$0] }
    // In the unit of the target: the outlier is part of the series' own.
    func error() throws -> Double {
      let choice = try choice([target], season: 7, transform: Transform.none)
      return choice.fit.loss * choice.framed.units[0]
    }
    let expected = try error()
    target[150] = 1e9
    #expect(try error() < 10 * expected, "unbounded, it would be thousands of times as large")
  }

  @Test("what was asked for and the rows do not have is an error that names the option")
  func impossible() {
    let noise = ClosedFormPanel.noise(200)
    let cases: [((inout PatchOptions) -> Void, String)] = [
      ({ $0.anchor = .season }, "--season"), ({ $0.holidays = true }, "--holidays"),
    ]
    for (change, option) in cases {
      let failure = #expect(throws: Failure.self) { try self.choice([noise], change) }
      #expect(failure?.fix?.contains(option) == true)
    }
  }

  @Test("tells which value before each lead is read, and why")
  func lag() throws {
    let week = ClosedFormPanel.make([ClosedFormPanel.noise(100)], season: 7)
    var options = PatchOptions()
    #expect(options.seasonLag(week, lookback: 24) == 7)
    #expect(
      options.lagDecision(week, lookback: 24)
        == Decision(
          "lag of the value that segment-gru reads", .text("7 steps"),
          reason: "the longest season in the lookback"))
    #expect(options.lagDecision(week, lookback: 6) == nil)
    for (lag, isInside) in [(0, true), (24, true), (25, false), (-1, false)] {
      options.seasonLag = lag
      #expect(((try? options.checkLag(lookback: 24)) != nil) == isInside)
    }
    options.seasonLag = 14
    #expect(options.lagDecision(week, lookback: 24)?.reason == "as asked for")
    options.seasonLag = 0
    #expect(options.lagDecision(week, lookback: 24) == nil)
    // The network has one input a lead less.
    for (lag, guides) in [(Int?.none, 1), (7, 1), (0, 0)] {
      let choice = try choice([ClosedFormPanel.noise(200)], season: 7) { $0.seasonLag = lag }
      var options = ForecasterOptions(horizon: 6, lookback: 24)
      options.patches.seasonLag = lag
      let data = TrainingData(panel: choice.framed.panel)
      let task = try PatchTask(.direct, data, split: nil, options: options, like: choice)
      let facts = PatchFacts(task, options: options)
      #expect(facts.network.shape.knownFeatures == guides)
    }
  }

  @Test("tells why segments have their length")
  func segments() {
    var options = PatchOptions()
    #expect(options.length(lookback: 104) == (8, "a divisor of the lookback, about a fourteenth of it"))
    #expect(options.length(lookback: 31) == (4, "about a fourteenth of the lookback"))
    options.length = 5
    #expect(options.length(lookback: 31) == (5, "as asked for"))
  }

  @Test("one zero does not forbid the logarithm")
  func logarithmWithZero() throws {
    var target = skewed
    target[3] = 0
    #expect(try choice([target]).framed.frame.isLogarithmic)
  }

  @Test("a negative value does, without being an error")
  func negative() throws {
    let choice = try choice([ClosedFormPanel.noise(200)])
    #expect(!choice.framed.frame.isLogarithmic)
    #expect(!choice.decisions.contains { $0.subject == "the logarithm" })
  }

  @Test("measures a walk from its last value, not from a season's mean that is behind it")
  func walk() throws {
    let target = sums(of: ClosedFormPanel.noise(400), from: 100)
    #expect(try choice([target], season: 7).framed.frame.anchorSteps == 1)
  }

  @Test("measures a season from its mean where weeks have levels of their own")
  func seasonMean() throws {
    // Every week swings from a level of its own, which the weeks before do not tell.
    let levels = sums(of: ClosedFormPanel.noise(100, seed: 5), from: 0)
    let target = (0..<400).map { levels[$0 / 7] + 5 * ClosedFormPanel.season($0, 7) }
    #expect(try choice([target], season: 7).framed.frame.anchorSteps == 7)
  }

  /// The loss that networks are trained with where means are wanted.
  private func lossOfMeans(_ targets: [[Double]], season: Int = 1) throws -> Loss {
    try choice(targets, season: season, objective: .mse).loss
  }

  @Test("means are learnt as medians where errors are symmetric, by squares where they are not")
  func loss() throws {
    let noise = ClosedFormPanel.noise(2_000)
    // Falls below zero now and then, so that no logarithm takes the skewness away.
    let rare = noise.map { $0 > 0.7 ? 10 : $0 }
    #expect(try lossOfMeans([noise]) == .mae)
    #expect(try lossOfMeans([rare]) == .huber)
    #expect(try lossOfMeans([rare.map { -$0 }]) == .huber)
    #expect(try choice([rare]).loss == .mae)
    #expect(try lossOfMeans([Array(noise[..<200])]) == .huber, "too few windows to tell")
  }

  @Test("many series with few windows each do not pass for symmetric")
  func lossOfManySeries() throws {
    let panel = (0..<120).map { (index: Int) in
      ClosedFormPanel.noise(48, seed: UInt64(100 + index)).map { $0 > 0.7 ? 10 : $0 }
    }
    #expect(try choice(panel, lookback: 12, horizon: 12, objective: .mse).loss == .huber)
  }

  @Test("a series with the opposite skewness or quiet nights do not make errors symmetric")
  func lossOfMixtures() throws {
    let rare = ClosedFormPanel.noise(2_000).map { $0 > 0.7 ? 10 : $0 }
    #expect(try lossOfMeans([rare, rare.map { -$0 }]) == .huber)
    // Twelve hours of nearly nothing, twelve hours of a level with rare peaks.
    let nights = rare.indices.map { $0 % 24 < 12 ? 0.01 * rare[$0] - 0.1 : 30 + rare[$0] }
    #expect(try lossOfMeans([nights], season: 24) == .huber)
  }

  /// Days whose mean goes up and down with the year, under noise that hides the slope of a window.
  private func year(_ days: Int) -> [Double] {
    zip(0..<days, ClosedFormPanel.noise(days)).map { 3 * cos(2 * Double.pi * Double($0) / 365.25) + 2 * $1 }
  }

  @Test(
    "takes the calendar where a year is seen to come back, and does not ask it of less than one and a half")
  func calendar() throws {
    #expect(try choice([year(1_400)], horizon: 60).framed.frame.usesCalendar)
    #expect(
      !(try choice([year(500)], horizon: 60)).decisions.contains { $0.subject.hasPrefix("the calendar") })
  }

  @Test("leaves the calendar out of noise")
  func noCalendar() throws {
    let choice = try choice([ClosedFormPanel.noise(1_400)])
    #expect(!choice.framed.frame.usesCalendar)
    #expect(
      choice.decisions.contains { $0.subject == "the calendar in the ridge" && $0.choice == .flag(false) })
  }

  @Test("without a validation tail the defaults stay and nothing is claimed")
  func noValidation() throws {
    let data = TrainingData(panel: ClosedFormPanel.make([ClosedFormPanel.noise(100)]))
    var options = ForecasterOptions(horizon: 3, lookback: 12)
    options.training.patience = 0
    let split = try TrainingSplit(data, options: options, lookback: 12)
    let choice = try FrameChoice(data, split: split, options: options, lookback: 12)
    #expect(
      choice.framed.frame == WindowFrame() && choice.decisions.map(\.subject) == ["patches"])
  }

  @Test(
    "a value whose square is beyond all numbers is survived", arguments: [1e200, -.greatestFiniteMagnitude])
  func extreme(_ value: Double) throws {
    var target = ClosedFormPanel.noise(100)
    target[40] = value
    #expect(try choice([target]).fit.ridge.coefficients.allSatisfy { $0.isFinite })
  }

  @Test("the ridge finds a linear recurrence, and the largest penalty is the anchor")
  func ridge() throws {
    // x_t = 1.6 x_{t−1} − x_{t−2} around 50: an oscillation that three lags forecast exactly.
    var target = [51.0, 52]
    while target.count < 300 {
      target.append(50 + 1.6 * (target[target.count - 1] - 50) - (target[target.count - 2] - 50))
    }
    let choice = try choice([target], lookback: 8, horizon: 4)
    // The least penalty, 1e-4 of the mean eigenvalue, shrinks by a thousandth or so.
    #expect(choice.fit.loss < 0.01)
    #expect(choice.fit.penalty == 1e-4)
    let constant = try self.choice([Array(repeating: 7.3, count: 100)], lookback: 8, horizon: 4)
    let input = Array(repeating: Float(0), count: 8) + [WindowRidge.intercept]
    #expect(constant.fit.ridge.forecasts(input) == [0, 0, 0, 0])
  }
}
