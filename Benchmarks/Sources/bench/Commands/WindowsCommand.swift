import ArgumentParser
import CAllocations
import Forecasting
import LinearAlgebra
import Models
import TimeSeries

/// Measures how fast windows of a panel are cut, normalised and written into batches, on one thread.
struct WindowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "windows", abstract: "Filling batches with windows of a panel: batches/s and windows/s.")

  @Option(help: "Windows of a batch.")
  var batch = 32
  @Option(parsing: .upToNextOption, help: "Past steps a window reads.")
  var lookbacks = [24, 96, 384]
  @Option(help: "Seconds to measure each for.")
  var seconds = 1.0
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    var report = Report(json: json)
    let data = TrainingData(panel: Waves.panel(series: 8, rows: 10_000))
    for lookback in lookbacks {
      let windows = try TrainingWindows(data, options: ForecasterOptions(horizon: 5, lookback: lookback))
      try report.add(measured(windows))
    }
  }

  private func measured(_ windows: TrainingWindows) throws -> [Field] {
    let shape = windows.shape
    var plan = ActivationPlan(rows: batch)
    let input = plan.reserveSequence(steps: shape.steps, columns: shape.features)
    let known = plan.reserve(batch, shape.leads * shape.knownFeatures)
    let (target, weight) = (plan.reserve(batch, shape.leads), plan.reserve(batch, shape.leads))
    let workspace = Workspace<Float>(plan)
    let buffer = BatchBuffer(workspace, input: input, known: known, target: target, weight: weight)
    var (item, batches) = (0, 0)
    let before = allocation_count()
    let rate = rate(during: seconds) {
      for row in 0..<batch {
        windows.fill(row, of: buffer, with: item)
        // Windows are shuffled in training: neighbours in a batch lie far apart.
        item = (item + 7_919) % windows.count
      }
      batches += 1
    }
    return [
      ("lookback", .integer(shape.steps)), ("batch", .integer(batch)),
      ("batches/s", .number(rate, decimals: 0)), ("windows/s", .number(rate * Double(batch), decimals: 0)),
      ("allocations/batch", .number(Double(allocation_count() - before) / Double(batches), decimals: 1)),
    ]
  }
}
