import CKernels
import Platform
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

  @Test("tanh is within 2.5 units in the last place everywhere, odd, and at most 1")
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
    // One rounding more than exp(x) − 1 for the sum, one for the quotient.
    #expect(largest < 2.5)
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

  @Test("gates that share a division are within 4 units in the last place, and in their ranges")
  func gates() {
    // Every gate meets a wide range of partners: the inputs forwards, backwards and turned.
    let units = Self.inputs.count
    let turned = Self.inputs[(units / 3)...] + Self.inputs[..<(units / 3)]
    let preactivations = [Self.inputs, Self.inputs.reversed(), Array(turned), Self.inputs.map { -$0 }]
    var gates = preactivations.flatMap { $0 }
    let zeros = [Float](repeating: 0, count: units)
    var (cell, squashed, hidden) = (zeros, zeros, zeros)
    foresee_lstm_forward_f(&gates, zeros, &cell, &squashed, &hidden, 1, units, nil, 0)
    var largest = 0.0
    var wrong = 0
    for (index, y) in gates.enumerated() {
      let (gate, x) = (index / units, Double(preactivations[index / units][index % units]))
      if gate == 2 {
        largest = max(largest, Distance.ulps(y, tanh(x)))
        if abs(y) > 1.0001 { wrong += 1 }
      } else {
        if x > -43 { largest = max(largest, Distance.ulps(y, 1 / (1 + exp(-x)))) }
        if y < 1e-19 || y > 1.0001 { wrong += 1 }
      }
    }
    // Beyond the logistic function's own two roundings, the product of the denominators and that with the
    // inverse.
    #expect(largest < 4)
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
