import Files
import TimeSeries
import Training

/// What the networks of a blend share when they are fitted to other rows than those that chose for them, mostly to all: the
/// windows under the chosen frame, and the ridge with the chosen penalty.
struct SegmentRefit: Sendable {
  /// What is learnt from.
  let data: TrainingData
  /// The windows under the frame.
  let framed: FramedWindows
  /// Those that are learnt from.
  let windows: Windows
  /// The ridge of those rows; `nil` where no network corrects one.
  let ridge: WindowRidge?

  /// Frames the rows that `data` allows.
  init(
    _ data: TrainingData, options: ForecasterOptions, like choice: FrameChoice, hasRidge: Bool
  ) throws(Failure) {
    var options = options
    options.training.patience = 0
    let lookback = choice.framed.lookback
    self.data = data
    windows = try TrainingSplit(data, options: options, lookback: lookback).training
    framed = try FramedWindows(
      choice.framed.levels.frame, data, measured: data, training: windows, lookback: lookback,
      horizon: options.horizon)
    ridge =
      hasRidge
      ? RidgeFit(framed, training: windows, validation: nil, penalty: choice.fit.penalty).ridge : nil
  }
}
