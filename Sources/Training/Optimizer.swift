import LinearAlgebra

/// An optimiser's state and its step, over ranges of the flat parameter array.
struct Optimizer: Sendable {
  private let options: TrainingOptions
  private let first: Arena<Float>
  private let second: Arena<Float>
  /// Steps done.
  private(set) var step = 0

  init(_ options: TrainingOptions, count: Int) {
    self.options = options
    first = Arena(zeros: count)
    second = Arena(zeros: options.optimizer == .sgd ? 0 : count)
  }

  /// Begins a step; ``update(_:of:gradient:rate:clip:)`` then does it range by range.
  mutating func beginStep() { step += 1 }

  /// Forgets all steps.
  mutating func reset() {
    step = 0
    first.clear(0..<first.count)
    second.clear(0..<second.count)
  }

  /// Updates the weights in `range` by their gradients.
  ///
  /// Several ranges may be updated at the same time.
  func update(
    _ range: Range<Int>, of weights: Arena<Float>, gradient: Arena<Float>, rate: Double, clip: Double
  ) {
    switch options.optimizer {
    case .adam, .adamw:
      weights.adam(
        range, gradient: gradient, first: first, second: second, step: step, rate: rate, beta1: 0.9,
        beta2: 0.999, epsilon: 1e-8, clip: clip,
        decay: options.optimizer == .adamw ? 1 - rate * options.weightDecay : 1)
    case .sgd:
      weights.descend(
        range, gradient: gradient, velocity: first, rate: rate, momentum: options.momentum,
        weightDecay: options.weightDecay, clip: clip, isFirst: step == 1)
    }
  }
}
