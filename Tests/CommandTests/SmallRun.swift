import TestSupport

/// A short series, and a small network that is trained for three steps.
enum SmallRun {
  /// The options of the network.
  static let network = [
    "--model", "gru",
    "--horizon", "2", "--lookback", "6", "--hidden", "4", "--layers", "1", "--head", "4", "--max-steps", "3",
  ]

  /// Sixty days of a saw-tooth.
  static let series =
    "Date,Close\n"
    + (0..<60).map { "2024-0\($0 / 20 + 1)-\($0 % 20 + 10),\(100 + $0 * 7 % 13)\n" }.joined()

  /// A folder with the series in `a.csv`.
  static func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(series, to: "a.csv")
    return folder
  }
}
