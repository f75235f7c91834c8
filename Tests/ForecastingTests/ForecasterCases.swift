import Forecasting
import TimeSeries

extension ForecasterCase {
  /// Every forecaster there is, under every setting it reads.
  static var all: [Self] { baselines }

  /// The forecasters without a network.
  static var baselines: [Self] {
    let options = ForecasterOptions(horizon: 5, lookback: 12)
    return [
      rule(Naive.self, options), rule(SeasonalNaive.self, options), rule(Drift.self, options),
      rule(HistoricMean.self, options),
    ] + linear(options).with(transforms: Transform.allCases) + linear(options).with(covariates: [.all])
      + linear(ForecasterOptions(horizon: 5)).with()
  }

  private static func rule<Rule: ForecastRule>(_ rule: Rule.Type, _ options: ForecasterOptions) -> Self {
    Self(
      name: Rule.name, options: options, make: { RuleForecaster<Rule>($0) },
      load: { try FittedRule<Rule>(record: $0) })
  }

  private static func linear(_ options: ForecasterOptions) -> Self {
    Self(
      name: Linear.name, options: options, make: { Linear($0) }, load: { try FittedLinear(record: $0) })
  }
}
