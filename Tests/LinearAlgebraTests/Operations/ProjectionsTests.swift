import LinearAlgebra
import TestSupport
import Testing

@Suite("Projections by packed weights")
struct ProjectionsTests {
  // Rows and columns on both sides of every tile of the kernels (1, 4, 8, 12 rows; 8, 16, 32 columns) and of
  // the block of 64 rows.
  static let rows = [1, 3, 4, 8, 11, 12, 16, 21, 29, 65]
  static let columns = [1, 7, 8, 15, 16, 31, 32, 33, 70]

  // A sum of k products of numbers below 1 is off by at most k roundings, relative to k at worst.
  private static let tolerance = 64 * Double.ulpOfOne
  private static let singleTolerance = 64 * Double(Float.ulpOfOne)

  @Test("agree with three plain loops, with one product or two, and so do their adjoints", arguments: rows)
  func naive(rows: Int) {
    for columns in Self.columns {
      check(rows, 5, 19, columns, Double.self, Self.tolerance)
      check(rows, 5, 19, columns, Float.self, Self.singleTolerance)
    }
  }

  private func check<S: BLASScalar>(
    _ rows: Int, _ inputs: Int, _ units: Int, _ columns: Int, _: S.Type, _ tolerance: Double
  ) {
    let x = ClosedForm.cosines(rows * inputs)
    let h = ClosedForm.cosines(rows * units, phase: 1)
    let w = ClosedForm.cosines(columns * inputs, phase: 2)
    let u = ClosedForm.cosines(columns * units, phase: 3)
    let bias = ClosedForm.cosines(columns, phase: 4)
    let gradient = ClosedForm.cosines(rows * columns, phase: 5)
    var scratch = Scratch<S>()
    let (xs, hs) = (scratch.matrix(rows, inputs, x), scratch.matrix(rows, units, h))
    let (ws, us) = (scratch.matrix(columns, inputs, w), scratch.matrix(columns, units, u))
    let b = scratch.matrix(1, columns, bias)
    let g = scratch.matrix(rows, columns, gradient)
    // Results start with values, so that a product that should overwrite and adds is noticed.
    let (one, two) = (scratch.matrix(rows, columns, gradient), scratch.matrix(rows, columns, gradient))
    let bare = scratch.matrix(rows, columns, gradient)
    let (overwritten, added) = (scratch.matrix(rows, units, h), scratch.matrix(rows, units, h))
    let (pw, pu) = (scratch.packed(ws), scratch.packed(us))
    var pass = scratch.pass()
    pass.packForward(ws, into: pw)
    pass.packForward(us, into: pu)
    pass.packBackward(us, into: pu)
    pass.project(xs, by: pw, bias: nil, into: bare)
    pass.project(xs, by: pw, bias: b, into: one)
    pass.project(xs, by: pw, and: hs, by: pu, bias: b, into: two)
    pass.projectBackward(g, by: pu, into: overwritten)
    pass.projectBackward(g, by: pu, addingTo: added)

    let product = Naive.product(x, Naive.transpose(w, columns, inputs), rows, inputs, columns)
    let first = sum(product, bias)
    let second = Naive.product(h, Naive.transpose(u, columns, units), rows, units, columns)
    let adjoint = Naive.product(gradient, u, rows, columns, units)
    for (slot, expected) in [
      (bare, product), (one, first), (two, sum(first, second)), (overwritten, adjoint),
      (added, sum(adjoint, h)),
    ] {
      let distance = Distance.relative(pass.elements(of: slot), expected, floor: 1)
      #expect(distance < tolerance, "[\(rows), \(inputs) and \(units)] to \(columns) columns")
    }
  }

  @Test("weight gradients summed over several calls agree with three plain loops", arguments: rows)
  func gradients(rows: Int) {
    for outputs in Self.columns {
      for inputs in [1, 4, 13, 16, 29, 48] {
        checkGradient(rows, inputs, outputs, Double.self, Self.tolerance)
        checkGradient(rows, inputs, outputs, Float.self, Self.singleTolerance)
      }
    }
  }

  private func checkGradient<S: BLASScalar>(
    _ rows: Int, _ inputs: Int, _ outputs: Int, _: S.Type, _ tolerance: Double
  ) {
    let x = ClosedForm.cosines(rows * inputs)
    let gradient = ClosedForm.cosines(rows * outputs, phase: 1)
    let start = ClosedForm.cosines(outputs * inputs, phase: 2)
    var scratch = Scratch<S>()
    let (xs, gs) = (scratch.matrix(rows, inputs, x), scratch.matrix(rows, outputs, gradient))
    let result = scratch.matrix(outputs, inputs, start)
    let packed = scratch.packed(result)
    var pass = scratch.pass()
    // What was packed for a projection is gone, whatever it was.
    pass.packForward(result, into: packed)
    pass.clearGradient(of: packed)
    let middle = rows / 2
    for part in [0..<middle, middle..<rows] {
      pass.addGradient(gs[rows: part], of: xs[rows: part], to: packed)
    }
    pass.addGradient(of: packed, to: result)
    let product = Naive.product(Naive.transpose(gradient, rows, outputs), x, outputs, rows, inputs)
    let expected = sum(product, start)
    let distance = Distance.relative(pass.elements(of: result), expected, floor: 1)
    #expect(distance < tolerance, "[\(rows), \(outputs)] and [\(rows), \(inputs)]")
    pass.addGradient(gs, of: xs, by: packed, to: result)
    let again = Distance.relative(pass.elements(of: result), sum(product, expected), floor: 1)
    #expect(again < 2 * tolerance, "[\(rows), \(outputs)] and [\(rows), \(inputs)], all rows at once")
  }

  /// The sum of two arrays, the shorter one repeated.
  private func sum(_ left: [Double], _ right: [Double]) -> [Double] {
    left.indices.map { left[$0] + right[$0 % right.count] }
  }

  @Test("a row's result has the same bits whichever rows it is computed with")
  func rowsAreIndependent() {
    let (inputs, columns, most) = (19, 70, 70)
    var scratch = Scratch<Float>()
    let x = scratch.matrix(most, inputs, ClosedForm.cosines(most * inputs))
    let w = scratch.matrix(columns, inputs, ClosedForm.cosines(columns * inputs, phase: 2))
    let bias = scratch.matrix(1, columns, ClosedForm.cosines(columns, phase: 4))
    let all = scratch.matrix(most, columns)
    let few = scratch.matrix(most, columns)
    let packed = scratch.packed(w)
    var pass = scratch.pass()
    pass.packForward(w, into: packed)
    pass.project(x, by: packed, bias: bias, into: all)
    let expected = pass.elements(of: all)
    for rows in 1..<most {
      let range = most - rows..<most
      pass.project(x[rows: range], by: packed, bias: bias, into: few[rows: 0..<rows])
      #expect(
        pass.elements(of: few[rows: 0..<rows]) == Array(expected[range.lowerBound * columns..<most * columns])
      )
    }
  }

  @Test("shapes that do not fit stop the program")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 1)
      let slot = plan.reserve(2, 3)
      let packed = plan.reservePacked(slot)
      var pass = Pass<Float>(parameters: Arena(zeros: 0), workspace: Workspace(plan))
      pass.addGradient(slot, of: slot, to: packed)
    }
  }
}
