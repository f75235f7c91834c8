import Files
import Synthesis
import Testing
import TimeSeries

@Suite("Synthesised vital signs")
struct VitalsSynthesisTests {
  /// Three days of six patients, made once.
  private static let shared = Result {
    try SynthesisedTable(VitalsSynthesis(rows: 4320, series: 6, seed: 3))
  }

  private func table() throws -> SynthesisedTable { try Self.shared.get() }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test("Values stay in the ranges of their units")
  func ranges() throws {
    let table = try table()
    #expect(table.header == ["patient", "time", "HR", "RESP", "SpO2"])
    #expect(table.numbers("HR").allSatisfy { $0.isNaN || (30...220).contains($0) })
    #expect(table.numbers("RESP").allSatisfy { $0.isNaN || (4...60).contains($0) })
    #expect(table.numbers("SpO2").allSatisfy { $0.isNaN || (60...100).contains($0) })
  }

  @Test("Some cells are missing, in stretches rather than alone")
  func missing() throws {
    let cells = try table().numbers("SpO2")
    let missing = cells.count { $0.isNaN }
    #expect((0.01...0.15).contains(Double(missing) / Double(cells.count)))
    let starts = zip(cells, cells.dropFirst()).count { !$0.isNaN && $1.isNaN }
    #expect(Double(missing) / Double(starts) > 3)
  }

  @Test("Neighbouring minutes are alike, and signs move together", arguments: ["HR", "RESP", "SpO2"])
  func autocorrelation(column: String) throws {
    let table = try table()
    let cells = Array(table.numbers(column).prefix(4320))
    #expect(correlation(cells, cells.dropFirst()) > 0.9)
    let heart = Array(table.numbers("HR").prefix(4320))
    let shared = correlation(heart, cells)
    #expect(column == "SpO2" ? shared < 0.1 : shared > 0.3)
  }

  @Test("The heart is fastest in the afternoon and slowest at night")
  func circadian() throws {
    let table = try table()
    var sums = [Double](repeating: 0, count: 24)
    var counts = [Double](repeating: 0, count: 24)
    for (row, heart) in zip(table.rows, table.numbers("HR")) where !heart.isNaN {
      let hour = try #require(Int(row[1].dropFirst(11).prefix(2)))
      sums[hour] += heart
      counts[hour] += 1
    }
    let means = zip(sums, counts).map { $0 / $1 }
    let peak = try #require(means.indices.max { means[$0] < means[$1] })
    // The rhythm peaks at 16:00; episodes and slow fluctuations of 18 patient days move the largest hour.
    #expect((12...20).contains(peak))
    #expect(means[15] - means[4] > 6)
  }

  @Test("Episodes quicken the heart and lower the saturation")
  func episodes() throws {
    let table = try table()
    let (heart, saturation) = (table.numbers("HR"), table.numbers("SpO2"))
    let pairs = (0..<6).flatMap { patient -> [(Double, Double)] in
      let range = patient * 4320..<(patient + 1) * 4320
      let level = mean(heart[range].filter { !$0.isNaN })
      return range.map { (heart[$0] - level, saturation[$0]) }.filter { !$0.0.isNaN && !$0.1.isNaN }
    }
    let during = pairs.filter { $0.0 > 22 }.map(\.1)
    let outside = pairs.filter { $0.0 < 10 }.map(\.1)
    #expect(during.count > 100)
    #expect(mean(outside) - mean(during) > 2)
  }

  @Test("Times are minutes of one clock, and another spacing is followed")
  func times() throws {
    let table = try SynthesisedTable(VitalsSynthesis(rows: 2, series: 2))
    #expect(table.rows.map { $0[0] } == ["P01", "P01", "P02", "P02"])
    #expect(table.rows.map { $0[1] }.prefix(2) == ["2024-03-04 00:00:00", "2024-03-04 00:01:00"])
    let seconds = try SynthesisedTable(VitalsSynthesis(rows: 2, series: 1, every: try Spacing("1s")))
    #expect(seconds.rows[1][1] == "2024-03-04 00:00:01")
  }

  @Test("The seed decides every byte")
  func determinism() throws {
    let first = try SynthesisedTable(VitalsSynthesis(rows: 50, series: 2, seed: 3)).bytes
    #expect(try SynthesisedTable(VitalsSynthesis(rows: 50, series: 2, seed: 3)).bytes == first)
    #expect(try SynthesisedTable(VitalsSynthesis(rows: 50, series: 2, seed: 4)).bytes != first)
  }
}
