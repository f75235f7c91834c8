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

  @Test("of several fits says which it is, and the time left of all of them")
  func several() {
    var progress = FitProgress(
      model: "gru", epoch: 3, maxEpochs: 100, fraction: 0.9, loss: 0.51236, validationLoss: nil,
      windowsPerSecond: 2403.6)
    (progress.fit, progress.fits, progress.totalFraction) = (2, 20, 0.1)
    #expect(
      ProgressLine.line(progress, elapsed: .seconds(10))
        == "gru  fit 2/20  epoch 3/100  loss 0.5124  2404 windows/s  at most 1:30 left")
  }

  @Test("leaves out what is not known yet")
  func start() {
    #expect(
      line(fraction: 0, validation: nil, elapsed: .zero) == "gru  epoch 3/100  loss 0.5124  2404 windows/s")
  }
}
