import LinearAlgebra
import Platform
import TestSupport
import Testing

@Suite("Sweeps over whole arenas")
struct SweepsTests {
  @Test("the sum of squares is that of the range, in double precision", arguments: [0, 1, 7, 8, 9, 1_000])
  func squares(count: Int) {
    let values = ClosedForm.cosines(count + 2).map { Float($0) }
    let expected = values[1..<count + 1].reduce(0.0) { $0 + Double($1) * Double($1) }
    // Two orders of adding up to 1,000 terms.
    #expect(abs(Arena(values).squares(1..<count + 1) - expected) <= 1e-13 * max(1, expected))
  }

  @Test("the sum of squares of large numbers does not overflow single precision")
  func largeSquares() {
    #expect(Arena<Float>([3e30, 4e30]).squares(0..<2).squareRoot().isFinite)
  }

  @Test("adding, moving and clearing stay inside their range")
  func ranges() {
    let arena = Arena<Float>([1, 2, 3, 4])
    arena.add(Arena([10, 20, 30, 40]), 1..<3)
    #expect(arena.elements == [1, 22, 33, 4])
    arena.move(0..<2, towards: Arena([5, 30, 7, 7]), by: 0.25)
    #expect(arena.elements == [2, 24, 33, 4])
    arena.clear(2..<4)
    #expect(arena.elements == [2, 24, 0, 0])
  }

  @Test("moves by a share of the way", arguments: [0, 1, 7, 37])
  func move(count: Int) {
    let (start, goal) = (
      ClosedForm.cosines(count + 2).map { Float($0) }, ClosedForm.cosines(count + 9).map { Float($0) }
    )
    let arena = Arena(start)
    arena.move(1..<count + 1, towards: Arena(Array(goal.suffix(count + 2))), by: 0.3)
    for (index, moved) in arena.elements.enumerated() {
      let share: Float = (1..<count + 1).contains(index) ? 0.3 : 0
      #expect(abs(moved - (start[index] + share * (goal[index + 7] - start[index]))) <= 2 * Float.ulpOfOne)
    }
  }

  @Test("a range is finite when all its elements are")
  func finite() {
    let arena = Arena<Float>([1, .nan, -.greatestFiniteMagnitude, .greatestFiniteMagnitude, .infinity])
    #expect(arena.isFinite(0..<1))
    #expect(arena.isFinite(2..<4))
    #expect(!arena.isFinite(0..<2))
    #expect(!arena.isFinite(3..<5))
    #expect(arena.isFinite(1..<1))
  }

  @Test("Adam and AdamW do what plain Swift does", arguments: [0.0, 0.1])
  func adam(weightDecay: Double) {
    let count = 37
    let weights = Arena(ClosedForm.cosines(count).map { Double($0) })
    let (first, second) = (Arena<Double>(zeros: count), Arena<Double>(zeros: count))
    var expected = weights.elements
    var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for step in 1...5 {
      let gradient = ClosedForm.cosines(count, phase: Double(step))
      let rate = 0.01 / Double(step)
      // Two ranges, as two threads would.
      for range in [0..<16, 16..<count] {
        weights.adam(
          range, gradient: Arena(gradient), first: first, second: second, step: step, rate: rate, beta1: 0.9,
          beta2: 0.999, epsilon: 1e-8, clip: 0.5, decay: 1 - rate * weightDecay)
      }
      for index in 0..<count {
        let g = 0.5 * gradient[index]
        m[index] = 0.9 * m[index] + 0.1 * g
        v[index] = 0.999 * v[index] + 0.001 * g * g
        let mean = m[index] / (1 - pow(0.9, Double(step)))
        let deviation = (v[index] / (1 - pow(0.999, Double(step)))).squareRoot()
        expected[index] -= rate * weightDecay * expected[index]
        expected[index] -= rate * mean / (deviation + 1e-8)
      }
    }
    #expect(Distance.relative(weights.elements, expected) < 1e-13)
    #expect(Distance.relative(first.elements, m) < 1e-13)
  }

  @Test("gradient descent with momentum and weight decay does what plain Swift does")
  func momentum() {
    let count = 21
    let weights = Arena(ClosedForm.cosines(count))
    // What an earlier training left in the velocity is ignored by the first step.
    let velocity = Arena(Array(repeating: 99.0, count: count))
    var expected = weights.elements
    var v = [Double](repeating: 0, count: count)
    for step in 1...4 {
      let gradient = ClosedForm.cosines(count, phase: Double(step))
      weights.descend(
        0..<count, gradient: Arena(gradient), velocity: velocity, rate: 0.1, momentum: 0.9, weightDecay: 0.01,
        clip: 0.25, isFirst: step == 1)
      for index in 0..<count {
        let g = 0.25 * gradient[index] + 0.01 * expected[index]
        v[index] = step == 1 ? g : 0.9 * v[index] + g
        expected[index] -= 0.1 * v[index]
      }
    }
    #expect(Distance.relative(weights.elements, expected) < 1e-13)
  }

  @Test("ranges outside the arena stop the program")
  func bounds() async {
    await #expect(processExitsWith: .failure) { _ = Arena<Float>(zeros: 4).squares(2..<5) }
  }
}
