public import TimeSeries

/// An input that a forecast may depend on: values of the target at some lags, or a covariate.
public enum ModelInput: Hashable, Sendable {
  /// The target `from` to `through` rows before the first that is forecast; without `through`, all earlier
  /// ones too.
  case lags(from: Int, through: Int?)
  /// A covariate known up to the cutoff, by its position among those of the panel.
  case past(Int)
  /// A covariate known ahead.
  case future(Int)
  /// A covariate that is constant over a series.
  case statics(Int)

  /// The inputs that forecasts of `panel` may depend on: groups of lags, and then all covariates.
  ///
  /// Each group of lags is twice as wide as the one before, up to two seasons, or to 32 rows where that is
  /// more; the last group has all earlier rows.
  ///
  /// - Parameters:
  ///   - panel: The series and their covariates.
  ///   - history: The largest number of rows before a cutoff.
  /// - Returns: The inputs, lags from the nearest on.
  static func all(of panel: Panel, history: Int) -> [ModelInput] {
    var inputs: [ModelInput] = []
    var first = 1
    while first <= min(max(2 * panel.season, 32), history) {
      inputs.append(.lags(from: first, through: min(2 * first - 1, history)))
      first *= 2
    }
    if first <= history { inputs.append(.lags(from: first, through: nil)) }
    let covariates = panel.covariates
    inputs += covariates.past.indices.map { .past($0) } + covariates.future.indices.map { .future($0) }
    // A constant that all series share cannot be told from its effect.
    inputs += covariates.statics.indices.filter { place in
      Set(panel.series.map { $0.statics[place].bitPattern }).count > 1
    }.map { .statics($0) }
    return inputs
  }

  /// What it is called in tables: the column's name, or the lags.
  public func name(in panel: Panel) -> String {
    switch self {
    case .lags(let from, let through?): from == through ? "lag \(from)" : "lags \(from) to \(through)"
    case .lags(let from, nil): "lags from \(from) on"
    case .past(let place): panel.covariates.past[place]
    case .future(let place): panel.covariates.future[place]
    case .statics(let place): panel.covariates.statics[place]
    }
  }

  /// What kind of input it is, as the options name it: `target`, `past`, `future` or `static`.
  public var kind: String {
    switch self {
    case .lags: "target"
    case .past: "past"
    case .future: "future"
    case .statics: "static"
    }
  }
}
