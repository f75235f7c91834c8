import Testing

@testable import TimeSeries

@Suite("Lines left out of a file")
struct LeftOutLinesTests {
  private func lines(_ runs: [ClosedRange<Int>]) -> LeftOutLines {
    var lines = LeftOutLines()
    lines.add(runs)
    return lines
  }

  @Test("are joined to runs that do not touch")
  func runs() {
    #expect(lines([5...6, 2...3, 7...7, 3...3, 12...12]).runs == [2...3, 5...7, 12...12])
  }

  @Test("are taken out of its bytes, whatever pieces these come in", arguments: 1...9)
  func bytes(piece: Int) throws {
    let text = Array("1\n22\n333\n\n5\n66\n7".utf8)
    for runs in [[1...1], [2...3, 5...5], [4...7], [1...1, 3...3, 6...6, 7...7], [9...9]] {
      var removal = try #require(LineRemoval(of: lines(runs)))
      var kept: [UInt8] = []
      for start in stride(from: 0, to: text.count, by: piece) {
        var part = Array(text[start..<min(text.count, start + piece)])
        let count = part.withUnsafeMutableBytes { removal.compact($0) }
        kept += part[..<count]
      }
      let all = text.split(separator: 10, omittingEmptySubsequences: false)
      let expected = all.indices.filter { line in !runs.contains { $0.contains(line + 1) } }
        .map { all[$0] + ($0 < all.count - 1 ? [10] : []) }
      #expect(kept == Array(expected.joined()), "\(runs)")
    }
  }

  @Test("keep the numbers of the others")
  func numbers() {
    var counter = LineCounter(without: lines([1...1, 4...6, 8...8]))
    var found: [Int] = []
    for _ in 0..<5 {
      #expect(counter.next == (counter.number == 0 ? 2 : counter.next))
      counter.advance()
      found.append(counter.number)
    }
    #expect(found == [2, 3, 7, 9, 10])
    var joint = LineCounter(without: lines([4...6]))
    #expect(joint.consecutiveCount == 3)
    joint.advance(by: 3)
    #expect(joint.number == 3)
    #expect(joint.next == 7)
    #expect(joint.consecutiveCount == .max)
    joint.advance(by: 10)
    #expect(joint.number == 16)
  }
}
