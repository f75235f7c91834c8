import Layers
import TestSupport
import Testing

@testable import LinearAlgebra

/// What every network promises.
@Suite("Every network")
struct NetworkLaws {
  private static let key = DropoutKey(key: 11, pass: 3)

  @Test("has the gradient that differences of its loss have, for every parameter", arguments: NetworkCase.all)
  func gradient(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let run = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Double.self)
      let analytic = run.gradient()
      for parameter in network.parameters.parameters {
        let expected = parameter.slot.elements(in: analytic)
        let size = expected.reduce(0) { max($0, abs($1)) }
        // With one step, no recurrent product is ever read.
        let isUsed = item.shape.steps > 1 || !parameter.name.contains("weight_hh") || item.cell == .patches
        #expect(size > 0 || !isUsed, "\(parameter.name) has no gradient")
        for (place, value) in expected.enumerated() {
          let difference = slope(run, at: parameter.slot, place)
          // A key's bias shifts all scores of a query alike, which softmax ignores: its gradient is rounding.
          #expect(
            abs(value - difference) <= 1e-6 * max(abs(value), 1e-4 * size) + 1e-10,
            "\(parameter.name)[\(place)]: \(value), by differences \(difference)")
        }
      }
    }
    check(item.network)
  }

  /// The derivative by four points a distance h = 1e-4 apart: its truncation error of order h⁴ and its
  /// rounding error of order 1e-16 / h are both about 1e-12.
  private func slope<N: Network>(_ run: NetworkRun<N, Double>, at slot: Slot, _ place: Int) -> Double {
    let h = 1e-4
    let values = run.weights.elements(of: slot)
    func loss(_ shift: Double) -> Double {
      var moved = values
      moved[place] += shift
      run.weights.set(slot, to: moved)
      return run.loss()
    }
    defer { run.weights.set(slot, to: values) }
    return (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * h)
  }

  @Test("adds to the gradients of its parameters", arguments: NetworkCase.all)
  func accumulation(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let run = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Double.self)
      let first = run.gradient()
      let second = run.gradient()
      // Sums that start from the first gradient round differently from sums that start from zero.
      #expect(Distance.relative(second, first.map { 2 * $0 }) < 1e-13)
    }
    check(item.network)
  }

  @Test("gives the same bits again, whatever its workspace held", arguments: NetworkCase.all)
  func repetition(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let run = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Float.self)
      let (output, gradient) = (run.output(), run.gradient())
      let input = run.workspace.activations.elements(of: run.ports.input.flattened).map { Double($0) }
      // Another batch, without padding and with large numbers, in between.
      let starts = (0..<item.rows).map { run.workspace.starts[$0] }
      for row in 0..<item.rows { run.workspace.starts[row] = 0 }
      run.set(run.ports.input.flattened, ClosedForm.cosines(input.count, phase: 2, scale: 1e3))
      _ = run.gradient()
      for row in 0..<item.rows { run.workspace.starts[row] = starts[row] }
      run.set(run.ports.input.flattened, input)
      run.gradients.clear(0..<run.gradients.count)
      #expect(run.output() == output)
      #expect(run.gradient() == gradient)
    }
    check(item.network)
  }

  @Test("has nearly the gradient of double precision in single precision", arguments: NetworkCase.all)
  func precision(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let double = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Double.self)
      let single = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Float.self)
      // Some hundred roundings between an input and a gradient, relative to the largest element.
      let tolerance = 100 * Double(Float.ulpOfOne)
      #expect(Distance.relative(single.output(), double.output(), floor: 1) < tolerance)
      #expect(Distance.relative(single.gradient(), double.gradient()) < tolerance)
    }
    check(item.network)
  }

  @Test("forecasts a row alike wherever it stands and whatever stands beside it", arguments: NetworkCase.deep)
  func rows(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let rows = 32
      let run = NetworkRun(network, rows: rows, starts: [], Float.self)
      let ports = run.ports
      let leads = ports.output.columns
      let reference = Array(run.output()[..<leads])
      let input = (0..<ports.input.steps).map {
        run.workspace.activations.elements(of: ports.input[$0][rows: 0..<1]).map { Double($0) }
      }
      let known = run.workspace.activations.elements(of: ports.known[rows: 0..<1]).map { Double($0) }
      for place in [1, 2, 3, 7, 8, 15, 16, 30, 31] {
        // All other rows are broken, and padded at random.
        run.set(ports.input.flattened, Array(repeating: .nan, count: ports.input.flattened.count))
        run.set(ports.known, Array(repeating: .nan, count: ports.known.count))
        for row in 0..<rows { run.workspace.starts[row] = row == place ? 0 : Int32(row % 3) }
        for (step, values) in input.enumerated() {
          run.set(ports.input[step][rows: place..<place + 1], values)
        }
        run.set(ports.known[rows: place..<place + 1], known)
        let output = run.output()
        #expect(Array(output[place * leads..<(place + 1) * leads]) == reference, "row \(place)")
      }
    }
    check(item.network)
  }

  @Test(
    "ignores what padding holds, forward and backward",
    arguments: NetworkCase.all.filter { !$0.starts.isEmpty })
  func paddingContent(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let run = NetworkRun(network, rows: item.rows, starts: item.starts, dropout: Self.key, Float.self)
      let (output, gradient) = (run.output(), run.gradient())
      for (row, start) in item.starts.enumerated() {
        for step in 0..<Int(start) {
          run.set(
            run.ports.input[step][rows: row..<row + 1],
            ClosedForm.cosines(run.ports.input.columns, phase: 3, scale: 1e3))
        }
      }
      run.gradients.clear(0..<run.gradients.count)
      #expect(run.output() == output)
      #expect(run.gradient() == gradient)
    }
    check(item.network)
  }

  @Test(
    "forecasts a padded row as a network of fewer steps forecasts it unpadded", arguments: NetworkCase.deep)
  func padding(_ item: NetworkCase) {
    func check(_ long: some Network, _ short: some Network) {
      let padded = NetworkRun(long, rows: 3, starts: [4, 4, 4], Double.self)
      let whole = NetworkRun(short, rows: 3, Double.self)
      for step in 0..<2 {
        padded.set(
          padded.ports.input[4 + step], whole.workspace.activations.elements(of: whole.ports.input[step]))
      }
      // Products over more rows may be summed in another order.
      #expect(Distance.relative(padded.output(), whole.output()) < 1e-14)
    }
    var longer = item
    longer.shape.steps = 6
    check(longer.network, item.network)
  }

  @Test("reads every step, the newest observation included", arguments: NetworkCase.deep)
  func sensitivity(_ item: NetworkCase) {
    func check(_ network: some Network) {
      let run = NetworkRun(network, rows: item.rows, Double.self)
      let output = run.output()
      for step in 0..<item.shape.steps {
        let before = run.workspace.activations.elements(of: run.ports.input[step])
        run.set(run.ports.input[step], before.map { $0 + 0.1 })
        #expect(run.output() != output, "step \(step)")
        run.set(run.ports.input[step], before)
      }
      run.set(run.ports.known, ClosedForm.cosines(run.ports.known.count, phase: 4))
      #expect(run.output() != output, "known ahead")
    }
    check(item.network)
  }
}
