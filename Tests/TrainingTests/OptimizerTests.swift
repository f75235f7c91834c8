import LinearAlgebra
import TestSupport
import Testing

@testable import Training

/// Optimisers against `torch.optim`: `write_optimizers` in `Tests/Fixtures/generate.py`.
@Suite("Optimisers agree with PyTorch's")
struct OptimizerTests {
  private struct Reference: Decodable {
    struct Run: Decodable {
      let optimizer: OptimizerKind
      let weights: [[Double]]
    }
    let runs: [Run]
  }

  @Test("six clipped steps of Adam, AdamW, and SGD with momentum and weight decay")
  func trajectories() throws {
    let reference = try Fixture.load("optimizers.json", as: Reference.self)
    #expect(Set(reference.runs.map(\.optimizer)) == Set(OptimizerKind.allCases))
    for run in reference.runs {
      let found = try weights(run.optimizer, steps: run.weights.count)
      for (step, expected) in run.weights.enumerated() {
        // Weights near 1 in single precision: two roundings a step.
        #expect(Distance.relative(found[step], expected) < 1e-6, "\(run.optimizer), step \(step + 1)")
      }
    }
  }

  @Test("forget everything when they are reset", arguments: OptimizerKind.allCases)
  func reset(kind: OptimizerKind) throws {
    let once = try weights(kind, steps: 3)
    #expect(try weights(kind, steps: 3, resets: true) == once)
  }

  /// The weights after each step on gradients of closed form, clipped to a norm of 1.
  private func weights(_ kind: OptimizerKind, steps: Int, resets: Bool = false) throws -> [[Float]] {
    let count = 7
    var options = TrainingOptions()
    options.optimizer = kind
    options.weightDecay = 0.1
    let weights = Arena<Float>(zeros: count)
    var optimizer = Optimizer(options, count: count)
    func run() -> [[Float]] {
      weights.copy(from: ClosedForm.cosines(count).map { Float($0) })
      return (1...steps).map { step in
        let gradient = Arena(ClosedForm.cosines(count, phase: Double(step)).map { Float($0) })
        let norm = gradient.squares(0..<count).squareRoot()
        optimizer.beginStep()
        for range in [0..<4, 4..<count] {
          optimizer.update(
            range, of: weights, gradient: gradient, rate: 0.05, clip: min(1, 1 / (norm + 1e-6)))
        }
        return weights.elements
      }
    }
    if resets {
      _ = run()
      optimizer.reset()
    }
    return run()
  }
}
