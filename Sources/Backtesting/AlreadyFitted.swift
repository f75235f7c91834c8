public import Forecasting

/// A model from a file among the forecasters of a backtest: it is never fitted again.
public struct AlreadyFitted: Forecaster {
  private let fitted: any FittedForecaster
  /// The column in the predictions file.
  public let name: String

  /// Wraps a fitted forecaster, under its own name unless another is given.
  public init(_ fitted: any FittedForecaster, name: String? = nil) {
    self.fitted = fitted
    self.name = name ?? fitted.name
  }

  /// The forecaster as it is; no data is read.
  public func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster { fitted }
}
