public import Forecasting
public import TimeSeries

/// How files of forecasts are read and compared.
public struct ComparisonOptions: Sendable {
  /// How files are read; columns that a file does not have are recognised by their names.
  public var reading = ReadOptions()
  /// The column with the cutoff, or the cutoff of all forecasts; `nil` for one that is named so.
  public var cutoff: String?
  /// The column with the lead; `nil` for one that is named so.
  public var lead: String?
  /// The models to compare; empty for all.
  public var models: [String] = []
  /// The probability inside intervals whose columns do not say it, in percent; `nil` for Prophet's 80.
  public var level: Double?
  /// Whether the values are in a file of their own.
  public internal(set) var hasTruth = false

  /// Whether cutoffs are those of each series; `nil` where most of them are at an instant of their own.
  public var clock: Backtest.Clock?
  /// The model that others are tested against; `nil` for naive, or the first model without it.
  public var reference: String?
  /// The metric that is shown beside the usual ones.
  public var objective = Objective.mase
  /// Whether calls of direction are scored, which takes a history.
  public var scoresDirection = false

  /// What Prophet's intervals hold, unless it is told otherwise.
  static let usualLevel = 80.0

  /// Creates options that recognise everything.
  public init() {}
}

/// The forecasts of one model in a file.
struct ComparedModel {
  /// Its name; empty for one that is named by its file.
  var name: String
  /// The positions of its columns in the file.
  var point: Int
  /// Its quantiles, by level in (0, 1), rising.
  var quantiles: [(level: Double, column: Int)] = []
  /// The levels of the intervals whose ends the file has, in percent.
  var levels: [Double] = []
}

/// A file of forecasts, read.
struct ComparedFile {
  /// The file as messages name it.
  var name: String
  /// The file's name without folder and ending.
  var stem: String
  /// Its rows.
  var rows: ForecastRows
  /// The models, which name columns by their positions among the values.
  var models: [ComparedModel]
  /// The names of all its models, those that were not asked for too.
  var known: [String]
  /// The position of the column with what was observed.
  var actual: Int?
  /// The name of that column.
  var actualName: String?
  /// The position of the column with the lead.
  var lead: Int?
  /// Whether it may begin with fitted values of the past.
  var mayHoldPast = false
  /// The cutoff of all forecasts, where an option gives it.
  var cutoff: Instant?
  /// What a user should be told.
  var notices: [String]

  /// Whether each forecast has a cutoff of its own.
  var hasCutoffs: Bool { !rows.cutoffs.isEmpty }
}
