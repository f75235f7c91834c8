extension Metric {
  /// The mean of |y - ŷ| / (|y| + |ŷ|), in 0...1; `smape` of utilsforecast.
  public static let smape = Metric("smape", title: "sMAPE", [.symmetricPercentage])
}
