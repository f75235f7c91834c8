import Layers
import LinearAlgebra
import Synchronization
import TestSupport
import Training

/// Windows in closed form: five steps of two features, one value known ahead and three leads.
///
/// Item i has the inputs, known values and targets that row i of a batch of `count` rows has in
/// `Tests/Fixtures/generate.py`.
struct WaveSource: BatchSource {
  static let shape = NetworkShape(steps: 5, features: 2, knownFeatures: 1, leads: 3)

  let count: Int
  /// The first step of each item that has data.
  var starts: [Int] = []
  /// The weight of each target; a row of leads for each item.
  var weights: [Float] = []
  /// What stands where the weight is 0.
  var maskedTarget: Float = .nan
  /// What all targets are multiplied by.
  var targetScale = 1.0
  /// Called with each item that is filled; what it returns is added to the item's inputs.
  var disturbance: (@Sendable (Int) -> Float)?

  private var shape: NetworkShape { Self.shape }

  private func weight(_ item: Int, _ lead: Int) -> Float {
    weights.isEmpty ? 1 : weights[item * shape.leads + lead]
  }

  func weight(of item: Int) -> Double {
    (0..<shape.leads).reduce(0.0) { $0 + Double(weight(item, $1)) }
  }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    let start = starts.isEmpty ? 0 : starts[item]
    let disturbance = disturbance?(item) ?? 0
    batch.setStart(row: row, to: start)
    for step in 0..<shape.steps {
      for feature in 0..<shape.features {
        let place = (step * count + item) * shape.features + feature
        batch[step, row, feature] = step < start ? 0 : Self.wave(place, 0.1) + disturbance
      }
    }
    for lead in 0..<shape.leads {
      let place = item * shape.leads + lead
      batch.setKnown(row: row, lead, to: Self.wave(place, 0.2))
      let weight = weight(item, lead)
      let target = weight == 0 ? maskedTarget : Float(targetScale) * Self.wave(place, 0.3)
      batch.setTarget(row: row, lead: lead, to: target, weight: weight)
    }
  }

  private static func wave(_ place: Int, _ phase: Double) -> Float {
    Float(ClosedForm.cosine(place, phase: phase))
  }
}

/// A counter that several threads may raise.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)
  var count: Int { value.load(ordering: .relaxed) }

  /// Adds one and returns the sum.
  @discardableResult
  func raise() -> Int { value.add(1, ordering: .relaxed).newValue }
}
