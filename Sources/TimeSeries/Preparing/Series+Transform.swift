public import Files

extension Series {
  /// The target of `rows` after `transform`, segment by segment: the first value of each has no difference,
  /// and is `.nan`.
  ///
  /// - Returns: One value for each of `rows`; it depends on earlier ones of `rows` and on no other.
  /// - Throws: `Failure` (data) for a logarithm of a value that is not positive, naming the series.
  public func transformedTarget(_ rows: Range<Int>, by transform: Transform) throws(Failure) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    for run in runs(of: rows) {
      do throws(Failure) {
        values += try transform.apply(target[run])
      } catch {
        var failure = error
        failure.message = "series \(id): " + error.message
        throw failure.concerning(id)
      }
    }
    return values
  }
}
