extension Metric {
  /// The mean squared error, in squares of the target's units; `mse` of utilsforecast.
  public static let mse = Metric("mse", title: "MSE", [.squared])
}
