import Platform
import TestSupport
import Testing
import Training

@Suite("Learning rates")
struct LearningRateTests {
  private func rates(_ schedule: ScheduleKind, warmUp: Int = 0, steps: Int) -> [Double] {
    var options = TrainingOptions()
    options.learningRate = 0.8
    options.schedule = schedule
    options.warmUpSteps = warmUp
    let rates = LearningRate(options, totalSteps: steps)
    return (1...steps).map { rates.rate(at: $0) }
  }

  @Test("a constant rate is constant, and a plateau's until something halves it")
  func constant() {
    #expect(rates(.constant, steps: 3) == [0.8, 0.8, 0.8])
    #expect(rates(.plateau, steps: 3) == [0.8, 0.8, 0.8])
    var plateau = LearningRate(TrainingOptions(), totalSteps: 9)
    plateau.halve()
    plateau.halve()
    #expect(plateau.rate(at: 5) == 1e-3 / 4)
  }

  @Test("steps halve the rate after each quarter")
  func step() {
    #expect(rates(.step, steps: 8) == [0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1, 0.1])
  }

  @Test("half a cosine falls from the peak towards 0")
  func cosine() {
    let rates = rates(.cosine, steps: 100)
    #expect(rates[0] == 0.8)
    // cos(π / 2) is 6e-17 in double precision, half a unit in the last place of the sum with 1.
    #expect(Distance.ulps(rates[50], 0.4) <= 1)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(rates[99] > 0 && rates[99] < 1e-3)
  }

  @Test("a warm-up rises in equal steps to the peak, then leaves the schedule alone")
  func warmUp() {
    #expect(rates(.constant, warmUp: 4, steps: 6).map { Float($0) } == [0.2, 0.4, 0.6, 0.8, 0.8, 0.8])
    #expect(rates(.step, warmUp: 2, steps: 8) == [0.4, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1, 0.1])
  }
}
