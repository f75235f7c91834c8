import Forecasting
import TimeSeries

/// At most so many windows of a collection, at even distances, the first and the last among them.
///
/// - Complexity: That of the windows it picks from; none is stored.
package struct EvenlySpacedWindows: RandomAccessCollection, Sendable {
  private let windows: Windows
  /// The number of windows picked.
  package let count: Int

  /// Picks at most `limit` of `windows`: all of them where there are no more.
  package init(_ windows: Windows, atMost limit: Int) {
    precondition(limit > 1, "the first and the last window are picked")
    self.windows = windows
    count = Swift.min(windows.count, limit)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(position: Int) -> Window {
    precondition(position >= 0 && position < count, "window \(position) of \(count)")
    return count == windows.count ? windows[position] : windows[position * (windows.count - 1) / (count - 1)]
  }
}
