public import Files
import Forecasting
public import Layers
public import LinearAlgebra
import TimeSeries
public import Training
import Windowing

/// The windows of a panel as a recurrent network trains on them: normalised, and written straight into a
/// batch.
///
/// No window is stored; each is cut from its series when a batch is filled.
public struct TrainingWindows: BatchSource {
  private let source: WindowSource<Windows>
  /// What a network reads and writes, a row of the batch.
  public let shape: NetworkShape

  /// Cuts the windows that `data` allows before their validation tail.
  ///
  /// - Throws: `Failure` (data) when no window fits.
  public init(_ data: TrainingData, options: ForecasterOptions) throws(Failure) {
    let lookback = options.lookback ?? LookbackRule(data, horizon: options.horizon).lookback
    let split = try TrainingSplit(data, options: options, lookback: lookback)
    let targets = try data.transformedTargets(options.givenTransform)
    let facts = NetworkFacts(data, options: options, lookback: lookback, anchor: .lastValue, targets: targets)
    shape = facts.shape
    source = WindowSource(
      context: facts.context(data.panel, targets: targets, isTraining: true), windows: split.training,
      writesTargets: true)
  }

  /// The number of windows.
  public var count: Int { source.count }

  /// The sum of the weights of a window's targets; 0 where all of them are missing.
  public func weight(of item: Int) -> Double { source.weight(of: item) }

  /// Writes a window, with its normalised targets and their weights, into a row of the batch.
  public func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    source.fill(row, of: batch, with: item)
  }
}
