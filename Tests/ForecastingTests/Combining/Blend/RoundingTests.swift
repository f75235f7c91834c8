import Files
import TestSupport
import Testing
import TimeSeries

@testable import Combining
@testable import Forecasting
@testable import Models
@testable import Registry
@testable import Windowing

@Suite("Forecasts rounded to the decimals of the values")
struct RoundingTests {
  private func steps(_ targets: [[Double]], known: [Range<Int>]? = nil, of ids: [String]) -> [Double] {
    let panel = ClosedFormPanel.make(targets)
    return Decimals(of: TrainingData(panel: panel, rows: known ?? panel.series.map { 0..<$0.count }))
      .steps(of: ids)
  }

  @Test("the decimals are those of the value that has most, missing ones aside")
  func decimals() {
    let targets = [[97, .nan, 95, -3], [36.6, 37, 36.85], [0, 0, 0], [1e9 + 0.1, 2]]
    let ids = ClosedFormPanel.make(targets).series.map(\.id)
    #expect(steps(targets, of: ids) == [1, 0.01, 1, 0.1])
    #expect(steps([[1.0 / 3, 2]], of: ids) == [0, 0, 0, 0], "more than six decimals are none")
  }

  @Test("a series that comes later has the most decimals of those that were there")
  func others() {
    let targets = [[97, 95], [36.6, 37]]
    #expect(steps(targets, of: ["new"]) == [0.1])
    #expect(steps(targets + [[1.0 / 3, 1]], of: ["new"]) == [0])
    // A series without a value in training comes later.
    #expect(steps(targets + [[1, 2]], known: [0..<2, 0..<2, 0..<0], of: ["s2"]) == [0.1])
    // Later values do not count.
    #expect(steps([[97, 95.5]], known: [0..<1], of: ["new"]) == [1])
  }

  @Test("a rounded value is the nearest double to its decimal")
  func nearest() {
    for (value, step, expected) in [
      (0.1 + 0.2, 0.1, 0.3), (36.649_999, 0.1, 36.6), (-2.5001, 1, -3), (7.3, 0, 7.3),
      (123.456_789, 1e-6, 123.456_789),
      (1e300, 0.01, 1e300),
    ] { #expect(Decimals.rounded(value, to: step) == expected) }
    #expect(Decimals.rounded(-0.3, to: 1).sign == .plus)
    // In the unit of a series a step is any number.
    #expect(Distance.ulps(Decimals.rounded(1.1, to: 0.37), 1.11) <= 1, "three times 0.37, rounded")
  }

  /// Steps from −1 to 1 in blocks of ten, and a forecast that misses each by a fraction of a step and some by
  /// whole ones.
  private func cells(off: Double, wrong: Int, step: Double, _ objective: Objective = .mae) -> ValidationCells
  {
    let truths = (0..<400).map { Double($0 / 7 % 3) - 1 }
    let forecasts = truths.enumerated().map { $1 + ($0 % wrong == 0 ? 3 : 0) + ($0 % 2 == 0 ? off : -off) }
    return ValidationCells(
      objective: objective, forecasts: [forecasts], truths: truths,
      groupOfCell: truths.indices.map { $0 / 10 },
      rowOfCell: truths.map { _ in 0 },
      groups: (0..<40).map { ValidationCells.Group(series: 0, block: $0) }, steps: [step])
  }

  @Test("rounding is taken where it lowers the error, of medians alone, or where the user asks for it")
  func choice() {
    #expect(RoundingChoice(cells(off: 0.3, wrong: 5, step: 1), [1], asked: nil).isRounded)
    #expect(!RoundingChoice(cells(off: 0.3, wrong: 5, step: 1), [1], asked: false).isRounded)
    #expect(!RoundingChoice(cells(off: 0.3, wrong: 5, step: 1, .mse), [1], asked: nil).isRounded)
    #expect(RoundingChoice(cells(off: 0.3, wrong: 5, step: 1, .mse), [1], asked: true).isRounded)
    // A step far below the errors, forecasts that rounding makes worse, and values without steps.
    #expect(!RoundingChoice(cells(off: 0.3, wrong: 5, step: 0.01), [1], asked: nil).isRounded)
    #expect(!RoundingChoice(cells(off: 0.6, wrong: 5, step: 1), [1], asked: nil).isRounded)
    #expect(!RoundingChoice(cells(off: 0.3, wrong: 5, step: 0), [1], asked: true).isRounded)
  }

  @Test("a record whose decimals are not those of series is refused")
  func records() throws {
    let data = TrainingData(panel: ClosedFormPanel.make([[1, 2, 3]]))
    let options = ForecasterOptions(horizon: 1)
    let naive = try RuleForecaster<Naive>(options).fit(data, session: Session())
    let record = try FittedCombination(
      name: "blend", options: options, meanOf: [naive], decimals: Decimals(of: data)
    ).record()
    let digits = "\"digits\":[0]"
    #expect(record.configuration.contains(digits))
    #expect(
      try FittedCombination(record: record, restoring: ModelRegistry.restore).decimals == Decimals(of: data))
    for other in ["[-400]", "[308]", "[0,0]", "[]"] {
      var changed = record
      changed.configuration = record.configuration.replacing(digits, with: "\"digits\":\(other)")
      #expect(throws: Failure.self) {
        try FittedCombination(record: changed, restoring: ModelRegistry.restore)
      }
    }
  }

  @Test(
    "a blend of a coarse pulse forecasts whole numbers, unless it is told not to",
    arguments: [nil, false, true])
  func blend(rounding: Bool?) throws {
    let noise = ClosedFormPanel.noise(300, seed: 9)
    let pulse = (0..<300).map { (72 + 1.2 * ClosedFormPanel.season($0, 25) + 0.2 * noise[$0]).rounded() }
    let panel = ClosedFormPanel.make([pulse])
    var options = ForecasterOptions(horizon: 5, lookback: 50)
    options.patches.units = 8
    options.patches.steps = 100
    options.rounding = rounding
    let fitted = try Blend(options: options).fit(
      TrainingData(panel: panel, rows: [0..<250]), session: Session())
    let points = try fitted.forecast(
      panel, at: (250..<295).map { Cutoff(series: 0, index: $0) }, session: Session()
    )
    .flatMap(\.point)
    #expect(points.allSatisfy { $0 == $0.rounded() } == (rounding != false))
    #expect(Set(points.map { $0.rounded() }).count > 1)
  }
}
