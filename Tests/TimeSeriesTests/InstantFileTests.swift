import Files
import Testing
@testable import TimeSeries

@Suite("Files of cutoffs")
struct InstantFileTests {
  private func read(
    _ text: String, kind: TimeKind = .local, _ configure: (inout ReadOptions) -> Void = { _ in }
  ) throws -> [Int64] {
    var options = ReadOptions()
    configure(&options)
    let series = Series(id: "a", times: [Instant(seconds: 0)], target: [1])
    let panel = Panel(series: [series], timeKind: kind, spacing: .days(1), season: 1)
    let file = try TemporaryFile(text)
    return try withExtendedLifetime(file) {
      try InstantFile.read(file.path, options: options, for: panel).map(\.seconds)
    }
  }

  @Test(
    "are read with and without a header, from the column of cutoffs",
    arguments: [
      "cutoff\n2024-01-05\n2024-01-07\n", "2024-01-05\n2024-01-07\n",
      "ds\n2024-01-05 00:00\n2024-01-07 00:00",
      "unique_id,ds,cutoff,lead,naive\na,2024-01-06,2024-01-05,1,3\na,2024-01-08,2024-01-07,1,3\n",
      "name;when;date\nx;1;05.01.2024\ny;2;07.01.2024\n", "when\r\n2024/01/05\r\n2024/01/07\r\n",
      "Date,note\n\"Jan 5, 2024\",x\n\"Jan 7, 2024\",y\n",
    ])
  func forms(_ text: String) throws {
    #expect(try read(text) == [1_704_412_800, 1_704_585_600])
  }

  @Test("are read as the data's times, of its column, form, zone and unit, or recognised in another form")
  func likeData() throws {
    #expect(
      try read("a,when\n1,05|01|2024\n", kind: .local) { ($0.time, $0.timeFormat) = ("when", "%d|%m|%Y") }
        == [1_704_412_800])
    #expect(try read("cutoff\n2024-01-05\n") { $0.timeFormat = "%d|%m|%Y" } == [1_704_412_800])
    #expect(try read("cutoff\n2024-01-05T00:00:00Z\n", kind: .utc) == [1_704_412_800])
    #expect(
      try read("cutoff\n2024-01-05 00:00\n", kind: .utc) { $0.timeZone = "Europe/Berlin" } == [1_704_409_200])
    #expect(try read("t\n120\n300\n", kind: .elapsed) == [120, 300])
    #expect(try read("120\n300\n", kind: .step) == [120, 300])
  }

  @Test(
    "are refused where they hold no times, or others than the data",
    arguments: [
      ("", "the file is empty"), ("cutoff\n", "the file holds no times"),
      ("cutoff\n\n\n", "the file holds no times"),
      ("a,b\n2024-01-05,3\n", "none of the columns"), ("cutoff\nsoon\n", "cannot read"),
      ("cutoff\n2024-01-05T00:00:00Z\n", "its times are instants with an offset"),
      ("cutoff\n2024-02-30\n", "no such day"),
    ])
  func bad(_ text: String, _ message: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }
}
