import LinearAlgebra
import Platform
import TestSupport
import Testing

@Suite("The element-wise half of a recurrent step")
struct CellsTests {
  /// Sizes around the widths of vector registers, so that whole vectors and leftovers both occur.
  static let units = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33]
  private static let rows = 3
  private static let tolerance = 1e-14

  @Test("a vanilla step is act(a)", arguments: units)
  func vanilla(units: Int) {
    let count = Self.rows * units
    let a = ClosedForm.cosines(count, scale: 2)
    for activation in RecurrentActivation.allCases {
      var scratch = Scratch<Double>(rows: Self.rows)
      let gates = scratch.matrix(Self.rows, units, a)
      let hidden = scratch.matrix(Self.rows, units)
      var pass = scratch.pass()
      pass.rnnForward(gates: gates, hidden: hidden, activation: activation, step: 0)
      let expected = a.map { activation == .tanh ? tanh($0) : max(0, $0) }
      #expect(Distance.relative(pass.elements(of: hidden), expected) < Self.tolerance)
    }
  }

  @Test("an LSTM step follows its equations", arguments: units)
  func lstm(units: Int) {
    let a = ClosedForm.cosines(Self.rows * 4 * units, scale: 2)
    let before = ClosedForm.cosines(Self.rows * units, phase: 1)
    var scratch = Scratch<Double>(rows: Self.rows)
    let gates = scratch.matrix(Self.rows, 4 * units, a)
    let cellBefore = scratch.matrix(Self.rows, units, before)
    let outputs = (0..<3).map { _ in scratch.matrix(Self.rows, units) }
    var pass = scratch.pass()
    pass.lstmForward(
      gates: gates, cellBefore: cellBefore, cell: outputs[0], tanhCell: outputs[1], hidden: outputs[2],
      step: 0)
    var (cells, states): ([Double], [Double]) = ([], [])
    for row in 0..<Self.rows {
      for unit in 0..<units {
        let gate = (0..<4).map { a[(row * 4 + $0) * units + unit] }
        let cell =
          Naive.sigmoid(gate[1]) * before[row * units + unit] + Naive.sigmoid(gate[0]) * tanh(gate[2])
        cells.append(cell)
        states.append(Naive.sigmoid(gate[3]) * tanh(cell))
      }
    }
    #expect(Distance.relative(pass.elements(of: outputs[0]), cells) < Self.tolerance)
    #expect(Distance.relative(pass.elements(of: outputs[2]), states) < Self.tolerance)
  }

  @Test("a GRU step follows its equations, reset after the product", arguments: units)
  func gru(units: Int) {
    let a = ClosedForm.cosines(Self.rows * 3 * units, scale: 2)
    let u = ClosedForm.cosines(Self.rows * 3 * units, phase: 2)
    let before = ClosedForm.cosines(Self.rows * units, phase: 1)
    var scratch = Scratch<Double>(rows: Self.rows)
    let gates = scratch.matrix(Self.rows, 3 * units, a)
    let products = scratch.matrix(Self.rows, 3 * units, u)
    let hiddenBefore = scratch.matrix(Self.rows, units, before)
    let hidden = scratch.matrix(Self.rows, units)
    var pass = scratch.pass()
    pass.gruForward(gates: gates, products: products, hiddenBefore: hiddenBefore, hidden: hidden, step: 0)
    var states: [Double] = []
    for row in 0..<Self.rows {
      for unit in 0..<units {
        let place = (0..<3).map { (row * 3 + $0) * units + unit }
        let reset = Naive.sigmoid(a[place[0]] + u[place[0]])
        let update = Naive.sigmoid(a[place[1]] + u[place[1]])
        let candidate = tanh(a[place[2]] + reset * u[place[2]])
        states.append((1 - update) * candidate + update * before[row * units + unit])
      }
    }
    #expect(Distance.relative(pass.elements(of: hidden), states) < Self.tolerance)
  }

  @Test("single precision gives what double precision gives, forward and backward", arguments: units)
  func precisions(units: Int) {
    // About ten roundings a number, and functions within 3 units in the last place.
    let tolerance = 20 * Double(Float.ulpOfOne)
    let double = everyStep(units: units, Double.self).map { $0.map { Double($0) } }
    let single = everyStep(units: units, Float.self)
    for (found, expected) in zip(single, double) {
      #expect(Distance.relative(found, expected, floor: 1) < tolerance)
    }
  }

  /// What every cell's step leaves behind, forward and then backward, the second row being padding.
  private func everyStep<S: BLASScalar>(units: Int, _: S.Type) -> [[S]] {
    let rows = Self.rows
    let starts: [Int32] = [0, 5, 2]
    var scratch = Scratch<S>(rows: rows)
    func values(_ gates: Int, _ phase: Double) -> [Double] {
      ClosedForm.cosines(rows * gates * units, phase: phase)
    }
    let vanilla = scratch.matrix(rows, units, values(1, 0))
    let lstm = scratch.matrix(rows, 4 * units, values(4, 1))
    let gru = scratch.matrix(rows, 3 * units, values(3, 2))
    let products = scratch.matrix(rows, 3 * units, values(3, 3))
    let before = scratch.matrix(rows, units, values(1, 4), gradient: values(1, 5))
    let states = (0..<3).map { scratch.matrix(rows, units, gradient: values(1, Double(6 + $0))) }
    let cell = scratch.matrix(rows, units)
    let tanhCell = scratch.matrix(rows, units)
    let cellGradient = scratch.matrix(rows, units, values(1, 9))
    var pass = scratch.pass(starts: starts)
    pass.rnnForward(gates: vanilla, hidden: states[0], activation: .tanh, step: 3)
    pass.lstmForward(
      gates: lstm, cellBefore: before, cell: cell, tanhCell: tanhCell, hidden: states[1], step: 3)
    pass.gruForward(gates: gru, products: products, hiddenBefore: before, hidden: states[2], step: 3)
    var results = states.map { pass.elements(of: $0) } + [pass.elements(of: cell)]
    pass.rnnBackward(gates: vanilla, hidden: states[0], activation: .tanh, step: 3)
    pass.lstmBackward(
      gates: lstm, cellBefore: before, tanhCell: tanhCell, hidden: states[1], cellGradient: cellGradient,
      step: 3)
    pass.gruBackward(gates: gru, products: products, hiddenBefore: before, hidden: states[2], step: 3)
    results += [vanilla, lstm, gru, products, before.gradient, cellGradient].map { pass.elements(of: $0) }
    return results
  }

  @Test("a padded row has a zero state and no gradient")
  func padding() {
    let units = 5
    let results = everyStep(units: units, Float.self)
    let widths = [1, 1, 1, 1, 1, 4, 3, 3]
    for (values, width) in zip(results, widths) {
      #expect(values[width * units..<2 * width * units].allSatisfy { $0 == 0 })
      #expect(values[..<(width * units)].contains { $0 != 0 })
    }
  }
}

