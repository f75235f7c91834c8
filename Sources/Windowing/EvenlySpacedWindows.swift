import Forecasting
import TimeSeries

/// A selection of at most a given number of windows from a collection, at even distances, with the first and
/// the last among them.
///
/// - Complexity: That of the collection's subscript; no window is stored.
package struct EvenlySpacedWindows: RandomAccessCollection, Sendable {
  private let windows: Windows
  /// The number of selected windows.
  package let count: Int

  /// Selects at most `limit` of `windows`, and all of them where there are no more.
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
