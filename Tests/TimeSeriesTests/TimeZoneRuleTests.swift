import Testing

@testable import TimeSeries

@Suite("The yearly rule of a time zone")
struct TimeZoneRuleTests {
  private static func rule(_ text: String) -> TimeZoneRule? { TimeZoneRule(Array(text.utf8)[...]) }

  /// The UTC seconds from which an offset holds, as glibc has them.
  ///
  /// They are the changes of 2023, 2024 and 2100, which is no leap year, each found by halving where
  /// `TZ=RULE date -d @SECONDS +%z` begins to print it.
  private static let changes: [(String, [(Int64, Int)])] = [
    (
      "CET-1CEST,M3.5.0,M10.5.0/3",
      [
        (1_679_792_400, 7_200), (1_698_541_200, 3_600), (1_711_846_800, 7_200), (1_729_990_800, 3_600),
        (4_109_878_800, 7_200), (4_128_627_600, 3_600),
      ]
    ),
    // South of the equator, where summer spans the new year.
    (
      "AEST-10AEDT,M10.1.0,M4.1.0/3",
      [
        (1_680_364_800, 36_000), (1_696_089_600, 39_600), (1_712_419_200, 36_000), (1_728_144_000, 39_600),
        (4_110_451_200, 36_000), (4_126_176_000, 39_600),
      ]
    ),
    (
      "EST5EDT,M3.2.0,M11.1.0",
      [
        (1_678_604_400, -14_400), (1_699_164_000, -18_000), (1_710_054_000, -14_400),
        (1_730_613_600, -18_000), (4_108_690_800, -14_400), (4_129_250_400, -18_000),
      ]
    ),
    // Times before midnight and beyond the end of the day, as RFC 8536 admits them.
    (
      "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
      [
        (1_679_792_400, -3_600), (1_698_541_200, -7_200), (1_711_846_800, -3_600), (1_729_990_800, -7_200),
        (4_109_878_800, -3_600), (4_128_627_600, -7_200),
      ]
    ),
    (
      "IST-2IDT,M3.4.4/26,M10.5.0",
      [
        (1_679_616_000, 10_800), (1_698_534_000, 7_200), (1_711_670_400, 10_800), (1_729_983_600, 7_200),
        (4_109_702_400, 10_800), (4_128_620_400, 7_200),
      ]
    ),
    (
      "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
      [
        (1_680_357_600, 45_900), (1_695_477_600, 49_500), (1_712_412_000, 45_900), (1_727_532_000, 49_500),
        (4_110_444_000, 45_900), (4_125_564_000, 49_500),
      ]
    ),
    // Days of the year, without the leap day and with it.
    (
      "ABC3DEF,J60/0,J300/0:30:15",
      [
        (1_677_639_600, -7_200), (1_698_373_815, -10_800), (1_709_262_000, -7_200), (1_729_996_215, -10_800),
        (4_107_553_200, -7_200), (4_128_287_415, -10_800),
      ]
    ),
    (
      "ABC3DEF2:30,59/0,299",
      [
        (1_677_639_600, -9_000), (1_698_381_000, -10_800), (1_709_175_600, -9_000), (1_729_917_000, -10_800),
        (4_107_553_200, -9_000), (4_128_294_600, -10_800),
      ]
    ),
    (
      "ABC-1DEF-1:30,M2.5.4,M6.1.6/-5",
      [
        (1_677_114_000, 5_400), (1_685_727_000, 3_600), (1_709_168_400, 5_400), (1_717_176_600, 3_600),
        (4_107_200_400, 5_400), (4_115_813_400, 3_600),
      ]
    ),
  ]

  @Test("changes clocks in the seconds in which another program does", arguments: changes)
  func secondsOfChange(text: String, expected: [(Int64, Int)]) throws {
    let rule = try #require(Self.rule(text))
    for (index, (second, offset)) in expected.enumerated() {
      #expect(rule.offset(atUTC: second) == offset, "change \(index)")
      // Two changes a year: before each, the offset of the other holds.
      let other = expected[index % 2 == 0 ? index + 1 : index - 1].1
      #expect(rule.offset(atUTC: second - 1) == other, "before change \(index)")
    }
  }

  @Test(
    "without changes is one offset, written as hours west of Greenwich",
    arguments: [
      ("UTC0", 0), ("EST5", -18_000), ("<+0530>-5:30", 19_800), ("ABC+3:00:15", -10_815), ("ABC-14", 50_400),
    ])
  func fixed(text: String, offset: Int) throws {
    let rule = try #require(Self.rule(text))
    for second: Int64 in [-5_000_000_000, 0, 1_720_000_000, 9_000_000_000] {
      #expect(rule.offset(atUTC: second) == offset)
    }
  }

  @Test(
    "that is malformed is none",
    arguments: [
      "", "AB-1", "CET", "<+03-3", "CET-", "CET-1CEST", "CET-1CE,M3.5.0,M10.5.0", "CET-1CEST,M3.5.0",
      "CET-1CEST,M3.5.0,M10.5.0,", "CET-1CEST,M3.5.0,M10.5.0/", "CET-1CEST,M0.5.0,M10.5.0",
      "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
      "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5,M10.5.0", "CET-1CEST,J0,J300", "CET-1CEST,J60,J366",
      "CET-1CEST,60,366", "CET-1CEST,M3.5.0/x,M10.5.0", "CET-1:CEST,M3.5.0,M10.5.0",
    ])
  func malformed(text: String) { #expect(Self.rule(text) == nil) }
}
