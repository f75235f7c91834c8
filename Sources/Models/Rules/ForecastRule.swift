import Files
import Forecasting
public import TimeSeries
import Windowing

/// A forecast that follows from the history by a rule, without learning.
public protocol ForecastRule: Sendable {
  /// The registry's name.
  static var name: String { get }

  /// Creates the rule for series with a season of `season` steps; 1 means no season.
  init(season: Int)

  /// Forecasts `horizon` leads after `history`, which has at least one observed value.
  func point(after history: History, horizon: Int) -> [Double]
}

/// A forecaster that applies a rule; fitting it only takes down the season.
public struct RuleForecaster<Rule: ForecastRule>: Forecaster {
  /// The options, of which the horizon is used.
  public var options: ForecasterOptions
  /// The rule's name.
  public var name: String { Rule.name }

  /// Creates a forecaster.
  public init(_ options: ForecasterOptions) { self.options = options }

  /// Takes down the panel's season; no target is read.
  public func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    FittedRule<Rule>(options: options, season: data.panel.season)
  }

  /// Takes down the panel's season; the later half of the rows shows how well the rule forecasts, which has
  /// learnt from none.
  public func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    let fitted = try fit(data, session: session)
    let later = data.rows.map { $0.lowerBound + ($0.count + 1) / 2..<$0.upperBound }
    return (fitted, [HeldOutFit(fitted, without: later, isChosenByThem: false)])
  }
}

/// A rule with its horizon and season.
public struct FittedRule<Rule: ForecastRule>: FittedForecaster {
  /// The options it was made with, of which the horizon is used.
  public let options: ForecasterOptions
  /// Steps a season lasts; 1 means no season.
  public let season: Int
  /// The rule's name.
  public var name: String { Rule.name }
  /// The number of leads a forecast has.
  public var horizon: Int { options.horizon }

  package init(options: ForecasterOptions, season: Int) {
    self.options = options
    self.season = season
  }

  /// Applies the rule at each cutoff.
  ///
  /// - Throws: `Failure` when a series has no observed value before its cutoff, or the rule's result is too
  ///   large for a number.
  public func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let rule = Rule(season: season)
    return try session.eachOfSeries(cutoffs) { cutoff in
      let point = rule.point(after: try History(panel, at: cutoff), horizon: horizon)
      try requireFinite(point, model: name, series: panel.series[cutoff.series].id)
      return Forecast(point: point)
    }
  }

  /// A record with a configuration and no tensors.
  public func record() throws -> ModelRecord {
    let configuration = BaselineConfiguration(options: options, season: season)
    return try ModelRecord(model: name, encoding: configuration, tensors: [])
  }

  /// Restores the rule that `record` was made of.
  ///
  /// - Throws: `Failure` when the record is of another model or its configuration cannot be read.
  public init(record: ModelRecord) throws(Failure) {
    let configuration = try BaselineConfiguration(record, of: Rule.name)
    self.init(options: configuration.options, season: configuration.season)
  }
}
