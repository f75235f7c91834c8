import Files

/// Options of other programs for prediction intervals, which there are none of.
enum IntervalOptions {
  private static let names: Set<String> = [
    "level", "levels", "quantile", "quantiles", "interval", "intervals", "prediction-interval",
    "prediction-intervals", "confidence", "coverage", "alpha", "pi",
  ]

  /// Says so where one of them is given.
  ///
  /// - Throws: `Failure` (arguments).
  static func refuse(_ arguments: [String]) throws(Failure) {
    let given = arguments.prefix { $0 != "--" }.first { argument in
      argument.hasPrefix("--") && names.contains(String(argument.dropFirst(2).prefix { $0 != "=" }))
    }
    guard let given else { return }
    throw Failure(
      .arguments,
      "\(given.prefix { $0 != "=" }): there are no prediction intervals or quantiles; a forecast is one number a step",
      fix:
        "leave it out; 'foresee backtest … -o FILE' writes past forecasts beside what came, whose errors tell how far off they are"
    )
  }
}
