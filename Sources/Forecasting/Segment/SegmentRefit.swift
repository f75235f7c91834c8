import Files
import TimeSeries
import Training

/// What the networks of a blend share when they are fitted to all rows: the windows under the frame that was chosen without
/// the validation tail, and the ridge with the penalty that was.
struct SegmentRefit: Sendable {
  /// What may be read.
  let data: TrainingData
  /// The windows under the frame.
  let framed: FramedWindows
  /// Those that are learnt from.
  let windows: Windows
  /// The ridge of all rows; `nil` where no network corrects one.
  let ridge: WindowRidge?

  /// Frames all rows that `data` allows.
  init(
    _ data: TrainingData, options: ForecasterOptions, like choice: FrameChoice, hasRidge: Bool
  ) throws(Failure) {
    var options = options
    options.training.patience = 0
    let lookback = choice.framed.lookback
    self.data = data
    windows = try TrainingSplit(data, options: options, lookback: lookback).training
    framed = try FramedWindows(
      choice.framed.levels.frame, data, training: windows, lookback: lookback, horizon: options.horizon)
    ridge =
      hasRidge
      ? RidgeFit(framed, training: windows, validation: nil, penalty: choice.fit.penalty).ridge : nil
  }
}
