extension Metric {
  /// The root of the mean squared error, in the target's units; `rmse` of utilsforecast.
  public static let rmse = Metric("rmse", title: "RMSE", [.squared]) { $0.first.squareRoot() }
}
