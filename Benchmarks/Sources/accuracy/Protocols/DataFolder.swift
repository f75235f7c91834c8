import TimeSeries

/// The folder with everybody's files.
struct DataFolder: Sendable {
  /// The path.
  let path: String

  /// Reads files of the folder as one panel.
  func panel(_ names: [String], _ change: (inout ReadOptions) -> Void = { _ in }) throws -> Panel {
    var options = ReadOptions()
    change(&options)
    return try PanelReader(options).read(names.map { "\(path)/\($0)" }).panel
  }

  /// Reads a file of which every column is a series.
  func wide(_ name: String, time: String = "date") throws -> Panel {
    try panel([name]) {
      $0.layout = .wide
      $0.time = time
      $0.numberDuplicateColumns = true
    }
  }
}
