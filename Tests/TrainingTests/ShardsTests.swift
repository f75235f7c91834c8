import Testing

@testable import Training

@Suite("Shards of a batch")
struct ShardsTests {
  @Test("cover every batch, with at least two above eight rows", arguments: 1...300)
  func cover(batch: Int) {
    let shards = Shards(batch: batch)
    #expect(shards.rows * shards.count >= batch)
    #expect(shards.rows * (shards.count - 1) < batch)
    #expect(shards.rows % 8 == 0 && shards.rows <= 32)
    #expect(shards.count >= 2 || batch <= 8)
  }
}
