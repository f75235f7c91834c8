/// How forecasts are scored; each is what `utilsforecast.losses` computes under the same name.
public enum Metric: String, Sendable, CaseIterable, Codable {
  /// The mean absolute error, in the target's units.
  case mae
  /// The root of the mean squared error, in the target's units.
  case rmse
  /// The mean absolute error over that of the seasonal naive forecast of the training rows before the first
  /// cutoff.
  ///
  /// Source: Hyndman & Koehler 2006, https://doi.org/10.1016/j.ijforecast.2006.03.001.
  case mase
  /// The mean of |y - ŷ| / (|y| + |ŷ|), in 0...1.
  case smape
  /// 1 - MAE / MAE of naive: positive where a model is better than naive.
  case skill

  /// The name as tables show it.
  public var title: String {
    switch self {
    case .mae: "MAE"
    case .rmse: "RMSE"
    case .mase: "MASE"
    case .smape: "sMAPE"
    case .skill: "skill"
    }
  }

  /// The metric over the rows of `sums`; `nil` over no rows, or when it divides by 0.
  ///
  /// - Parameters:
  ///   - scale: What MASE divides by.
  ///   - naive: The sums of naive over the same rows.
  func value(of sums: ErrorSums, scale: Double?, naive: ErrorSums) -> Double? {
    guard sums.count > 0 else { return nil }
    let count = Double(sums.count)
    switch self {
    case .mae: return sums.absolute.value / count
    case .rmse: return (sums.squared.value / count).squareRoot()
    case .mase: return scale.flatMap { $0 > 0 ? sums.absolute.value / count / $0 : nil }
    case .smape: return sums.symmetricPercentage.value / count
    case .skill:
      guard naive.absolute.value > 0 else { return nil }
      return 1 - sums.absolute.value / naive.absolute.value
    }
  }

  /// What MASE divides by: the mean absolute difference of `target` from `season` rows earlier, over the
  /// rows where both are observed; `nil` when there are none.
  static func scale(of target: ArraySlice<Double>, season: Int) -> Double? {
    let earlier = target.dropLast(season)
    return zip(target.dropFirst(season), earlier).lazy
      .map { abs($0 - $1) }.filter { !$0.isNaN }.mean()
  }
}
