import LinearAlgebra
import TestSupport
import Testing

@Suite("Linear maps of many rows")
struct LinearMapTests {
  @Test("rows times weights, whatever the other rows are", arguments: [(1, 1), (7, 33), (40, 5), (65, 96)])
  func outputs(_ inputs: Int, _ outputs: Int) {
    check(Float.self, inputs, outputs)
    check(Double.self, inputs, outputs)
  }

  private func check<Scalar: BLASScalar>(_: Scalar.Type, _ inputs: Int, _ outputs: Int) {
    let weights = (0..<outputs * inputs).map { Scalar(ClosedForm.cosine($0, phase: 0.2)) }
    let rows = (0..<13 * inputs).map { Scalar(ClosedForm.cosine($0, phase: 0.1)) }
    let map = LinearMap(weights, inputs: inputs)
    let together = map.outputs(of: rows)
    #expect(together.count == 13 * outputs)
    for row in 0..<13 {
      let input = Array(rows[row * inputs..<(row + 1) * inputs])
      #expect(map.outputs(of: input) == Array(together[row * outputs..<(row + 1) * outputs]))
      for output in 0..<outputs {
        let exact = (0..<inputs).reduce(0.0) {
          $0 + Double(input[$1]) * Double(weights[output * inputs + $1])
        }
        // Each of the products and sums rounds once, of numbers below 1 in sums below `inputs`.
        let tolerance = Double(inputs * inputs) * Double(Scalar.ulpOfOne)
        #expect(abs(Double(together[row * outputs + output]) - exact) <= tolerance)
      }
    }
  }

  @Test("no rows have no outputs")
  func empty() {
    #expect(LinearMap([1.0, 2], inputs: 2).outputs(of: []).isEmpty)
  }
}
