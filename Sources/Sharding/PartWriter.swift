public import Files

/// Writes the rows of a part, and takes down what its manifest says of them.
public struct PartWriter {
  private let file: OutputFile
  private var hash = SHA256()
  private var bytes = 0
  private var series: [PartManifest.Series]

  /// Writes to `file`.
  ///
  /// - Parameters:
  ///   - file: The file of the rows, to which nothing has been written.
  ///   - series: The series of the part, each with its rows and without bytes yet, in the order in which rows
  ///     come.
  public init(to file: OutputFile, series: [PartManifest.Series]) {
    self.file = file
    self.series = series
  }

  /// Writes bytes of the rows of the series at `position`; `nil` for the header.
  public mutating func write(_ bytes: [UInt8], of position: Int?) throws(Failure) {
    try file.write(bytes)
    hash.update(bytes)
    self.bytes += bytes.count
    if let position { series[position].bytes += bytes.count }
  }

  /// The manifest of what was written.
  public func manifest(_ origin: PartManifest.Origin, shard: Shard, arguments: [String]) -> PartManifest {
    PartManifest(
      origin: origin, shard: shard.number, arguments: arguments, series: series,
      rows: series.reduce(0) { $0 + $1.rows }, bytes: bytes, sha256: SHA256.hexadecimal(hash.digest()))
  }
}
