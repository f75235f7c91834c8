import Testing
import TimeSeries

@Suite("Calendar dates")
struct CivilDateTests {
  @Test(
    "Days count from 1970-01-01, leap years included",
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
      (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
    ])
  func days(year: Int, month: Int, day: Int, expected: Int64) {
    let date = CivilDate(year: year, month: month, day: day)
    #expect(date.daysSinceEpoch == expected)
    #expect(CivilDate(daysSinceEpoch: expected) == date)
  }

  @Test("Every day of the years 1 to 2400 follows the one before, and back")
  func everyDay() {
    var expected = CivilDate(year: 1, month: 1, day: 1)
    for day in -719_162...157_053 as ClosedRange<Int64> {
      let found = CivilDate(daysSinceEpoch: day)
      guard found == expected, found.daysSinceEpoch == day else {
        Issue.record("day \(day) is \(found), not \(expected)")
        return
      }
      expected.day += 1
      if expected.day > CivilDate.days(inMonth: expected.month, of: expected.year) {
        expected.day = 1
        expected.month += 1
        if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
      }
    }
    #expect(expected == CivilDate(year: 2400, month: 1, day: 1))
  }

  @Test("Weekdays count from Monday, before 1970 too")
  func weekdays() {
    #expect(CivilDate.weekday(ofDay: 0) == 3)
    #expect(CivilDate.weekday(ofDay: CivilDate(year: 2024, month: 1, day: 1).daysSinceEpoch) == 0)
    #expect(CivilDate.weekday(ofDay: CivilDate(year: 1945, month: 5, day: 6).daysSinceEpoch) == 6)
  }

  @Test("Months are added with the day clamped to the month's length")
  func months() {
    let date = CivilDate(year: 2023, month: 11, day: 30)
    #expect(date.advanced(byMonths: 3, monthDay: 30) == CivilDate(year: 2024, month: 2, day: 29))
    #expect(date.advanced(byMonths: 4, monthDay: 31) == CivilDate(year: 2024, month: 3, day: 31))
    #expect(date.advanced(byMonths: -11, monthDay: 30) == CivilDate(year: 2022, month: 12, day: 30))
    #expect(date.advanced(byMonths: -24_000, monthDay: 30) == CivilDate(year: 23, month: 11, day: 30))
  }
}
