public import Forecasting
public import TimeSeries

/// A forecaster none of whose forecasts lies below a bound, as of counts, which are never negative.
public struct FlooredForecaster: WarmStartable {
  private let base: any Forecaster
  private let floor: Double

  public var name: String { base.name }

  /// Bounds the forecasts of `base`.
  public init(_ base: any Forecaster, floor: Double) {
    self.base = base
    self.floor = floor
  }

  public func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    FittedFlooredForecaster(try base.fit(data, session: session), floor: floor)
  }

  public func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    guard let base = base as? any WarmStartable else { return try fit(data, session: session) }
    let previous = (previous as? FittedFlooredForecaster)?.base ?? previous
    return FittedFlooredForecaster(try base.fit(data, from: previous, session: session), floor: floor)
  }
}

/// A fitted forecaster none of whose forecasts lies below a bound.
public struct FittedFlooredForecaster: FittedForecaster {
  /// What forecasts before the bound.
  let base: any FittedForecaster
  private let floor: Double

  public var name: String { base.name }
  public var horizon: Int { base.horizon }

  /// Bounds the forecasts of `base`.
  public init(_ base: any FittedForecaster, floor: Double) {
    self.base = base
    self.floor = floor
  }

  public func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try base.forecast(panel, at: cutoffs, session: session).map { forecast in
      Forecast(
        point: forecast.point.map { max(floor, $0) },
        quantiles: forecast.quantiles.mapValues { $0.map { max(floor, $0) } })
    }
  }

  public func record() throws -> ModelRecord { try base.record() }
}
