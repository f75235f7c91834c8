import Files
import Testing
import TimeSeries

@testable import Forecasting

@Suite("Quantiles that a network learnt")
struct LearntQuantilesTests {
  private static let levels = [0.1, 0.25, 0.5, 0.75, 0.9]
  private static let function = QuantileFunction(levels: levels, values: [-2, -1, 0, 2, 4])

  private func event(_ text: String) throws -> Event { try Event(text) }

  /// Between quantiles by hand; beyond them the tail halves, say, as often as between the outermost two.
  @Test(
    "the probability of an event lies on the line between quantiles",
    arguments: [
      ("y<-2", 0.1), ("y<-1.5", 0.175), ("y<0", 0.5), ("y<1", 0.625), ("y>1", 0.375), ("y>4", 0.1),
      // 0.1 (0.1 / 0.25)^(1 / 1), and 0.1 (0.1 / 0.25)^(3 / 2) of the wider tail.
      ("y<-3", 0.04), ("y>7", 0.1 * 0.25298221281347033), ("y<7", 1 - 0.1 * 0.25298221281347033),
    ])
  func probability(text: String, expected: Double) throws {
    let event = try event(text)
    let found = Self.function.probability(of: event, bound: event.bound(after: 0))
    // A power, two products and a difference of numbers up to 1.
    #expect(abs(found - expected) <= 4 * Double.ulpOfOne, "\(found)")
  }

  @Test("probabilities never fall with the bound, and those of an event and its opposite make 1")
  func monotone() throws {
    var last = 0.0
    for step in -100...100 {
      let bound = Double(step) / 5
      let below = Self.function.probability(of: try event("y<\(bound)"), bound: bound)
      let other = Self.function.probability(of: try event("y>=\(bound)"), bound: bound)
      #expect(below >= last && below > 0 && below < 1)
      // Each is rounded by half of 2.2e-16 at most, where one is not made of the other.
      #expect(abs(below + other - 1) <= Double.ulpOfOne)
      last = below
    }
  }

  @Test("quantiles that are one value are a probability at it")
  func atom() throws {
    let function = QuantileFunction(levels: Self.levels, values: [0, 1, 1, 1, 2])
    #expect(function.probability(of: try event("y<1"), bound: 1) == 0.25)
    #expect(function.probability(of: try event("y<=1"), bound: 1) == 0.75)
    let constant = QuantileFunction(levels: Self.levels, values: [3, 3, 3, 3, 3])
    #expect(constant.probability(of: try event("y<3"), bound: 3) == 0)
    #expect(constant.probability(of: try event("y>=3"), bound: 3) == 1)
  }

  @Test("roundings that cross give way from the median outwards")
  func crossing() throws {
    let quantiles = LearntQuantiles(levels: [0.1, 0.5, 0.9], values: [[2, 0], [1, 1], [0.5, 2]])
    #expect(quantiles.points == [1, 1])
    let panel = Panel.line
    let spread = quantiles.spread(
      asking: SpreadRequest(quantiles: [0.1, 0.9]), panel, series: 0, at: 3)
    #expect(spread?.quantiles == [[1, 0], [1, 2]])
    #expect(quantiles.about([5, 5]).points == [5, 5])
  }

  @Test(
    "levels that were not learnt are refused with those that were",
    arguments: [
      ([90.0], [], "0.05 is none of them", "--level 50,80 or --quantiles 0.1,0.25,0.5,0.75,0.9"),
      ([], [0.3], "0.3 is none of them", "--quantiles 0.1,0.25"),
      ([80, 60], [], "0.2 is none of them", "--level 50,80"),
    ])
  func refused(percents: [Double], quantiles: [Double], words: String, fix: String) {
    let asked = SpreadRequest(levels: percents, quantiles: quantiles)
    let failure = #expect(throws: Failure.self) {
      try LearntQuantiles.requireKnown(asked, by: "gru", learnt: Self.levels)
    }
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    #expect(failure?.fix?.contains(fix) == true, "\(failure?.fix ?? "")")
  }

  @Test("a median alone tells of no event, and of no interval")
  func median() throws {
    let asked = SpreadRequest(events: [try event("y<1")])
    #expect(throws: Failure.self) {
      try LearntQuantiles.requireKnown(asked, by: "gru", learnt: [0.5])
    }
    #expect(throws: Never.self) {
      try LearntQuantiles.requireKnown(SpreadRequest(quantiles: [0.5]), by: "gru", learnt: [0.5])
    }
  }
}

extension Panel {
  /// One series of a few rows.
  fileprivate static var line: Panel {
    LawPanel.make(for: ForecasterCase.networks[0])
  }
}
