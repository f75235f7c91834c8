import Forecasting
import TimeSeries

/// The long-term forecasting benchmark: all channels of a file, every window of the last part of its rows.
///
/// Values are in units of the standard deviation of each channel's training rows, as errors are: squared
/// errors of standardised channels.
struct LTSF: Sendable {
  /// The file.
  let file: String
  /// Where the training rows, the validation rows and the test rows end.
  let borders: (training: Int, validation: Int, test: Int)
  /// Past steps a model reads.
  let lookback: Int
  /// One trial each.
  let horizons: [Int]

  /// Makes the trials.
  func trials(_ data: DataFolder) throws -> [Trial] {
    let file = try data.wide(file)
    var panel = file.ending(at: file.series.map { _ in borders.test })
    panel.series = panel.series.map { series in
      let unit = series.target[..<borders.training].standardDeviation
      return Series(id: series.id, times: series.times, target: series.target.map { $0 / unit })
    }
    return horizons.map { horizon in
      let cutoffs = panel.series.indices.flatMap { series in
        (borders.validation...(borders.test - horizon)).map { Cutoff(series: series, index: $0) }
      }
      var options = ForecasterOptions(horizon: horizon, lookback: lookback)
      options.objective = .mse
      options.training.validation =
        Double(borders.validation - borders.training) / Double(borders.validation)
      return Trial(
        name: "h \(horizon)", panel: panel, rows: panel.series.map { _ in 0..<borders.validation },
        cutoffs: cutoffs, options: options, metrics: [.mse, .mae])
    }
  }
}

extension AccuracyProtocol {
  /// Weekly influenza-like illness in the United States, seven channels.
  static let ili = Self(
    name: "ili", summary: "ili, MSE", headline: .mean("MSE"), published: "DUET 1.616",
    goals: (1.50, 1.42),
    expectations: Expectation.list(
      "naive", "MSE", ["h 24": "6.21", "h 36": "7.71", "h 48": "7.85", "h 60": "6.89"])
      + Expectation.list(
        "seasonal-naive", "MSE", ["h 24": "2.56", "h 36": "2.27", "h 48": "2.14", "h 60": "1.92"])
      + Expectation.list("ridge", "MSE", ["h 24": "2.18", "h 36": "2.00", "h 48": "1.99", "h 60": "2.04"]),
    trials: LTSF(
      file: "ili/national_illness.csv", borders: (676, 773, 966), lookback: 104, horizons: [24, 36, 48, 60]
    ).trials)
}

extension AccuracyProtocol {
  /// Seven loads and temperatures of a transformer, hourly.
  static let ettH1 = Self(
    name: "etth1", summary: "ETTh1, MSE", headline: .mean("MSE"), published: "DUET 0.398",
    goals: (0.401, 0.395),
    expectations: Expectation.list(
      "naive", "MSE", ["h 96": "1.294", "h 192": "1.325", "h 336": "1.330", "h 720": "1.335"])
      + Expectation.list(
        "seasonal-naive", "MSE", ["h 96": "0.512", "h 192": "0.581", "h 336": "0.650", "h 720": "0.655"])
      + Expectation.list(
        "ridge", "MSE", ["h 96": "0.370", "h 192": "0.403", "h 336": "0.425", "h 720": "0.421"]),
    trials: LTSF(
      file: "ett/ETTh1.csv", borders: (8_640, 11_520, 14_400), lookback: 336, horizons: [96, 192, 336, 720]
    ).trials)

  /// Eight exchange rates, daily.
  static let exchange = Self(
    name: "exchange", summary: "exchange_rate, MSE / naive", headline: .ratio("MSE", to: ["naive"]),
    published: "PatchTST 0.97", goals: (1.00, 0.97),
    expectations: Expectation.list(
      "naive", "MSE", ["h 96": "0.081", "h 192": "0.167", "h 336": "0.306"]),
    trials: LTSF(
      file: "exchange_rate/exchange_rate.csv", borders: (5_311, 6_071, 7_588), lookback: 96,
      horizons: [96, 192, 336]
    ).trials)
}

extension ArraySlice<Double> {
  /// The population standard deviation.
  fileprivate var standardDeviation: Double {
    var moments = RunningMoments()
    for value in self { moments.add(value) }
    return moments.standardDeviation
  }
}
