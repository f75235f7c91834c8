import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// What the networks of a blend share when they are fitted to other windows than those that chose for them, mostly to all:
/// the windows under the chosen frame, and the ridge with the chosen penalty.
struct SegmentRefit: Sendable {
  /// What tells how series are measured.
  let measured: TrainingData
  /// The windows under the frame.
  let framed: FramedWindows
  /// Those that are learnt from.
  let windows: Windows
  /// The ridge of those windows; `nil` where no network corrects one.
  let ridge: WindowRidge?
  /// The loss that was chosen.
  let loss: Loss
  /// The sizes of networks that were chosen.
  let sizes: SegmentSizes

  /// Frames the windows that train in `split`, or all that `data` has.
  init(
    _ data: TrainingData, split: TrainingSplit? = nil, options: ForecasterOptions, like choice: FrameChoice,
    hasRidge: Bool
  ) throws(Failure) {
    let lookback = choice.framed.lookback
    if let split {
      (measured, windows) = (split.measured, split.training)
    } else {
      var options = options
      options.training.patience = 0
      measured = data
      windows = try TrainingSplit(data, options: options, lookback: lookback).training
    }
    loss = choice.loss
    sizes = choice.sizes
    framed = try FramedWindows(
      choice.framed.levels.frame, data, measured: measured, training: windows, lookback: lookback,
      horizon: options.horizon)
    ridge =
      hasRidge
      ? RidgeFit(framed, training: self.windows, validation: nil, penalty: choice.fit.penalty).ridge : nil
  }
}
