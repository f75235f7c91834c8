import Files
public import TimeSeries

/// A forecast that follows from the history by a rule, without learning.
public protocol ForecastRule: Sendable {
  /// The registry's name.
  static var name: String { get }

  /// Creates the rule for series with a season of `season` steps; 1 means no season.
  init(season: Int)

  /// Forecasts `horizon` leads after `history`, which has at least one observed value.
  func point(after history: History, horizon: Int) -> [Double]
}

/// The known rows of one series at a cutoff.
public struct History: Sendable {
  /// Every row before the cutoff; `.nan` is a missing cell.
  public let values: ArraySlice<Double>
  /// The rows before the cutoff that belong with the last one: no segment boundary lies between them.
  public let segment: ArraySlice<Double>
  /// The value of the last observed row.
  public let lastObserved: Double

  /// Takes what is known of `panel` at `cutoff`.
  ///
  /// - Throws: `Failure` when no row before the cutoff has a value.
  public init(_ panel: Panel, at cutoff: Cutoff) throws(Failure) {
    let series = panel.series[cutoff.series]
    let known = series.target[..<min(cutoff.index, series.count)]
    guard let last = known.last(where: { !$0.isNaN }) else {
      throw Failure(
        .data, "series \(series.id) has no observed value in the \(known.count) rows before the cutoff",
        fix: "start later with fewer --folds, or leave this series out")
    }
    values = known
    segment = known[series.rowsOfSegment(endingAt: known.endIndex)]
    lastObserved = last
  }
}

extension Series {
  /// The rows before `end` that belong with row `end - 1`; empty when there is no row before `end`.
  func rowsOfSegment(endingAt end: Int) -> Range<Int> {
    guard let segment = segments.last(where: { $0.lowerBound < end }) else { return 0..<end }
    return segment.lowerBound..<end
  }

  /// The target of those rows.
  func history(before end: Int) -> ArraySlice<Double> { target[rowsOfSegment(endingAt: end)] }
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

  init(options: ForecasterOptions, season: Int) {
    self.options = options
    self.season = season
  }

  /// Applies the rule at each cutoff.
  ///
  /// - Throws: `Failure` when a series has no observed value before its cutoff, or the rule's result is too
  ///   large for a number.
  public func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let rule = Rule(season: season)
    return try cutoffs.map { cutoff in
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

/// Throws when one of `values`, a forecast of `model` for `series`, is not a finite number.
func requireFinite(_ values: [Double], model: String, series: String) throws(Failure) {
  guard let lead = values.firstIndex(where: { !$0.isFinite }) else { return }
  throw Failure(
    .notFinite, "\(model) forecasts \(values[lead]) for series \(series) at lead \(lead + 1)",
    fix: "check the series for extreme values with foresee inspect")
}
