import Files
import Forecasting
import TimeSeries
import Windowing

/// A forecaster none of whose forecasts and quantiles leaves given bounds, as of counts, which are never
/// negative.
package struct BoundedForecaster: WarmStartable {
  private let base: any Forecaster
  private let bounds: [TargetBounds]

  package var name: String { base.name }
  package var learnsQuantiles: Bool { base.learnsQuantiles }
  package var startsWarm: Bool { base.canStartWarm }

  /// Bounds the forecasts of `base`.
  package init(_ base: any Forecaster, _ bounds: [TargetBounds]) {
    self.base = base
    self.bounds = bounds
  }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    FittedBoundedForecaster(try base.fit(data, session: session), bounds)
  }

  package func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    guard let base = base as? any WarmStartable else { return try fit(data, session: session) }
    let previous = (previous as? FittedBoundedForecaster)?.base ?? previous
    return FittedBoundedForecaster(try base.fit(data, from: previous, session: session), bounds)
  }
}

/// A fitted forecaster none of whose forecasts and quantiles leaves given bounds.
public struct FittedBoundedForecaster: FittedForecaster {
  /// What its records are called, which is no model's name.
  package static let recordName = "bounded"

  /// What forecasts before the bounds.
  let base: any FittedForecaster
  private let bounds: [TargetBounds]

  /// The name of the base, since bounds make no other model of it.
  public var name: String { base.name }
  /// The number of leads, which is that of the base.
  public var horizon: Int { base.horizon }

  /// Bounds the forecasts of `base`.
  public init(_ base: any FittedForecaster, _ bounds: [TargetBounds]) {
    self.base = base
    self.bounds = bounds
  }

  /// Forecasts the points inside the bounds, without quantiles or probabilities.
  public func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try forecast(panel, at: cutoffs, asking: .none, session: session)
  }

  /// Forecasts by the base; points and quantiles are moved inside the bounds, and events that the bounds
  /// exclude have probability 0, those that they imply 1.
  public func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    let forecasts = try base.forecast(panel, at: cutoffs, asking: asked, session: session)
    return zip(forecasts, cutoffs).map { forecast, cutoff in
      let series = panel.series[cutoff.series]
      let own = bounds.filter { $0.concerns(column: series.column) }
      guard !own.isEmpty else { return forecast }
      var inside = forecast.mapped { own.reduce($0) { $1.clamped($0) } }
      guard let probabilities = inside.spread?.probabilities,
        let last = series.lastObserved(before: cutoff.index)
      else { return inside }
      inside.spread?.probabilities = zip(asked.events, probabilities).map { event, probabilities in
        let bound = event.bound(after: last)
        return probabilities.map { probability in
          own.reduce(probability) {
            event.probability($0, bound: bound, lower: $1.lower, upper: $1.upper)
          }
        }
      }
      return inside
    }
  }
}

// MARK: - Model files

/// What a model file says about bounds.
private struct BoundsConfiguration: StoredConfiguration {
  var bounds: [TargetBounds]

  var storedOptions: ForecasterOptions? { nil }

  func checkLimits(of model: String) throws(Failure) {
    guard bounds.allSatisfy({ ($0.lower ?? -.infinity) <= ($0.upper ?? .infinity) }) else {
      throw Failure(.modelFile, "the bounds of the model leave nothing between them")
    }
  }
}

extension FittedBoundedForecaster {
  /// The record of the base inside one of the bounds.
  public func record() throws -> ModelRecord {
    var record = try ModelRecord(
      model: Self.recordName, encoding: BoundsConfiguration(bounds: bounds), tensors: [])
    record.members = [try base.record()]
    return record
  }

  /// Restores the forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when it has not one forecaster between bounds.
  package init(record: ModelRecord, restoring restore: ModelRecord.Restorer) throws(Failure) {
    let configuration: BoundsConfiguration = try record.decodedConfiguration()
    guard record.members.count == 1, record.members[0].model != Self.recordName else {
      throw Failure(.modelFile, "the file does not hold one forecaster between bounds")
    }
    self.init(try restore(record.members[0]), configuration.bounds)
  }
}