@Suite("Attention")
struct AttendTests {
  private let heads = 2
  private let rows = 3
  private let starts: [Int32] = [0, 4, 2]

  // Units and steps on both sides of the width of the kernels' sums.
  @Test(
    "agrees with its definition, with rows that start late", arguments: [1, 4, 16, 35, 64],
    [(steps: 5, leads: 2), (33, 7), (65, 1)])
  func naive(units: Int, size: (steps: Int, leads: Int)) {
    let (steps, leads) = size
    let q = ClosedForm.cosines(heads * rows * leads * units, scale: 3)
    let s = ClosedForm.cosines(steps * rows * units, phase: 1)
    var scratch = Scratch<Double>(rows: rows)
    let trial = AttentionTrial(q, s, units: units, heads: heads, leads: leads, steps: steps, in: &scratch)
    var pass = scratch.pass(starts: starts)
    trial.forward(scale: 0.7, in: &pass)
    let expected = Naive.attention(
      q, s, scale: 0.7, heads: heads, rows: rows, leads: leads, steps: steps, units: units, starts: starts)
    #expect(Distance.relative(pass.elements(of: trial.output), expected) < 1e-13)
    let shares = pass.elements(of: trial.weights)
    for query in 0..<heads * rows * leads {
      let own = shares[query * steps..<(query + 1) * steps]
      #expect(abs(own.reduce(0, +) - 1) < 1e-14)
      #expect(own.prefix(Int(starts[query / leads % rows])).allSatisfy { $0 == 0 })
    }
  }

  @Test("scores of any size give weights that are numbers")
  func largeScores() {
    var scratch = Scratch<Float>()
    let trial = AttentionTrial(
      [1e18, -1e18], [1e18, -1e18, 0, 0, -1e18, 1e18], units: 2, heads: 1, leads: 1, steps: 3, in: &scratch)
    var pass = scratch.pass()
    trial.forward(scale: 1, in: &pass)
    #expect(pass.elements(of: trial.output) == [1e18, -1e18])
  }

  @Test("a row that is all padding attends to its last step, and stays finite")
  func allPadding() {
    var scratch = Scratch<Float>()
    let trial = AttentionTrial(
      [1, 2], [1, 2, 3, 4, 5, 6], units: 2, heads: 1, leads: 1, steps: 3, in: &scratch)
    var pass = scratch.pass(starts: [3])
    trial.forward(scale: 1, in: &pass)
    #expect(pass.elements(of: trial.output) == [5, 6])
  }
}

/// The slots of attention that is tried by itself; networks test its gradients.
private struct AttentionTrial {
  let queries: Slot
  let states: SequenceSlot
  let weights: Slot
  let scratch: Slot
  let output: Slot
  let heads: Int

  init<S>(
    _ queries: [Double], _ states: [Double], units: Int, heads: Int, leads: Int, steps: Int,
    in scratch: inout Scratch<S>
  ) {
    let count = queries.count / units
    self.queries = scratch.matrix(count, units, queries)
    self.states = scratch.sequence(steps, count / heads / leads, units, states)
    weights = scratch.matrix(count, steps)
    self.scratch = scratch.attentionScratch(queries: heads * leads, steps: steps, units: units)
    output = scratch.matrix(count, units)
    self.heads = heads
  }

  func forward<S>(scale: Double, in pass: inout Pass<S>) {
    pass.attend(
      queries, to: states, heads: heads, scale: scale, weights: weights, scratch: scratch, into: output)
  }
}
