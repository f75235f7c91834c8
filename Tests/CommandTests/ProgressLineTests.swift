import Forecasting
import Testing

@testable import foresee

@Suite("The progress line")
struct ProgressLineTests {
  private func line(fraction: Double, validation: Double?, elapsed: Duration) -> String {
    let progress = FitProgress(
      model: "gru", epoch: 3, maxEpochs: 100, fraction: fraction, loss: 0.51236, validationLoss: validation,
      windowsPerSecond: 2403.6)
    return ProgressLine.line(progress, elapsed: elapsed)
  }

  @Test("says model, epoch, losses, speed and the time left at most")
  func full() {
    #expect(
      line(fraction: 0.25, validation: 0.5, elapsed: .seconds(25))
        == "gru  epoch 3/100  loss 0.5124  validation 0.5000  2404 windows/s  at most 1:15 left")
  }

  @Test("leaves out what is not known yet")
  func start() {
    #expect(
      line(fraction: 0, validation: nil, elapsed: .zero) == "gru  epoch 3/100  loss 0.5124  2404 windows/s")
  }
}
