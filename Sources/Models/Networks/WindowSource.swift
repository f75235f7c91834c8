import Forecasting
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// Writes windows of a panel into the batches of the recurrent networks that read a window step by step;
/// ``PatchSource`` does it for the networks of patches.
///
/// The inputs of a window are rows before its origin. Of the rows from the origin on, only the covariates
/// known ahead and the calendar are read, and the targets where `writesTargets` is true.
struct WindowSource<Items: RandomAccessCollection & Sendable>: BatchSource
where Items.Element == Window, Items.Index == Int {
  /// What all windows of one fit or forecast share.
  let context: WindowContext
  /// The windows.
  let windows: Items
  /// Whether targets are written; a forecast has none.
  let writesTargets: Bool

  var count: Int { windows.count }

  func weight(of item: Int) -> Double {
    guard writesTargets else { return 0 }
    let window = windows[item]
    return Double(window.observedLeads(in: context.targets[window.series], horizon: context.horizon))
  }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    let window = windows[item]
    let normalisation = context.normalisation(of: window)
    context.writeInputs(row, of: batch, window, normalisation)
    context.writeKnown(row, of: batch, window)
    context.writeTargets(row, of: batch, window, normalisation, isLearnt: writesTargets)
  }
}
