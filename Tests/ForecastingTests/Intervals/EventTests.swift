import Files
import Forecasting
import Testing

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
}
