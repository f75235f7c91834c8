import TimeSeries

/// What one window's targets are normalised by: (value − anchor) / scale.
///
/// Reversible instance normalisation: Kim et al. (2022), openreview.net/forum?id=cGDAkQo1C0p, with the last value as
/// the centre, so that the forecast of an untrained network is the naive one.
struct WindowStatistics: Equatable {
  /// The last observed value, or the mean of the window where targets are differences.
  var anchor: Double
  /// The deviation of the window, never below a share of its series' own.
  var scale: Double

  /// A window whose deviation is below this share of its series' is scaled by that share instead: a stretch of
  /// equal values would otherwise turn the next change into an arbitrarily large target.
  static let smallestShare = 0.05

  /// Computes the statistics of the observed values among `values`, or `nil` when there are none.
  ///
  /// - Parameters:
  ///   - pooled: The deviation of the series' training rows.
  ///   - centresOnMean: Whether the anchor is the mean instead of the last value.
  init?(_ values: ArraySlice<Double>, pooled: Double, centresOnMean: Bool) {
    // Welford (1962), doi:10.1080/00401706.1962.10490022: exact where values are large and their spread small.
    var (count, mean, squares, last) = (0.0, 0.0, 0.0, Double.nan)
    for value in values where !value.isNaN {
      count += 1
      let difference = value - mean
      mean += difference / count
      squares += difference * (value - mean)
      last = value
    }
    guard count > 0 else { return nil }
    anchor = centresOnMean ? mean : last
    scale = max((squares / count).squareRoot(), pooled > 0 ? pooled * Self.smallestShare : 1)
  }

  /// The statistics of a whole training range, for scalers that do not look at the window.
  init(_ scaler: FittedScaler) {
    anchor = scaler.center
    scale = scaler.scale
  }
}
