import Files
import Glibc
import TimeSeries

extension Transform {
  /// The rows `values` of the series `id` after the transform; missing cells stay missing, and so does the first
  /// observed value when differences are taken.
  ///
  /// - Throws: `Failure` when a logarithm is asked of a value that is not positive.
  func applied(to values: ArraySlice<Double>, of id: String) throws(Failure) -> [Double] {
    switch self {
    case .none: return Array(values)
    case .log: return try logarithms(values, of: id)
    case .diff: return differences(Array(values))
    case .logReturn: return differences(try logarithms(values, of: id))
    }
  }

  /// Takes the transform back from forecasts that follow `last`, the last observed value before them.
  func inverted(_ point: [Double], after last: Double) -> [Double] {
    switch self {
    case .none: return point
    case .log: return point.map { exp($0) }
    case .diff:
      var level = last
      return point.map {
        level += $0; return level
      }
    case .logReturn:
      var sum = 0.0
      return point.map {
        sum += $0; return last * exp(sum)
      }
    }
  }

  private func logarithms(_ values: ArraySlice<Double>, of id: String) throws(Failure) -> [Double] {
    if let value = values.first(where: { $0 <= 0 }) {
      throw Failure(
        .data, "series \(id) has the value \(value), and only positive values have a logarithm",
        fix: "--transform none")
    }
    return values.map { Glibc.log($0) }
  }

  private func differences(_ values: [Double]) -> [Double] {
    var previous = Double.nan
    return values.map { value in
      guard !value.isNaN else { return .nan }
      defer { previous = value }
      return value - previous
    }
  }
}
