import Testing

@testable import Backtesting
@testable import Reports

@Suite("Numbers for people")
struct NumberTextTests {
  @Test(
    "keep four significant digits of the smallest, at most eight of the largest, and the same decimals for all",
    arguments: [
      ([40.126, 3.14159], ["40.126", "3.142"]), ([12345.4, 0.0004], ["12345.400", "0.000"]),
      ([0.00123456], ["0.001235"]),
      ([0, 0], ["0", "0"]), ([-0.5, 0.25], ["-0.5000", "0.2500"]), ([12_345_678, 2], ["12345678", "2"]),
      ([1e20], ["1e+20"]), ([1e-12], ["1e-12"]),
    ])
  func columns(values: [Double], expected: [String]) {
    let number = NumberText(fitting: values)
    #expect(values.map { number.text($0) } == expected)
  }

  @Test("an undefined number is a dash, and a negative one that rounds to 0 has no sign")
  func special() {
    #expect(NumberText(decimals: 1).text(nil) == "-")
    #expect(NumberText(decimals: 1).text(-0.04) == "0.0")
  }
}
