import LinearAlgebra
import TestSupport
import Testing

@testable import Training

@Suite("The average of the weights over the steps")
struct WeightAverageTests {
  /// The average by its formula, in Double: after step n it remembers min(memory, (1 + n) / (10 + n)) of
  /// itself.
  private static func expected(_ start: Double, _ steps: [Double], memory: Double) -> Double {
    var average = start
    for (index, value) in steps.enumerated() {
      let kept = min(memory, Double(index + 2) / Double(index + 11))
      average = kept * average + (1 - kept) * value
    }
    return average
  }

  @Test("forgets the first steps soon, and never more than its memory", arguments: [0.1, 0.5, 0.9, 0.999])
  func formula(_ memory: Double) {
    let steps = (0..<60).map { ClosedForm.cosine(11 * $0) }
    var average = WeightAverage([3, -2], memory: memory)
    let newest = Arena<Float>([0, 0])
    for step in steps {
      newest.copy(from: [Float(step), Float(-step)])
      average.beginStep()
      // Ranges of one step may be updated in any order.
      average.update(1..<2, towards: newest)
      average.update(0..<1, towards: newest)
    }
    let expected = [
      Self.expected(3, steps, memory: memory), Self.expected(-2, steps.map { -$0 }, memory: memory),
    ]
    // Sixty roundings of Float.
    #expect(Distance.relative([average.weights[0], average.weights[1]], expected, floor: 1) < 1e-5)
  }

  @Test("starts again where it is told to, with the steps forgotten")
  func restart() {
    var (average, fresh) = (WeightAverage([1], memory: 0.9), WeightAverage([7], memory: 0.9))
    let newest = Arena<Float>([5])
    for _ in 0..<30 {
      average.beginStep()
      average.update(0..<1, towards: newest)
    }
    average.restart(from: Arena<Float>([7]))
    #expect(average.weights[0] == 7)
    average.beginStep()
    average.update(0..<1, towards: newest)
    fresh.beginStep()
    fresh.update(0..<1, towards: newest)
    #expect(average.weights[0] == fresh.weights[0])
  }
}
