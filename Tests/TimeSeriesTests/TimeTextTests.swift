import Testing
import TimeSeries

@Suite("Writing times")
struct TimeTextTests {
  private func texts(_ kind: TimeKind, _ instants: [Instant]) -> [String] {
    let text = TimeText(kind: kind, times: instants)
    return instants.map(text.text(of:))
  }

  @Test("Local times are dates only if all are midnights")
  func local() {
    #expect(texts(.local, [Instant(seconds: 86_400)]) == ["1970-01-02"])
    #expect(
      texts(.local, [Instant(seconds: 0), Instant(seconds: -1)]) == [
        "1970-01-01 00:00:00", "1969-12-31 23:59:59",
      ])
  }

  @Test(
    "Fractions take three, six or nine digits for the whole output",
    arguments: [(500_000_000 as Int32, "500"), (1000, "000001"), (1, "000000001")])
  func fractions(nanoseconds: Int32, digits: String) {
    let found = texts(.local, [Instant(seconds: 0, nanoseconds: nanoseconds), Instant(seconds: 1)])
    #expect(
      found == [
        "1970-01-01 00:00:00." + digits, "1970-01-01 00:00:01." + String(repeating: "0", count: digits.count),
      ])
  }

  @Test("UTC keeps its time of day and Z")
  func utc() { #expect(texts(.utc, [Instant(seconds: 0)]) == ["1970-01-01 00:00:00Z"]) }

  @Test("Elapsed time and steps are plain numbers")
  func numbers() {
    let instants = [
      Instant(seconds: 0), Instant(seconds: 12), Instant(seconds: 0, nanoseconds: 10_000_000),
      Instant(seconds: -1, nanoseconds: 750_000_000), Instant(seconds: -2),
    ]
    #expect(texts(.elapsed, instants) == ["0", "12", "0.01", "-0.25", "-2"])
    #expect(texts(.step, [Instant(seconds: 7)]) == ["7"])
  }
}
