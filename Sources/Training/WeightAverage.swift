import LinearAlgebra

/// A moving average of the weights over the steps, which forecasts better than the last of them.
///
/// After step n the average remembers min(`memory`, (1 + n) / (10 + n)) of itself, so that the first steps, which are
/// far from where training ends, are soon forgotten.
/// - Source: Polyak and Juditsky (1992), doi:10.1137/0330046; the warm-up as in `tf.train.ExponentialMovingAverage`.
struct WeightAverage: Sendable {
  private let memory: Double
  private var step = 0
  private var mean: [Float]

  /// Starts at `initial`.
  init(_ initial: [Float], memory: Double) {
    precondition(memory > 0 && memory < 1, "an average remembers a share of itself in (0, 1)")
    self.memory = memory
    mean = initial
  }

  /// The average.
  var weights: Arena<Float> { Arena(mean) }

  /// Takes the weights after one more step.
  mutating func add(_ weights: Arena<Float>) {
    step += 1
    let share = Float(1 - min(memory, Double(1 + step) / Double(10 + step)))
    let newest = weights.elements
    for index in mean.indices { mean[index] += share * (newest[index] - mean[index]) }
  }

  /// Forgets all steps and starts again at `weights`.
  mutating func restart(from weights: Arena<Float>) {
    step = 0
    mean = weights.elements
  }
}
