import Testing

@testable import foresee

@Suite("A budget of time")
struct BudgetTests {
  @Test(
    "is a number of seconds, minutes or hours",
    arguments: [("90s", 90), ("10m", 600), ("2h", 7_200), ("0s", 0)])
  func reading(text: String, seconds: Int) {
    #expect(Budget(argument: text)?.seconds == seconds)
  }

  @Test("is nothing else", arguments: ["", "m", "10", "-1m", "1.5h", "10d", "99999999999999999h", "10 m"])
  func refused(text: String) {
    #expect(Budget(argument: text) == nil)
  }

  @Test("is shown in its largest whole unit", arguments: ["90s", "10m", "2h"])
  func showing(text: String) {
    #expect(Budget(argument: text)?.defaultValueDescription == text)
  }
}
