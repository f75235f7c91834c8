public import Files

/// What a read gave: the panel, and what a user should be told about it.
public struct ReadResult: Sendable {
  /// The series.
  public var panel: Panel
  /// Notices in the order they came up: what was recognised, skipped, counted.
  public var notices: [String]
}

/// Reads CSV files into a panel.
public struct PanelReader: Sendable {
  /// How files are read.
  public var options: ReadOptions

  /// Creates a reader.
  public init(_ options: ReadOptions = ReadOptions()) { self.options = options }

  /// Reads `paths` (`-` for standard input) as one panel; several files give series named by their stems.
  public func read(_ paths: [String]) throws(Failure) -> ReadResult {
    throw Failure(.internalFault, "reading is not built yet")
  }
}
