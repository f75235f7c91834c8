import Files
public import TimeSeries

/// Something that learns to forecast: a configuration without weights.
///
/// An unfitted forecaster cannot forecast: ``fit(_:session:)`` returns the type that can.
public protocol Forecaster: Sendable {
  /// The registry's name, and the column in the predictions file.
  var name: String { get }

  /// Whether it learns quantiles itself, so that what it fits can be asked for them.
  var learnsQuantiles: Bool { get }

  /// Learns from the rows that `data` allows and from nothing else.
  ///
  /// - Throws: `Failure` when the data are too short or the loss stops being finite.
  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster

  /// Learns as ``fit(_:session:)`` does, and returns as well the fits that it made without some of the rows.
  ///
  /// The errors of these fits on the rows that they left out show how uncertain forecasts are. There is none
  /// where all rows were used at once.
  ///
  /// - Throws: `Failure` when the data are too short or the loss stops being finite.
  func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit])
}

extension Forecaster {
  /// No: it learns to forecast points.
  public var learnsQuantiles: Bool { false }

  /// Learns from all rows at once.
  public func fitHoldingOut(
    _ data: TrainingData, session: Session
  ) throws -> (fitted: any FittedForecaster, heldOut: [HeldOutFit]) {
    (try fit(data, session: session), [])
  }
}

/// Something that can forecast.
public protocol FittedForecaster: Sendable {
  /// The registry's name, and the column in the predictions file.
  var name: String { get }

  /// The number of leads a forecast has.
  var horizon: Int { get }

  /// Forecasts leads 1...`horizon` at each cutoff, in the order given.
  ///
  /// The history read is rows `..<cutoff.index` of the cutoff's series. Of later rows only the times and the
  /// future covariates are read, for the leads asked for. Many cutoffs in one call are computed in batches;
  /// a forecast does not depend on which others are asked for with it, to the last bit.
  ///
  /// - Throws: `Failure` (data) when a covariate known ahead, which the model reads, is missing in the
  ///   horizon.
  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast]

  /// Forecasts as ``forecast(_:at:session:)`` does, with what `asked` asks for beside the points.
  ///
  /// - Throws: `Failure` (arguments) when the forecaster knows nothing of its uncertainty and is asked for
  ///   it.
  func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast]

  /// What a model file stores of it.
  func record() throws -> ModelRecord
}

extension ModelRecord {
  /// Makes the fitted forecaster that a record is of; one of parts asks for theirs.
  package typealias Restorer = (ModelRecord) throws(Failure) -> any FittedForecaster
}

extension FittedForecaster {
  /// Forecasts points alone.
  public func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    try refuse(asked)
    return try forecast(panel, at: cutoffs, session: session)
  }

  /// Refuses to say anything beside points.
  package func refuse(_ asked: SpreadRequest) throws(Failure) {
    guard asked.isEmpty else {
      throw Failure(
        .arguments, "\(name) was fitted without intervals, and knows nothing of its errors",
        fix: "give --level, --quantiles or --event to fit too")
    }
  }
}

/// The numbers forecast at one cutoff.
public struct Forecast: Sendable, Equatable {
  /// One number a lead, in the target's units.
  public var point: [Double]
  /// How uncertain they are; `nil` where that was not asked for.
  public var spread: Spread?

  /// Creates a forecast.
  public init(point: [Double], spread: Spread? = nil) {
    self.point = point
    self.spread = spread
  }

  /// The forecast with every number in its units replaced by what `bound`, which must not fall, makes of it.
  package func mapped(_ bound: (Double) -> Double) -> Forecast {
    var forecast = self
    forecast.point = point.map(bound)
    forecast.spread?.quantiles = spread?.quantiles.map { $0.map(bound) } ?? []
    return forecast
  }
}

/// The part of a panel that one fit may read.
public struct TrainingData: Sendable {
  /// The panel; rows outside `rows` must not be read.
  public let panel: Panel
  /// For each series the rows to learn targets from, half open; empty where the series has none.
  ///
  /// Inputs may not reach before the lower bound nor past the upper one.
  public let rows: [Range<Int>]

  /// Creates training data from the given rows of each series of `panel`.
  public init(panel: Panel, rows: [Range<Int>]) {
    precondition(rows.count == panel.series.count, "one range of rows for each series")
    self.panel = panel
    self.rows = rows
  }

  /// The rows of each series, in the runs between which nothing is compared (see ``Series/runs(of:)``).
  package var runs: [[Range<Int>]] { zip(panel.series, rows).map { $0.runs(of: $1) } }

  /// All known rows of all series.
  public init(panel: Panel) {
    self.init(panel: panel, rows: panel.series.map { 0..<$0.count })
  }
}
