import Files
import Forecasting
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// What a network of segments learns from: windows under a frame, those that validate, and the ridge it corrects.
package struct SegmentTask: Sendable {
  /// All rows that may be read.
  package let data: TrainingData
  /// The rows that statistics are taken from.
  package let head: TrainingData
  /// The windows under the frame.
  package let framed: FramedWindows
  /// Those that are learnt from.
  package let training: Windows
  /// Those that tell when to stop; `nil` where the number of steps is known.
  package let validation: EvenlySpacedWindows?
  /// The share by which validation errors may differ without meaning anything.
  package let tolerance: Double
  /// The ridge of the training windows; `nil` for a network that forecasts by itself.
  package let ridge: WindowRidge?
  /// The loss that was chosen.
  package let loss: Loss
  /// The sizes of networks that were chosen.
  package let sizes: SegmentSizes

  /// The task of `branch` under a chosen frame.
  ///
  /// - Parameters:
  ///   - split: What trains and what validates; `nil` to learn from all rows of `data`.
  ///   - isPlain: Whether values are learnt as they are, even where logarithms were chosen.
  /// - Throws: `Failure` when no window fits.
  package init(
    _ branch: SegmentForecaster.Branch, _ data: TrainingData, split: TrainingSplit?,
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
