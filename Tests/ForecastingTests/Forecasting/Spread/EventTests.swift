import Files
import Testing
import TimeSeries

@testable import Forecasting

@Suite("Events")
struct EventTests {
  @Test(
    "are read from a column, a comparison and a number",
    arguments: [
      ("SpO2<90", "SpO2", true, false, Event.Threshold.value(90)),
      ("gl <= 70.5", "gl", true, true, .value(70.5)), ("x>=-1e3", "x", false, true, .value(-1_000)),
      ("Close>+2%", "Close", false, false, .change(0.02)),
      ("Adj Close<-5 %", "Adj Close", true, false, .change(-0.05)),
    ])
  func reading(
    text: String, column: String, isBelow: Bool, isInclusive: Bool, threshold: Event.Threshold
  ) throws {
    let event = try Event(text)
    #expect(event.column == column)
    #expect(event.isBelow == isBelow)
    #expect(event.isInclusive == isInclusive)
    #expect(event.threshold == threshold)
  }

  @Test(
    "that say nothing are refused with an example",
    arguments: ["SpO2", "<90", "SpO2<", "SpO2<high", "SpO2=90", "Close>2%", "x<nan", "x<<3", "x>inf", "x>%"])
  func refused(text: String) {
    let failure = #expect(throws: Failure.self) { try Event(text) }
    #expect(failure?.cause == .arguments)
    #expect(failure?.fix?.contains("'SpO2<90'") == true)
  }

  @Test("of a change go from the last value, to the side that the sign says")
  func changes() throws {
    #expect(try Event("x>+10%").bound(after: 50) == 55)
    #expect(try Event("x>+10%").bound(after: -50) == -45)
    #expect(try Event("x<-10%").bound(after: 50) == 45)
    let event = try Event("x<=3")
    #expect(event.happens(at: 3, bound: 3))
    #expect(!event.happens(at: 3.1, bound: 3))
    #expect(try !Event("x<3").happens(at: 3, bound: 3))
  }

  @Test(
    "that are the same of values with a step are parted from others alike",
    arguments: [
      ("y>2", 2.5), ("y>=3", 2.5), ("y>2.2", 2.5), ("y<=2", 2.5), ("y<3", 2.5), ("y<2.7", 2.5), ("y>=2", 1.5),
    ])
  func steps(text: String, bound: Double) throws {
    #expect(try Event(text).bound(after: 0, step: 1) == bound)
    #expect(try Event(text).bound(after: 0, step: 0) == Event(text).bound(after: 0))
  }

  @Test("that bounds rule out, or leave nothing but, are so")
  func bounds() throws {
    func probability(_ text: String, _ lower: Double?, _ upper: Double?) throws -> Double {
      let event = try Event(text)
      return event.probability(0.3, bound: event.bound(after: 0), lower: lower, upper: upper)
    }
    #expect(try probability("y<0", 0, nil) == 0)
    #expect(try probability("y<=0", 0, nil) == 0.3)
    #expect(try probability("y>=0", 0, nil) == 1)
    #expect(try probability("y>100", nil, 100) == 0)
    #expect(try probability("y<101", nil, 100) == 1)
    #expect(try probability("y<0", nil, nil) == 0.3)
  }

  @Test("concern the series of their column, or where every column is a series, that one")
  func concerns() throws {
    func series(_ id: String, column: String) -> Series {
      Series(id: id, column: column, times: [], target: [])
    }
    #expect(try Event("HR<40").concerns(series("p1", column: "HR")))
    #expect(try !Event("HR<40").concerns(series("HR", column: "SpO2")))
    #expect(try Event("AAPL<40").concerns(series("AAPL", column: "")))
    #expect(try !Event("AAPL<40").concerns(series("MSFT", column: "")))
    #expect(try Event("y<40").concerns(series("MSFT", column: "")))
  }
}
