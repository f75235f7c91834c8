import LinearAlgebra
import TestSupport
import Testing

@Suite("Products over all rows")
struct MultiplyTests {
  private static let sizes = [1, 2, 3, 5, 8, 17, 33]
  static let shapes = sizes.flatMap { m in sizes.flatMap { k in [1, 3, 8, 19].map { [m, k, $0] } } }

  // A sum of k products of numbers below 1 is off by at most k roundings, relative to k at worst.
  private static let tolerance = 64 * Double.ulpOfOne
  private static let singleTolerance = 64 * Double(Float.ulpOfOne)

  @Test("a weight gradient agrees with three plain loops, added to what is there")
  func naive() {
    for shape in Self.shapes {
      let (m, k, n) = (shape[0], shape[1], shape[2])
      check(m, k, n, Double.self, Self.tolerance)
      check(m, k, n, Float.self, Self.singleTolerance)
    }
  }

  private func check<S: BLASScalar>(_ m: Int, _ k: Int, _ n: Int, _: S.Type, _ tolerance: Double) {
    let a = ClosedForm.cosines(m * k)
    let b = ClosedForm.cosines(k * n, phase: 1)
    let c = ClosedForm.cosines(m * n, phase: 2)
    let expected = zip(Naive.product(a, b, m, k, n), c).map { $0 + $1 }
    var scratch = Scratch<S>()
    let left = scratch.matrix(k, m, Naive.transpose(a, m, k))
    let right = scratch.matrix(k, n, b)
    let result = scratch.matrix(m, n, c)
    var pass = scratch.pass()
    pass.multiply(transposeOf: left, by: right, addingTo: result)
    let distance = Distance.relative(pass.elements(of: result), expected, floor: 1)
    #expect(distance < tolerance, "[\(m), \(k)] · [\(k), \(n)]")
  }

  @Test("a product over no rows changes nothing")
  func empty() {
    var scratch = Scratch<Float>()
    let left = scratch.matrix(3, 2, ClosedForm.cosines(6))
    let right = scratch.matrix(3, 4, ClosedForm.cosines(12))
    let result = scratch.matrix(2, 4, ClosedForm.cosines(8))
    var pass = scratch.pass()
    let before = pass.elements(of: result)
    pass.multiply(transposeOf: left[rows: 1..<1], by: right[rows: 1..<1], addingTo: result)
    #expect(pass.elements(of: result) == before)
  }

  @Test("shapes that do not fit stop the program")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 1)
      let slot = plan.reserve(2, 3)
      var pass = Pass<Float>(parameters: Arena(zeros: 0), workspace: Workspace(plan))
      pass.multiply(transposeOf: slot, by: slot, addingTo: slot)
    }
  }
}
