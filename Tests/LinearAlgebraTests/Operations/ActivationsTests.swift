import LinearAlgebra
import TestSupport
import Testing

@Suite("Activations, losses and layer norm")
struct ActivationsTests {
  @Test("the rectifier clears what is negative and its gradient, and lets a NaN through")
  func rectifier() {
    var scratch = Scratch<Float>()
    let slot = scratch.matrix(
      1, 6, [-2, -0.0, 0, 3, .infinity, .nan], gradient: [1, 2, 3, 4, 5, 6])
    var pass = scratch.pass()
    pass.relu(slot)
    let values = pass.elements(of: slot)
    #expect(Array(values.prefix(5)) == [0, 0, 0, 3, .infinity])
    #expect(values[5].isNaN)
    pass.reluBackward(slot)
    #expect(pass.elements(of: slot.gradient).prefix(5) == [0, 0, 0, 4, 5])
  }

  @Test("losses and their slopes are the textbook's, weighted, and ignore cells of weight 0")
  func losses() {
    let errors: [Double] = [0, 0.25, -0.5, 1, -1, 3, -4]
    let weights: [Double] = [1, 2, 1, 1, 0.5, 1, 1]
    let table: [(Loss, (Double) -> Double, (Double) -> Double)] = [
      (.mse, { $0 * $0 }, { 2 * $0 }),
      (.mae, { abs($0) }, { $0 == 0 ? 0 : $0 > 0 ? 1 : -1 }),
      (.huber, { abs($0) <= 1 ? $0 * $0 / 2 : abs($0) - 0.5 }, { min(1, max(-1, $0)) }),
    ]
    for (loss, value, slope) in table {
      var scratch = Scratch<Double>()
      let output = scratch.matrix(1, 8, errors.map { $0 + 2 } + [5], gradient: Array(repeating: 9, count: 8))
      let target = scratch.matrix(1, 8, errors.map { _ in 2 } + [.nan])
      let weight = scratch.matrix(1, 8, weights + [0])
      var pass = scratch.pass()
      let total = pass.loss(loss, of: output, target: target, weight: weight, scale: 0.125)
      // All numbers are multiples of powers of two, so both sides are exact.
      #expect(total == zip(errors, weights).reduce(0) { $0 + $1.1 * value($1.0) })
      let expected = zip(errors, weights).map { 0.125 * $1 * slope($0) } + [0]
      #expect(pass.elements(of: output.gradient) == expected)
    }
  }

  @Test(
    "an output that is not a number makes the loss and its gradient not numbers", arguments: Loss.allCases)
  func brokenOutput(loss: Loss) {
    var scratch = Scratch<Float>()
    let output = scratch.matrix(1, 2, [.nan, 1])
    let target = scratch.matrix(1, 2, [0, 1])
    let weight = scratch.matrix(1, 2, [1, 1])
    var pass = scratch.pass()
    #expect(pass.loss(loss, of: output, target: target, weight: weight, scale: 1).isNaN)
    #expect(pass.elements(of: output.gradient)[0].isNaN)
  }

  @Test(
    "layer norm agrees with its definition, also for a constant row", arguments: [[1, 2], [3, 7], [5, 33]])
  func norm(shape: [Int]) {
    let (rows, columns) = (shape[0], shape[1])
    var x = ClosedForm.cosines(rows * columns, scale: 3)
    for column in 0..<columns { x[column] = 2 }
    let gain = ClosedForm.cosines(columns, phase: 1)
    let bias = ClosedForm.cosines(columns, phase: 2)
    var scratch = Scratch<Double>()
    let input = scratch.matrix(rows, columns, x)
    let gains = scratch.matrix(1, columns, gain)
    let biases = scratch.matrix(1, columns, bias)
    let output = scratch.matrix(rows, columns)
    let statistics = scratch.matrix(rows, 2)
    var pass = scratch.pass()
    pass.normalize(input, gain: gains, bias: biases, into: output, statistics: statistics)
    let expected = Naive.norm(x, gain: gain, bias: bias, rows: rows, columns: columns)
    #expect(Distance.relative(pass.elements(of: output), expected) < 1e-13)
  }
}

@Suite("Dropout")
struct DropoutTests {
  private static let count = 100_003

  private func masked(
    probability: Double, key: DropoutKey?, layer: Int = 0, count: Int = Self.count, value: Double = 1
  ) -> [Float] {
    var scratch = Scratch<Float>()
    let input = scratch.matrix(1, count, Array(repeating: value, count: count))
    let output = scratch.matrix(1, count)
    var pass = scratch.pass(dropout: key)
    pass.dropOut(input, into: output, probability: probability, layer: layer)
    return pass.elements(of: output)
  }

  @Test("zeroes the stated share and divides the rest by what is left", arguments: [0.1, 0.25, 0.5, 0.9])
  func share(probability: Double) {
    let output = masked(probability: probability, key: DropoutKey(key: 7, pass: 1))
    let dropped = Double(output.count { $0 == 0 }) / Double(Self.count)
    // Six standard deviations of a binomial share: one false alarm in 10⁹.
    #expect(
      abs(dropped - probability) < 6 * (probability * (1 - probability) / Double(Self.count)).squareRoot())
    #expect(output.allSatisfy { $0 == 0 || $0 == Float(1 / (1 - probability)) })
  }

  @Test("copies outside training")
  func outsideTraining() {
    #expect(masked(probability: 0.5, key: nil, count: 9, value: 3) == Array(repeating: 3, count: 9))
  }

  @Test("a mask depends on key, pass and layer, and on nothing else")
  func masks() {
    let key = DropoutKey(key: 7, pass: 1)
    let mask = masked(probability: 0.5, key: key, count: 4_096)
    #expect(masked(probability: 0.5, key: key, count: 4_096) == mask)
    // A longer row, or other values, meet the same mask.
    #expect(masked(probability: 0.5, key: key, count: 5_001).prefix(4_096) == mask[...])
    #expect(masked(probability: 0.5, key: key, count: 4_096, value: 3) == mask.map { $0 * 3 })
    let others = [
      masked(probability: 0.5, key: key, layer: 1, count: 4_096),
      masked(probability: 0.5, key: DropoutKey(key: 7, pass: 2), count: 4_096),
      masked(probability: 0.5, key: DropoutKey(key: 8, pass: 1), count: 4_096),
    ]
    for other in others {
      let equal = Double(zip(mask, other).count { $0 == $1 }) / 4_096
      // Independent masks agree in half their places; six standard deviations.
      #expect(abs(equal - 0.5) < 6 * 0.5 / 64)
    }
  }

  @Test("the gradient passes through the same mask")
  func backward() {
    let count = 1_001
    var scratch = Scratch<Float>()
    let input = scratch.matrix(
      1, count, Array(repeating: 1, count: count), gradient: Array(repeating: 5, count: count))
    let output = scratch.matrix(1, count, gradient: ClosedForm.cosines(count))
    var pass = scratch.pass(dropout: DropoutKey(key: 1, pass: 2))
    pass.dropOut(input, into: output, probability: 0.25, layer: 3)
    pass.dropOutBackward(input, from: output, probability: 0.25, layer: 3)
    let mask = pass.elements(of: output)
    let upstream = pass.elements(of: output.gradient)
    #expect(pass.elements(of: input.gradient) == zip(mask, upstream).map { $0 * $1 })
  }
}
