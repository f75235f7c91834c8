import Files
import Synthesis
import Testing

@Suite("The repository's data sets")
struct DatasetTests {
  private func contents(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try InputFile.contents(of: "/\(folder)/datasets/\(name)", limit: 1 << 20)
  }

  @Test("ticker.csv is what its card's command writes")
  func ticker() throws {
    let file = try contents("ticker.csv")
    #expect(try SynthesisedTable(TickerSynthesis(rows: 2500, seed: 1)).bytes == file)
    #expect(String(decoding: try contents("ticker.md"), as: UTF8.self).contains(SHA256.hexadecimal(of: file)))
  }

  @Test("vitals.csv is what its card's command writes")
  func vitals() throws {
    let file = try contents("vitals.csv")
    #expect(try SynthesisedTable(VitalsSynthesis(rows: 2880, series: 6, seed: 1)).bytes == file)
    #expect(String(decoding: try contents("vitals.md"), as: UTF8.self).contains(SHA256.hexadecimal(of: file)))
  }
}
