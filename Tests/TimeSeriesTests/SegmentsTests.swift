import Testing

@testable import TimeSeries

@Suite("Segments between long gaps")
struct SegmentsTests {
  /// Rows five minutes apart, some of them left out, with cells of A and B that are missing for short and for
  /// long.
  private static func lines(leavingOut isLeftOut: (Int) -> Bool) -> [String] {
    (0..<90).filter { !isLeftOut($0) }.map { row in
      // B has long gaps of its own, so that neither series is always there.
      let a =
        (row * 7_919 + 13) % 11 < 4 || (20..<31).contains(row) || (50..<54).contains(row) ? "" : "\(row)"
      let b = (40..<70).contains(row) && row % 13 != 0 ? "" : "\(2 * row)"
      let (hour, minute) = (row / 12, row % 12 * 5)
      return "2024-01-01 0\(hour):\(minute < 10 ? "0" : "")\(minute):00,\(a),\(b)\n"
    }
  }

  private static func series(_ lines: some Sequence<String>, maxGap: String, every: String?) throws
    -> [Series]
  {
    try readPanel("ds,A,B\n" + lines.joined()) {
      $0.time = "ds"
      $0.targets = ["A", "B"]
      $0.maxGap = maxGap
      $0.every = every
    }.panel.series
  }

  @Test(
    "what a file tells of them does not depend on the rows that follow",
    arguments: ["5m", "10m", "30m", "2h"], [nil, "5m"] as [String?])
  func noPeeking(maxGap: String, every: String?) throws {
    for leftOut in [33..<38, 44..<60] {
      let lines = Self.lines { leftOut.contains($0) || $0 % 17 == 5 }
      let whole = try Self.series(lines, maxGap: maxGap, every: every)
      #expect(whole.contains { $0.segments.count > 1 } || maxGap == "2h")
      for count in 1...lines.count {
        for series in try Self.series(lines.prefix(count), maxGap: maxGap, every: every) {
          let same = try #require(whole.first { $0.id == series.id })
          #expect(series.segments == same.prefix(series.count).segments, "\(series.id), \(count) rows")
          #expect(series.times == same.prefix(series.count).times)
        }
      }
    }
  }

  @Test(
    "the rows of a grid up to a time are the same whenever the next one comes", arguments: ["30m", "2h", nil])
  func grid(maxGap: String?) throws {
    let known = "ds,id,y\n2024-01-01 00:00:00,a,1\n2024-01-01 00:06:00,a,2\n2024-01-01 00:20:00,a,3\n"
    let rows = try (26..<59).map { minute in
      try readPanel(known + "2024-01-01 00:\(minute):00,a,4\n") {
        $0.every = "5m"
        $0.maxGap = maxGap
      }.panel.series[0]
    }
    for (earlier, later) in zip(rows, rows.dropFirst()) {
      let count = earlier.times.count - 1
      #expect(later.times[..<count].elementsEqual(earlier.times[..<count]))
      #expect(later.target[..<count].map(\.bitPattern) == earlier.target[..<count].map(\.bitPattern))
      #expect(later.prefix(count).segments == earlier.prefix(count).segments)
    }
  }

  @Test(
    "rows without a value belong to a segment for as long as a gap may last, whether or not a value follows")
  func trailing() throws {
    let text = """
      ds,A,B
      2024-01-01,1,1
      2024-01-02,2,1
      2024-01-03,,1
      2024-01-04,,1
      2024-01-05,,1
      2024-01-06,3,1
      2024-01-07,,1

      """
    func segments(_ maxGap: String) throws -> [Range<Int>] {
      try readPanel(text) {
        $0.targets = ["A", "B"]
        $0.maxGap = maxGap
      }.panel.series[0].segments
    }
    #expect(try segments("1d") == [0..<3, 5..<7])
    #expect(try segments("2d") == [0..<4, 5..<7])
    #expect(try segments("3d") == [0..<5, 5..<7])
    #expect(try segments("4d") == [0..<7])
  }
}
