import Combining
public import Forecasting
import Models
import TimeSeries
import Training
import Windowing

/// What a fit of a model takes: an order of magnitude, which tells seconds from minutes and minutes from
/// hours.
///
/// Networks take as many steps of the optimiser as they gain from, between a quarter and twice of what is
/// counted here, and processors differ: of twenty files that this was measured on, most took between half and
/// twice the time, and all between a third and three times.
public struct FitCost: Sendable, Equatable {
  /// Windows that are learnt from.
  public private(set) var windows = 0
  /// Seconds of one processor.
  public private(set) var seconds = 0.0
  /// Bytes held at once.
  public private(set) var bytes = 0.0

  /// Steps that a network takes in all, with those of its second fit to all rows; and of one that leaves
  /// recordings out.
  private static let (usualSteps, stepsOfRecordings) = (1_000.0, 800.0)
  /// Seconds that a step takes besides its multiplications, and multiplications of networks a second.
  private static let (secondsOfStep, networkRate) = (1.3e-3, 45e9)
  /// Multiplications of regressions a second, and how often a blend solves one over all windows.
  private static let (regressionRate, regressionsOfBlend) = (5e9, 6.0)
  /// Seconds that the simple forecasts of a blend take for each row.
  private static let secondsOfRow = 80e-6
  /// Training windows below which a blend has two members of each network, and the most windows of a
  /// regression.
  private static let (fewWindows, mostWindows) = (5_000, 200_000)

  /// The cost of a fit to several targets, one after the other.
  fileprivate init(sumOf parts: [FitCost]) {
    for part in parts {
      windows += part.windows
      seconds += part.seconds
      bytes = max(bytes, part.bytes)
    }
  }

  /// The cost of `model` fitted to `data`, whose targets are learnt together.
  fileprivate init(_ model: ModelEntry, _ data: TrainingData, _ options: ForecasterOptions) {
    let rows = data.rows.reduce(0) { $0 + $1.count }
    let lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    windows = data.rows.reduce(0) { $0 + max(0, $1.count - lookback - options.horizon + 1) }
    let inputs = Double(lookback)
    let products = inputs * (inputs / 2 + Double(options.horizon))
    let regression =
      (Double(min(windows, Self.mostWindows)) * products + 3 * inputs * inputs * inputs) / Self.regressionRate
    let sums = inputs * (inputs + Double(options.horizon))
    // Small sums of products are held for each part of the windows.
    bytes = 4e7 + 200 * Double(rows) + 72 * inputs * inputs + (sums <= 2e6 ? 80 : 16) * sums
    guard model.readsPatches else {
      seconds = regression + 0.05
      return
    }
    let isBlend = model.name == Blend.name
    let learnsRecordings = isBlend && data.panel.hasOwnClocks
    let members = options.members ?? (isBlend && windows < Self.fewWindows ? 2 : 1)
    let count = learnsRecordings ? 6 : Double(members) * (isBlend ? 2 : 1)
    let most = learnsRecordings ? Self.stepsOfRecordings : Self.usualSteps
    let steps = options.training.maxSteps.map { min(most, 2 * Double($0)) } ?? most
    seconds =
      count * steps * Self.secondsOfStep(windows, lookback, options, isHalf: learnsRecordings)
      + (isBlend ? Self.regressionsOfBlend : 2) * regression
      + (isBlend ? Self.secondsOfRow * Double(rows) : 0)
  }

  /// The seconds of one step of the optimiser: a batch of windows forward and back.
  private static func secondsOfStep(
    _ windows: Int, _ lookback: Int, _ options: ForecasterOptions, isHalf: Bool
  ) -> Double {
    let patches = options.patches
    let units = Double(patches.units ?? (isHalf ? 32 : 64))
    let length = Double(patches.length(lookback: lookback).steps)
    let cells = (Double(lookback) / length).rounded(.up) + (Double(options.horizon) / length).rounded(.up)
    let batch = Double(min(patches.batch, max(4, windows / 10)))
    return secondsOfStep + 3 * batch * cells * units * (6 * units + length) / networkRate
  }
}

extension ModelEntry {
  /// What a fit to `data` takes; `nil` for models that are not estimated: rules, which take no time, and
  /// networks that read step by step.
  public func cost(ofFitting data: TrainingData, _ options: ForecasterOptions) -> FitCost? {
    guard readsPatches || name == Linear.name else { return nil }
    let targets = data.targetsLearntApart
    return FitCost(
      sumOf: targets.isEmpty
        ? [FitCost(self, data, options)]
        : targets.map { FitCost(self, data.ofTarget($0), options) })
  }
}
