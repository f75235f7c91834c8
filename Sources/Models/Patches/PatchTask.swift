import Files
import Forecasting
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// The data that a network of patches is fitted to: training and validation windows under a frame, and the
/// ridge regression whose residuals it forecasts.
package struct PatchTask: Sendable {
  /// All rows that may be read.
  package let data: TrainingData
  /// The rows from which statistics are computed.
  package let head: TrainingData
  /// The windows under the frame.
  package let framed: FramedWindows
  /// The training windows.
  package let training: Windows
  /// The windows for early stopping; `nil` where the number of steps is given.
  package let validation: EvenlySpacedWindows?
  /// The relative difference of validation losses that is taken for sampling error.
  package let tolerance: Double
  /// The ridge regression fitted to the training windows; `nil` for a network that forecasts the target
  /// itself.
  package let ridge: WindowRidge?
  /// The chosen loss.
  package let loss: Loss
  /// The chosen sizes of the network.
  package let sizes: PatchSizes

  /// Creates the task of `branch` under a chosen frame.
  ///
  /// - Parameters:
  ///   - branch: The network, which forecasts the residuals of a ridge regression or the target itself.
  ///   - data: The rows that may be read.
  ///   - split: The training and the validation windows; `nil` to fit to all rows of `data`.
  ///   - options: The options of the forecaster.
  ///   - choice: The chosen frame, loss and sizes.
  ///   - isPlain: Whether values are learnt without a logarithm even where the choice has one.
  /// - Throws: `Failure` where no window fits.
  package init(
    _ branch: PatchForecaster.Branch, _ data: TrainingData, split: TrainingSplit?,
    options: ForecasterOptions, like choice: FrameChoice, isPlain: Bool = false
  ) throws(Failure) {
    let lookback = choice.framed.lookback
    self.data = data
    if let split {
      (head, training, validation) = (split.head, split.training, split.validation)
      tolerance = split.tolerance(horizon: options.horizon)
    } else {
      var options = options
      options.training.patience = 0
      head = data
      training = try TrainingSplit(data, options: options, lookback: lookback).training
      (validation, tolerance) = (nil, 0)
    }
    loss = choice.loss
    sizes = choice.sizes
    var frame = choice.framed.frame
    if isPlain { frame.isLogarithmic = false }
    framed = try FramedWindows(
      frame, data, measured: head, training: training, lookback: lookback, horizon: options.horizon)
    ridge = branch == .correction ? RidgeFit(framed, training, penalty: choice.fit.penalty).ridge : nil
  }
}
