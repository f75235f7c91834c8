import Platform

/// The learning rate of each step.
public struct LearningRate: Sendable {
  private let peak: Double
  private let schedule: ScheduleKind
  private let warmUpSteps: Int
  private let totalSteps: Int
  /// The product of all halvings so far, by which every later rate is multiplied.
  public private(set) var factor = 1.0

  /// Creates the rates of `totalSteps` steps.
  public init(_ options: TrainingOptions, totalSteps: Int) {
    peak = options.learningRate
    schedule = options.schedule
    warmUpSteps = options.warmUpSteps
    self.totalSteps = max(1, totalSteps)
  }

  /// Halves the rate of all later steps.
  public mutating func halve() { factor /= 2 }

  /// The rate of `step`, counted from 1.
  ///
  /// - Complexity: O(1).
  public func rate(at step: Int) -> Double {
    let progress = Double(step - 1) / Double(totalSteps)
    let shape: Double =
      switch schedule {
      case .constant, .plateau: 1
      case .cosine: 0.5 * (1 + cos(.pi * progress))
      case .step: 1 / Double(1 << min(3, Int(progress * 4)))
      }
    let warmUp = step < warmUpSteps ? Double(step) / Double(warmUpSteps) : 1
    return peak * shape * warmUp * factor
  }
}
