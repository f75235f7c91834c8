import Testing

@testable import Files

@Suite("A digest of bytes")
struct ByteDigestTests {
  private func digest(_ bytes: [UInt8], parts: [Int]) -> ByteDigest {
    var digest = ByteDigest()
    var rest = bytes[...]
    var index = 0
    while !rest.isEmpty {
      let part = Array(rest.prefix(parts[index % parts.count]))
      part.withUnsafeBytes { digest.add($0) }
      rest = rest.dropFirst(part.count)
      index += 1
    }
    return digest
  }

  @Test("does not depend on the parts in which they come", arguments: [0, 1, 7, 8, 31, 32, 33, 64, 500])
  func parts(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 + 3) }
    let whole = digest(bytes, parts: [1_000])
    for parts in [[1], [7], [8], [32], [3, 40, 1], [33, 31]] { #expect(digest(bytes, parts: parts) == whole) }
  }

  @Test("is another when any byte is, when two are exchanged, and when some are added")
  func changes() {
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = digest(bytes, parts: [64])
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << UInt8(bit)
        #expect(digest(changed, parts: [64]) != whole)
      }
      var exchanged = bytes
      exchanged.swapAt(place, (place + 32) % 100)
      #expect(digest(exchanged, parts: [64]) != whole)
    }
    #expect(digest(bytes + [0], parts: [64]) != whole)
    #expect(digest(bytes.dropLast(), parts: [64]) != whole)
  }
}
