import Files
import TimeSeries
import Training

/// The limits of the numbers in a model file: those of the options they were made from.
///
/// A file may come from anywhere. Nothing is allocated for a number, or computed with it, before it was
/// checked.
package enum ModelLimits {
  /// Time steps.
  package static let steps = 1...1_000_000
  /// Units of a layer.
  package static let units = 1...16_384
  /// Layers.
  package static let layers = 1...64
  /// Numbers of anything that is counted.
  package static let counts = 0...1_000_000_000
  /// Levels of quantiles that are learnt.
  package static let levels = 1e-9...1 - 1e-9
  /// Seconds, or steps, since the origin of a time axis.
  package static let seconds: ClosedRange<Int64> = -(1 << 53)...(1 << 53)

  /// Refuses a number outside its limits.
  package static func check<Number: Comparable>(
    _ name: String, _ number: Number?, _ limits: ClosedRange<Number>, of model: String
  ) throws(Failure) {
    guard let number, !limits.contains(number) else { return }
    throw Failure(
      .modelFile,
      "\(model) has a \(name) of \(number), expected \(limits.lowerBound) to \(limits.upperBound)")
  }

  /// Refuses a spacing that is no distance.
  package static func check(_ spacing: Spacing, of model: String) throws(Failure) {
    switch spacing {
    case .fixed(let nanoseconds): try check("spacing", nanoseconds, 1...Int64.max, of: model)
    case .days(let count), .months(let count): try check("spacing", count, steps, of: model)
    case .irregular(let nanoseconds): try check("spacing", nanoseconds, 0...Int64.max, of: model)
    case .steps, .businessDays: break
    }
  }
}

extension ForecasterOptions {
  /// Refuses what no model can have been made with.
  func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("horizon", horizon, ModelLimits.steps, of: model)
    try ModelLimits.check("lookback", lookback, ModelLimits.steps, of: model)
    try ModelLimits.check("number of members", members, 1...100, of: model)
    for level in intervals?.quantileLevels ?? [] {
      try ModelLimits.check("quantile level", level, 0...1, of: model)
    }
    try network.checkLimits(of: model)
    try patches.checkLimits(of: model)
    try training.checkLimits(of: model)
  }
}

extension NetworkOptions {
  fileprivate func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("number of layers", layers.count, ModelLimits.layers, of: model)
    try ModelLimits.check("number of head layers", head.count, 0...64, of: model)
    for units in layers.map(\.units) + head + [attentionHeads] {
      try ModelLimits.check("layer", units, ModelLimits.units, of: model)
    }
    for layer in layers { try checkDropout(layer.dropout, of: model) }
  }
}

extension PatchOptions {
  fileprivate func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("segment", length, ModelLimits.steps, of: model)
    try ModelLimits.check("number of units", units, ModelLimits.units, of: model)
    try ModelLimits.check("number of steps", steps, ModelLimits.counts, of: model)
    try ModelLimits.check("batch", batch, ModelLimits.counts, of: model)
    try ModelLimits.check("lag", seasonLag, 0...ModelLimits.steps.upperBound, of: model)
    try checkDropout(dropout, of: model)
  }
}

extension TrainingOptions {
  fileprivate func checkLimits(of model: String) throws(Failure) {
    try ModelLimits.check("number of quantiles", quantileLevels?.count, 0...1_000, of: model)
    for level in quantileLevels ?? [] {
      try ModelLimits.check("quantile level", level, ModelLimits.levels, of: model)
    }
    let counts = [
      warmUpSteps, batch, maxEpochs, minEpochSteps, maxSteps ?? 0, epochSteps ?? 0, firstValidationStep ?? 0,
      patience,
    ]
    for count in counts {
      try ModelLimits.check("number in how it was trained", count, ModelLimits.counts, of: model)
    }
    for number in [learningRate, weightDecay, momentum, clip, averaging, validation] {
      try ModelLimits.check(
        "number in how it was trained", number, 0...Double.greatestFiniteMagnitude, of: model)
    }
  }
}

private func checkDropout(_ dropout: Double, of model: String) throws(Failure) {
  guard dropout >= 0, dropout < 1 else {
    throw Failure(
      .modelFile, "\(model) has a dropout of \(dropout), expected a number from 0 up to, but not, 1")
  }
}

extension ReadOptions {
  /// Refuses what no command line can have asked for.
  package func checkLimits() throws(Failure) {
    let subject = "what the file says about reading data"
    try ModelLimits.check("number of lines to skip", skipRows, 0...Int(Int32.max), of: subject)
    try ModelLimits.check("number of lines to leave out", skipFooter, 0...Int(Int32.max), of: subject)
    try ModelLimits.check("season", season, ModelLimits.steps, of: subject)
  }
}
