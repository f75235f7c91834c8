import TimeSeries

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

  /// What MASE divides by: the mean absolute difference of the target from `season` rows earlier, over the
  /// training rows of `series` where both are observed and belong to one segment; `nil` when there are none.
  static func scale(of series: Series, training: Range<Int>, season: Int) -> Double? {
    series.segments.lazy
      .map { series.target[$0.clamped(to: training)] }
      .flatMap { segment in
        zip(segment.dropFirst(season), segment.dropLast(season)).lazy.map { abs($0 - $1) }
      }
      .filter { !$0.isNaN }.mean()
  }
}
