import Forecasting
import TimeSeries

/// One question of a protocol: a panel, what may be learnt of it, what is to be forecast, and how that is
/// scored.
struct Trial: Sendable {
  /// One fit, and the forecasts it is asked for.
  struct Round: Sendable {
    /// The rows of each series that the fit may read, validation rows included.
    let rows: [Range<Int>]
    /// Those of them that the protocol does not keep for validation.
    let rowsToFit: [Range<Int>]
    /// Where forecasts are made; all leads of each have rows in the panel.
    let cutoffs: [Cutoff]

    /// Creates a round; without `rowsToFit`, the protocol keeps no rows for validation.
    init(rows: [Range<Int>], rowsToFit: [Range<Int>]? = nil, cutoffs: [Cutoff]) {
      precondition(
        cutoffs.allSatisfy { rows[$0.series].upperBound <= $0.index }, "a fit reads nothing that is forecast")
      self.rows = rows
      self.rowsToFit = rowsToFit ?? rows
      self.cutoffs = cutoffs
    }
  }

  /// What tells it from the protocol's other trials, as "h 24".
  let name: String
  /// The series, up to the last row that the protocol knows.
  let panel: Panel
  /// The fits.
  let rounds: [Round]
  /// The fits of networks, where those are fitted less often.
  let networkRounds: [Round]
  /// The options of every model: the defaults, but for what the protocol prescribes.
  let options: ForecasterOptions
  /// How forecasts are scored.
  let metrics: [Metric]

  /// Creates the trial of a single fit.
  init(
    name: String, panel: Panel, rows: [Range<Int>], cutoffs: [Cutoff], options: ForecasterOptions,
    metrics: [Metric]
  ) {
    self.init(
      name: name, panel: panel, rounds: [Round(rows: rows, cutoffs: cutoffs)], options: options,
      metrics: metrics)
  }

  /// Creates a trial.
  init(
    name: String, panel: Panel, rounds: [Round], networkRounds: [Round]? = nil, options: ForecasterOptions,
    metrics: [Metric]
  ) {
    self.name = name
    self.panel = panel
    self.rounds = rounds
    self.networkRounds = networkRounds ?? rounds
    self.options = options
    self.metrics = metrics
  }
}
