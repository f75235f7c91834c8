import Testing

@testable import Files

@Suite("Similar names")
struct SimilarNamesTests {
  @Test(
    "have a distance of the letters to change, whatever the case",
    arguments: [
      ("", "", 0), ("temp", "temp", 0), ("Temp", "temp", 0), ("tmep", "temp", 2), ("temp", "tempo", 1),
      ("", "abc", 3), ("kitten", "sitting", 3),
    ])
  func editDistance(left: String, right: String, distance: Int) {
    #expect(SimilarNames.editDistance(left, right) == distance)
    #expect(SimilarNames.editDistance(right, left) == distance)
  }

  @Test("are sorted by likeness, then by name")
  func nearest() {
    let names = ["Open", "Volume", "Adj Close", "Close"]
    #expect(SimilarNames.nearest(3, to: "close", among: names) == ["Close", "Adj Close", "Open"])
    #expect(SimilarNames.nearest(1, to: "x", among: []).isEmpty)
  }

  @Test("are suggested only when they are close")
  func likely() {
    #expect(SimilarNames.likely(for: "tmep", among: ["time", "temp"]) == "temp")
    #expect(SimilarNames.likely(for: "gruu", among: ["gru", "lstm"]) == "gru")
    #expect(SimilarNames.likely(for: "xyz", among: ["gru", "lstm"]) == nil)
    #expect(SimilarNames.likely(for: "xy", among: ["ab"]) == nil)
    #expect(SimilarNames.likely(for: "gru", among: []) == nil)
  }
}
