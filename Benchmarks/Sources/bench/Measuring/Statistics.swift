import Foundation

extension [Double] {
  /// The middle value, or the mean of the two in the middle; `nan` of none.
  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }

  /// The count-th root of the product; `nan` of none.
  var geometricMean: Double { exp(map { log($0) }.reduce(0, +) / Double(count)) }
}
