import Files
import Forecasting

/// Throws when one of `values`, a forecast of `model` for `series`, is not a finite number.
package func requireFinite(_ values: [Double], model: String, series: String) throws(Failure) {
  guard let lead = values.firstIndex(where: { !$0.isFinite }) else { return }
  throw Failure(
    .notFinite, "\(model) forecasts \(values[lead]) for series \(series) at lead \(lead + 1)",
    fix: "check the series for extreme values with foresee inspect", series: series)
}
