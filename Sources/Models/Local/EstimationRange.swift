import Forecasting
import TimeSeries
import Windowing

/// Which rows the parameters of a local model are estimated on, for a forecast at a cutoff.
///
/// They are the rows of the cutoff's segment that the fit was allowed to read. Where the fit has read none of
/// the segment, as of a series that it has not seen, or less than half of what is known by now, parameters
/// are estimated on what is known, and again whenever that has grown by an eighth at most: so the number of
/// estimates grows with the logarithm of the number of rows, and each depends on the rows before the cutoff
/// alone, not on which other cutoffs are asked for.
enum EstimationRange {
  /// Rows that parameters are estimated on at most, the newest; or four seasons where these are longer.
  ///
  /// A thousand rows determine a few parameters well, older ones tell of another time, and the cost is
  /// bounded.
  static let mostRows = 1_000

  /// Chooses the rows to estimate on for a cutoff at the end of `known`.
  ///
  /// - Parameters:
  ///   - known: The rows of the cutoff's segment before it.
  ///   - trained: The rows of the series that the fit was allowed to read; empty when there are none.
  ///   - season: The season in steps.
  ///   - most: The largest number of rows, where four seasons are no longer.
  /// - Returns: The rows trained on where these are more than half of the rows from their first one to the
  ///   cutoff, and otherwise a rounded number of rows from the first of `known` on; of more than `most`, the
  ///   last ones.
  static func rows(
    known: Range<Int>, trained: Range<Int>, season: Int, most: Int = mostRows
  ) -> Range<Int> {
    let read = trained.clamped(to: known)
    let isWithin = trained.upperBound <= known.upperBound && !read.isEmpty
    let isEnough = known.upperBound - read.lowerBound < 2 * read.count
    let rows =
      isWithin && isEnough
      ? read : known.lowerBound..<(known.lowerBound + roundedDown(known.count))
    let most = max(most, 4 * min(season, known.count))
    return max(rows.lowerBound, rows.upperBound - most)..<rows.upperBound
  }

  /// The largest number of at most four binary digits, followed by zeros, that is not above `count`.
  private static func roundedDown(_ count: Int) -> Int {
    let zeros = max(0, Int.bitWidth - count.leadingZeroBitCount - 4)
    return (count >> zeros) << zeros
  }
}
