import LinearAlgebra

/// A moving average of the weights over the steps, which forecasts better than the last of them.
///
/// After step n the average remembers min(`memory`, (1 + n) / (10 + n)) of itself, so that the first steps,
/// which are far from where training ends, are soon forgotten.
/// - Source: Polyak and Juditsky (1992), doi:10.1137/0330046; the warm-up as in
///   `tf.train.ExponentialMovingAverage`.
struct WeightAverage: Sendable {
  private let memory: Double
  private var step = 0
  /// The average.
  let weights: Arena<Float>

  /// Starts at `initial`.
  init(_ initial: [Float], memory: Double) {
    precondition(memory > 0 && memory < 1, "an average remembers a share of itself in (0, 1)")
    self.memory = memory
    weights = Arena(initial)
  }

  /// Begins a step; ``update(_:towards:)`` then does it range by range.
  mutating func beginStep() { step += 1 }

  /// Moves the averages in `range` towards the weights after the step.
  ///
  /// Several ranges may be updated at the same time.
  func update(_ range: Range<Int>, towards newest: Arena<Float>) {
    let share = 1 - min(memory, Double(1 + step) / Double(10 + step))
    weights.move(range, towards: newest, by: Float(share))
  }

  /// Forgets all steps and starts again at `newest`.
  mutating func restart(from newest: Arena<Float>) {
    step = 0
    weights.copy(from: newest)
  }
}
