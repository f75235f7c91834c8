/// The size of one measured network: batch x time x inputs x hidden x layers.
struct Shape {
  let batch: Int
  let steps: Int
  let features: Int
  let units: Int
  let layers: Int

  static let all = [
    Shape(batch: 32, steps: 64, features: 8, units: 32, layers: 1),
    Shape(batch: 32, steps: 64, features: 8, units: 64, layers: 2),
    Shape(batch: 64, steps: 96, features: 8, units: 128, layers: 2),
    Shape(batch: 256, steps: 96, features: 8, units: 128, layers: 1),
    Shape(batch: 64, steps: 64, features: 8, units: 256, layers: 2),
  ]

  var text: String { "\(batch)x\(steps)x\(features)x\(units)x\(layers)" }

  /// Floating-point operations of the forward products of one window.
  func operations(gates: Int) -> Double {
    (0..<layers).reduce(0) { $0 + Double(2 * steps * gates * units * (($1 == 0 ? features : units) + units)) }
  }
}
