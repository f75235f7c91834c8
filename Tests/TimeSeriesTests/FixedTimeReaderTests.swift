import Files
import Testing

@testable import TimeSeries

@Suite("Reading times of a fixed form")
struct FixedTimeReaderTests {
  private func read(_ cells: [String], _ form: FixedTime) -> [Instant?] {
    var reader = FixedTimeReader(form)
    return cells.map { cell in
      let bytes = Array(cell.utf8) + [UInt8](repeating: 0, count: Block.padding)
      return bytes.withUnsafeBufferPointer { bytes in bytes.baseAddress.flatMap { reader.read($0) } }
    }
  }

  @Test("gives what reading cell by cell gives, dates that do not exist among them", arguments: ["", "Z"])
  func sameInstants(suffix: String) throws {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    for index in 0..<3000 {
      let date = "\(1896 + index % 211)-\(two(index % 14))-\(two(index % 33))"
      for cell in [date, "\(date) \(two(index % 25)):\(two(index % 61)):\(two(index % 62))\(suffix)"] {
        var parser = try TimeColumnParser()
        let expected =
          (try? parser.append(Array(cell.utf8).span, line: 1, column: 1)) == nil
          ? nil : try parser.finish().instants.first
        #expect(read([cell], FixedTime(length: cell.utf8.count, zone: nil)) == [expected], "\(cell)")
      }
    }
  }

  @Test("does not keep a date for a cell that has another")
  func manyCells() {
    let cells = ["2024-02-28 23:59:59", "2024-02-29 00:00:00", "2024-02-30 00:00:00", "2024-02-29 00:00:01"]
    let start: Int64 = 1_709_164_799
    #expect(
      read(cells, FixedTime(length: 19, zone: nil)).map { $0?.seconds } == [start, start + 1, nil, start + 2])
  }

  @Test(
    "refuses every other form",
    arguments: [
      "2024/02/28 00:00:00", "2024-02-28_00:00:00", "2024-02-28 00.00.00", "2024-02-28 0a:00:00",
      "24-02-28 00:00:00",
      "2024-02-28 00:00:0:", "2024-02-2/ 00:00:00", "0000-01-01 00:00:00", "",
    ])
  func others(cell: String) { #expect(read([cell], FixedTime(length: 19, zone: nil)) == [nil]) }

  @Test("reads local times of a zone, where they exist")
  func zone() throws {
    let berlin = try TimeZoneTable(named: "Europe/Berlin")
    let cells = ["2024-01-01 01:00:00", "2024-07-01 02:00:00", "2024-03-31 02:30:00"]
    #expect(
      read(cells, FixedTime(length: 19, zone: berlin)).map { $0?.seconds } == [
        1_704_067_200, 1_719_792_000, nil,
      ])
  }

  @Test("reads a date as the beginning of its day, where clocks skip midnight or show it twice")
  func midnights() throws {
    let form = FixedTime(length: 10, zone: try TimeZoneTable(named: "America/Sao_Paulo"))
    // 03:00 UTC is midnight, and on 2018-11-04 01:00; from then on midnight is 02:00 UTC.
    let midnights = read(["2018-11-03", "2018-11-04", "2018-11-05"], form).map { $0?.seconds }
    #expect(midnights == [1_541_214_000, 1_541_300_400, 1_541_383_200])
    let twice = read(["2024-11-03"], FixedTime(length: 10, zone: try TimeZoneTable(named: "America/Havana")))
    #expect(twice.map { $0?.seconds } == [1_730_606_400])
  }
}
