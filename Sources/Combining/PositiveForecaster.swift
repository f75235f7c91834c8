import Forecasting
import FoundationEssentials
import Models
import TimeSeries
import Windowing

/// A forecaster of variances: none of its forecasts lies below the least positive value known at the cutoff.
///
/// QLIKE is infinite for a forecast of 0 and meaningless below it, so that one extrapolation of a trend or a
/// regression would decide a whole comparison. The bound applies where most of the values known at a cutoff
/// are positive; a zero among them, of a day without trades, lifts it no more than a missing value does.
///
/// - Source: Bollerslev, Patton and Quaedvlieg (2016), doi:10.1016/j.jeconom.2015.10.007, replace forecasts
///   of realised variances outside the range of those observed ("insanity filter"); here only those below it,
///   by its lower end.
package struct PositiveForecaster<Base: Forecaster>: Forecaster {
  /// What forecasts before the bound.
  package let base: Base

  package var name: String { base.name }
  package var learnsQuantiles: Bool { base.learnsQuantiles }

  package init(_ base: Base) { self.base = base }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    FittedPositiveForecaster(base: try base.fit(data, session: session))
  }
}

extension PositiveForecaster: WarmStartable where Base: WarmStartable {
  package var startsWarm: Bool { base.startsWarm }

  package func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    let previous = (previous as? FittedPositiveForecaster)?.base ?? previous
    return FittedPositiveForecaster(base: try base.fit(data, from: previous, session: session))
  }
}

/// A fitted forecaster of variances, with the lower bound of a ``PositiveForecaster``.
///
/// It has no record of its own: the record of its base has the objective QLIKE, from which it is made again.
package struct FittedPositiveForecaster: FittedForecaster {
  /// What forecasts before the bound.
  package let base: any FittedForecaster

  package var name: String { base.name }
  package var horizon: Int { base.horizon }

  /// Bounds the forecasts of `base`.
  package init(base: any FittedForecaster) { self.base = base }

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try forecast(panel, at: cutoffs, asking: .none, session: session)
  }

  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    let bounds = panel.leastPositiveValues(before: cutoffs)
    let forecasts = try base.forecast(panel, at: cutoffs, asking: asked, session: session)
    return zip(forecasts, bounds).map { forecast, bound in
      bound.map { bound in forecast.mapped { max(bound, $0) } } ?? forecast
    }
  }

  package func record() throws -> ModelRecord { try base.record() }
}

extension Panel {
  /// For each cutoff the least positive value of its series before it; `nil` where not more than half of the
  /// values are positive.
  ///
  /// - Complexity: O(rows + cutoffs log cutoffs).
  fileprivate func leastPositiveValues(before cutoffs: [Cutoff]) -> [Double?] {
    var bounds = [Double?](repeating: nil, count: cutoffs.count)
    let order = cutoffs.indices.sorted {
      (cutoffs[$0].series, cutoffs[$0].index) < (cutoffs[$1].series, cutoffs[$1].index)
    }
    var (row, least, positive, observed) = (0, Double.infinity, 0, 0)
    var current: Int?
    for place in order {
      let cutoff = cutoffs[place]
      if cutoff.series != current {
        (row, least, positive, observed, current) = (0, .infinity, 0, 0, cutoff.series)
      }
      let target = series[cutoff.series].target
      while row < min(cutoff.index, target.count) {
        let value = target[row]
        row += 1
        guard !value.isNaN else { continue }
        observed += 1
        guard value > 0 else { continue }
        positive += 1
        least = min(least, value)
      }
      if 2 * positive > observed { bounds[place] = least }
    }
    return bounds
  }
}

extension ModelRecord {
  /// Whether the model was made for variances.
  ///
  /// The options stand at the top of the configurations of simple models, and under a key of their own in
  /// others.
  package var isOfVariances: Bool {
    // What restored the model has read the whole configuration, and refused what it may not be.
    guard let found = try? JSONDecoder().decode(Objectives.self, from: Data(configuration.utf8)) else {
      return false
    }
    return (found.objective ?? found.options?.objective) == .qlike
  }

  private struct Objectives: Decodable {
    struct Options: Decodable { var objective: Objective? }

    var objective: Objective?
    var options: Options?
  }
}
