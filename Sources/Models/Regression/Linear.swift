import Files
import Forecasting
import LinearAlgebra
public import TimeSeries
import Training
import Windowing

/// A linear map from the lookback to every lead, in closed form: ridge regression on windows measured from
/// their last observed value.
///
/// All series of a panel share the coefficients; with several series each window is also divided by the
/// standard deviation of its lookback, and counts by how large that is for its series. The penalty is chosen
/// on the last fifth of each training range, then all of it is fitted again. Covariates, the scaler and the
/// calendar are not used; the transform is. It is the linear model that deep networks have to beat:
/// https://doi.org/10.1609/aaai.v37i9.26317.
public struct Linear: Forecaster {
  /// The registry's name.
  public static let name = "linear"
  /// The options, of which horizon, lookback, transform and the training's share of validation are used.
  public var options: ForecasterOptions
  /// The registry's name.
  public var name: String { Self.name }

  /// Creates a forecaster.
  public init(_ options: ForecasterOptions) { self.options = options }

  /// Solves the regression over the training ranges.
  ///
  /// - Throws: `Failure` when no range holds a window, or a value that is not positive has no logarithm.
  public func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    var options = options
    let lookback =
      options.lookback ?? LookbackRule(data, horizon: options.horizon, reading: .windows).lookback
    let longest = data.rows.map(\.count).max() ?? 0
    // Short series are padded; but where every window were mostly padding, there is nothing to learn from.
    if self.options.lookback != nil, lookback >= 2 * longest { throw tooShort(data, lookback: lookback) }
    try session.requireRoom(
      forRegressionOf: lookback, outputs: options.horizon,
      copies: LinearFit.copies(lookback, options.horizon),
      isAskedFor: self.options.lookback != nil, on: data.panel, as: Self.name)
    options.lookback = lookback
    let training = try LinearTraining(
      data, lookback: lookback, horizon: options.horizon, transform: options.givenTransform, session: session)
    guard !training.origins.isEmpty else { throw tooShort(data, lookback: lookback) }
    let share = options.training.validation
    let validationStart = data.rows.map { $0.upperBound - Int(share * Double($0.count)) }
    let coefficients = try LinearFit(
      training: training, validationStart: validationStart, session: session
    ).coefficients()
    return FittedLinear(
      options: options, season: data.panel.season, window: training.window, coefficients: coefficients)
  }

  private func tooShort(_ data: TrainingData, lookback: Int) -> Failure {
    let longest = data.rows.map(\.count).max() ?? 0
    let horizon = options.horizon
    return Failure(
      .data,
      "linear needs \(lookback + horizon) rows for one window of lookback \(lookback) and horizon \(horizon), "
        + "and the longest training range has \(longest)",
      fix: longest > horizon ? "--lookback \(longest - horizon)" : "a smaller --horizon, or more rows")
  }
}

/// The coefficients of `linear`, ready to forecast.
public struct FittedLinear: FittedForecaster {
  package let options: ForecasterOptions
  package let season: Int
  let window: LinearWindow
  /// `[horizon, lookback]`, the intercept in the last column.
  let coefficients: [Double]

  /// The registry's name.
  public var name: String { Linear.name }
  /// The number of leads a forecast has.
  public var horizon: Int { options.horizon }

  /// Applies the coefficients to the lookback before each cutoff.
  ///
  /// A lookback without any observed value gives the last observed value of the series, as naive does.
  ///
  /// - Complexity: O(lookback · horizon) for each cutoff, besides its history.
  public func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let map = LinearMap(coefficients, inputs: window.lookback)
    var input = Array(repeating: 0.0, count: window.lookback)
    return try session.eachOfSeries(cutoffs) { cutoff in
      let series = panel.series[cutoff.series]
      let history = try History(panel, at: cutoff)
      // Differences need the value before the lookback.
      let rows = try series.transformedTarget(
        history.segment.suffix(window.lookback + 1).indices, by: options.givenTransform)
      var point = Array(repeating: history.lastObserved, count: horizon)
      if let normalisation = window.read(rows[...], into: &input) {
        let transformed = map.outputs(of: input).map {
          normalisation.scale > 0 ? normalisation.anchor + normalisation.scale * $0 : normalisation.anchor
        }
        point = options.givenTransform.invert(transformed, after: history.segment)
      }
      try requireFinite(point, model: name, series: series.id)
      return Forecast(point: point)
    }
  }
}

// MARK: - Model file

extension FittedLinear {
  /// A record with the coefficients as `torch.nn.Linear(lookback, horizon)` has them.
  ///
  /// The weight's last column, of the newest value, is 0: every value is measured from it. `scale` is the
  /// unit of all windows, or 0 when each is divided by its own deviation.
  public func record() throws -> ModelRecord {
    let lookback = window.lookback
    var weight: [Double] = []
    var bias: [Double] = []
    for lead in 0..<horizon {
      let row = coefficients[(lead * lookback)..<((lead + 1) * lookback)]
      weight += row.dropLast() + [0]
      bias.append(row[row.endIndex - 1])
    }
    return try ModelRecord(
      model: name, encoding: BaselineConfiguration(options: options, season: season),
      tensors: [
        NamedTensor(name: "linear.bias", shape: [horizon], elements: .double(bias)),
        NamedTensor(name: "linear.weight", shape: [horizon, lookback], elements: .double(weight)),
        NamedTensor(name: "scale", shape: [1], elements: .double([window.unit ?? 0])),
      ])
  }

  /// Restores the forecaster that `record` was made of.
  ///
  /// - Throws: `Failure` when the record is of another model or its tensors do not fit the configuration.
  public init(record: ModelRecord) throws(Failure) {
    let configuration = try BaselineConfiguration(record, of: Linear.name)
    guard let lookback = configuration.options.lookback, lookback >= 1 else {
      throw Failure(.modelFile, "linear has no lookback in its configuration, expected at least 1")
    }
    let horizon = configuration.options.horizon
    let bias = try record.doubles("linear.bias", shape: [horizon])
    let weight = try record.doubles("linear.weight", shape: [horizon, lookback])
    let scale = try record.doubles("scale", shape: [1])[0]
    options = configuration.options
    season = configuration.season
    window = LinearWindow(lookback: lookback, unit: scale > 0 ? scale : nil)
    var coefficients: [Double] = []
    for lead in 0..<horizon {
      coefficients += weight[(lead * lookback)..<((lead + 1) * lookback - 1)]
      coefficients.append(bias[lead])
    }
    self.coefficients = coefficients
  }
}
