import Layers
import LinearAlgebra
import Testing
import TimeSeries
import Training

@testable import Forecasting
@testable import Models

@Suite("Training windows")
struct TrainingWindowsTests {
  @Test("a batch holds the windows before the validation tail, measured from their last value")
  func fill() throws {
    let series = Series(
      id: "s", times: (0..<50).map { Instant(seconds: Int64($0)) }, target: (0..<50).map { Double($0) })
    let panel = Panel(series: [series], timeKind: .step, spacing: .steps, season: 1)
    var options = ForecasterOptions(horizon: 2, lookback: 4)
    options.scaler = .window
    let windows = try TrainingWindows(TrainingData(panel: panel), options: options)
    // 40 rows are left before the tail of a fifth.
    #expect(windows.count == 40 - 4 - 2 + 1)
    #expect(windows.shape.steps == 4 && windows.shape.features == 1 && windows.shape.leads == 2)

    var plan = ActivationPlan(rows: 1)
    let input = plan.reserveSequence(steps: 4, columns: 1)
    let (known, target, weight) = (plan.reserve(1, 0), plan.reserve(1, 2), plan.reserve(1, 2))
    let workspace = Workspace<Float>(plan)
    let batch = BatchBuffer(workspace, input: input, known: known, target: target, weight: weight)
    for item in [0, windows.count - 1] {
      windows.fill(0, of: batch, with: item)
      #expect(windows.weight(of: item) == 2)
      let inputs = (0..<4).map { batch[$0, 0, 0] }
      // A straight line looks the same from everywhere, and rises to 0 at its newest value.
      #expect(inputs.last == 0 && zip(inputs, inputs.dropFirst()).allSatisfy { $0 < $1 })
    }
  }
}
