import CKernels
import Glibc
import TestSupport
import Testing

/// `elementary.h`: exp, tanh and the logistic function in single precision, against the C library's in double
/// precision, whose own error of half a unit in the 53rd place is nothing here.
@Suite("Elementary functions in single precision")
struct ElementaryTests {
  /// Every 5,003rd bit pattern (a prime, so all exponents, signs and low bits occur) and the edges.
  private static let patterns = stride(from: UInt32(0), to: .max - 5_003, by: 5_003).map {
    Float(bitPattern: $0)
  }
  private static let edges: [Float] = [
    0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-30, -1e-30, 1e-7,
    0.624999, 0.625, -0.625, 0.625001, 1, -1, 9.01, -9.01, 86.99, 87, 87.01, -86.99, -87, -87.01, 88, -88,
    88.72, 88.73, -103.9, 104, -104, 1e30, -1e30, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .infinity, -.infinity,
  ]
  private static let inputs = (patterns + edges).filter { !$0.isNaN }

  private func applied(_ function: (UnsafeMutablePointer<Float>?, Int) -> Void, _ inputs: [Float]) -> [Float]
  {
    var values = inputs
    function(&values, values.count)
    return values
  }

  @Test("exp is within 1 unit in the last place on −87...87, and stays at the ends beyond")
  func exponential() {
    let found = applied(foresee_exp_f, Self.inputs)
    let (least, most) = (applied(foresee_exp_f, [-87])[0], applied(foresee_exp_f, [87])[0])
    #expect(least >= .leastNormalMagnitude && most.isFinite)
    var largest = 0.0
    var misplaced = 0
    for (x, y) in zip(Self.inputs, found) {
      if abs(x) <= 87 {
        largest = max(largest, Distance.ulps(y, exp(Double(x))))
      } else if y != (x < 0 ? least : most) {
        misplaced += 1
      }
    }
    #expect(largest < 1)
    #expect(misplaced == 0)
    #expect(applied(foresee_exp_f, [0]) == [1])
  }

  @Test("tanh is within 1.5 units in the last place everywhere, odd, and at most 1")
  func hyperbolicTangent() {
    let found = applied(foresee_tanh_f, Self.inputs)
    let mirrored = applied(foresee_tanh_f, Self.inputs.map { -$0 })
    var largest = 0.0
    var wrong = 0
    for (index, x) in Self.inputs.enumerated() {
      largest = max(largest, Distance.ulps(found[index], tanh(Double(x))))
      if abs(found[index]) > 1 || found[index] != -mirrored[index] { wrong += 1 }
      if abs(x) > 10 && abs(found[index]) != 1 { wrong += 1 }
    }
    #expect(largest < 1.5)
    #expect(wrong == 0)
  }

  @Test("the logistic function is within 2.5 units in the last place on −87...∞, in 0...1, never denormal")
  func logistic() {
    let found = applied(foresee_sigmoid_f, Self.inputs)
    var largest = 0.0
    var wrong = 0
    for (x, y) in zip(Self.inputs, found) {
      if x >= -87 { largest = max(largest, Distance.ulps(y, 1 / (1 + exp(-Double(x))))) }
      if y < .leastNormalMagnitude || y > 1 { wrong += 1 }
      if x > 20 && y != 1 { wrong += 1 }
    }
    // One rounding more than exp for the sum, one for the quotient.
    #expect(largest < 2.5)
    #expect(wrong == 0)
  }

  @Test("a NaN stays a NaN, and nothing else becomes one")
  func notANumber() {
    let nans: [Float] = [.nan, -.nan, Float(bitPattern: 0x7F80_0001), Float(bitPattern: 0xFFFF_FFFF)]
    for function in [foresee_exp_f, foresee_tanh_f, foresee_sigmoid_f] {
      #expect(applied(function, nans).allSatisfy { $0.isNaN })
      #expect(applied(function, Self.inputs).allSatisfy { $0.isFinite })
    }
  }

  @Test("a value does not depend on its neighbours or its place", arguments: [1, 3, 7, 8, 15, 17, 31, 33])
  func places(count: Int) {
    let inputs = ClosedForm.cosines(count, scale: 6).map { Float($0) }
    for function in [foresee_exp_f, foresee_tanh_f, foresee_sigmoid_f] {
      #expect(applied(function, inputs) == inputs.map { applied(function, [$0])[0] })
    }
  }
}
