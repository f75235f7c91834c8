import TimeSeries

extension Metric {
  /// The mean absolute error over that of the seasonal naive forecast of the training rows before the first
  /// cutoff; `mase` of utilsforecast.
  ///
  /// Source: Hyndman & Koehler 2006, https://doi.org/10.1016/j.ijforecast.2006.03.001.
  public static let mase = Metric("mase", title: "MASE", [.absolute]) { means in
    means.scale.flatMap { $0 > 0 ? means.first / $0 : nil }
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
