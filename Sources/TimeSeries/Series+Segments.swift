public import Files

extension Series {
  /// The parts of `rows` between which nothing is compared: each begins with `rows` or with a segment, and
  /// goes up to the next.
  ///
  /// What changed over a gap longer than ``ReadOptions/maxGap`` is no change from one row to the next.
  public func runs(of rows: Range<Int>) -> [Range<Int>] {
    let starts =
      [rows.lowerBound]
      + segments.lazy.map(\.lowerBound).filter { rows.lowerBound < $0 && $0 < rows.upperBound }
    return zip(starts, starts.dropFirst() + [rows.upperBound]).map { $0..<$1 }
  }

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
        throw failure
      }
    }
    return values
  }
}
