import Files
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// What the networks of a blend share when they are fitted to other windows than those that chose for them, mostly to all:
/// the windows under the chosen frame, and the ridge with the chosen penalty.
struct SegmentRefit: Sendable {
  /// What may be read.
  let data: TrainingData
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

  /// Frames `windows`, or all that `data` has. How series are measured is told by all rows that `data` allows.
  init(
    _ data: TrainingData, windows: Windows? = nil, options: ForecasterOptions, like choice: FrameChoice,
    hasRidge: Bool
  ) throws(Failure) {
    let lookback = choice.framed.lookback
    self.data = data
    loss = choice.loss
    sizes = choice.sizes
    if let windows {
      self.windows = windows
    } else {
      var options = options
      options.training.patience = 0
      self.windows = try TrainingSplit(data, options: options, lookback: lookback).training
    }
    framed = try FramedWindows(
      choice.framed.levels.frame, data, training: self.windows, lookback: lookback, horizon: options.horizon)
    ridge =
      hasRidge
      ? RidgeFit(framed, training: self.windows, validation: nil, penalty: choice.fit.penalty).ridge : nil
  }
}
