import Files

/// Options of other programs for prediction intervals, which have one name here.
enum ForeignIntervalOptions {
  private static let names: Set<String> = [
    "levels", "quantile", "interval", "prediction-interval", "prediction-intervals", "confidence", "coverage",
    "alpha",
    "pi",
  ]

  /// Says what they are called here where one of them is given.
  ///
  /// - Throws: `Failure` (arguments).
  static func refuse(_ arguments: [String]) throws(Failure) {
    let given = arguments.prefix { $0 != "--" }.first { argument in
      argument.hasPrefix("--") && names.contains(String(argument.dropFirst(2).prefix { $0 != "=" }))
    }
    guard let given else { return }
    throw Failure(
      .arguments, "there is no option \(given.prefix { $0 != "=" }); intervals are asked for by --level",
      fix: "for instance --level 80,95, or --quantiles 0.1,0.9")
  }
}
