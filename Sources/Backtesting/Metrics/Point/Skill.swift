extension Metric {
  /// 1 - MAE / MAE of naive: positive where a model is better than naive.
  ///
  /// Of several series it is 1 - mean MAE / mean MAE of naive.
  public static let skill = Metric(
    "skill", title: "skill", [.absolute], isShare: true, isOfMeans: true
  ) { means in
    means.naive.flatMap { $0 > 0 ? 1 - means.first / $0 : nil }
  }
}
