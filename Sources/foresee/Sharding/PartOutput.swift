import Backtesting
import Files
import Forecasting
import Reports
import Sharding
import TimeSeries

/// The two files that a process with a part of the series writes: rows, and the manifest after them.
struct PartOutput {
  let shard: Shard
  private var outputs: Outputs
  private let rowsFile: OutputFile
  private let manifestFile: OutputFile

  /// Opens the files in `folder`, which is made if there is none.
  ///
  /// - Parameters:
  ///   - shard: The shard, by which the files are named.
  ///   - folder: The path of the folder.
  ///   - inputs: The files that are read, none of which may be a pipe: a manifest says which bytes they had.
  /// - Throws: `Failure` where there can be no such files, or the folder has parts of another count.
  init(of shard: Shard, in folder: String?, reading inputs: [String]) throws(Failure) {
    guard let folder, folder != "-", folder != "", !FileIdentity.isStandardOutput(folder) else {
      throw Failure(
        .arguments, "with --shard, -o names the folder that all parts are written to",
        fix: "for instance -o parts")
    }
    if let pipe = inputs.first(where: {
      $0 == "-" || FileIdentity(path: $0) != nil && !InputFile.isRegular($0)
    }) {
      throw Failure(
        .arguments,
        "--shard needs files that can be read again, and \(pipe == "-" ? "standard input" : pipe) is none",
        fix: "write it to a file that all tasks read")
    }
    self.shard = shard
    let files = PartFiles(of: shard, in: folder)
    guard Folder.make(files.folder) else {
      throw Failure(
        .inputOutput, at: Failure.Place(file: files.folder), "cannot make the folder",
        fix: "name another with -o, in one that can be written to")
    }
    try files.requireAlike()
    var outputs = Outputs(inputs: inputs)
    rowsFile = try outputs.open(files.rowsPath)
    manifestFile = try outputs.open(files.manifestPath)
    self.outputs = outputs
  }

  /// Writes the forecasts of the series at `positions`, and a manifest that describes their origin.
  ///
  /// - Parameters:
  ///   - predictions: The forecasts.
  ///   - positions: For each series that was done its position in `predictions`, in order, and its position
  ///     among all series of the input.
  ///   - origin: The description that all parts have in common.
  ///   - spreadsheetSafe: Whether a name that a spreadsheet would run as a formula gets a leading apostrophe.
  ///   - asJSON: Whether the result is printed as JSON.
  /// - Throws: `Failure`; the files are as they were before.
  func write(
    _ predictions: Predictions, of positions: [(own: Int, ordinal: Int)], _ origin: PartManifest.Origin,
    spreadsheetSafe: Bool, asJSON: Bool
  ) throws(Failure) {
    let rows = predictions.rowsOfSeries
    var writer = PartWriter(
      to: rowsFile,
      series: positions.map {
        PartManifest.Series(
          id: predictions.series[$0.own], ordinal: $0.ordinal + 1, rows: rows[$0.own].count, bytes: 0)
      })
    var places: [Int: Int] = [:]
    for (place, position) in positions.enumerated() { places[position.own] = place }
    try predictions.csv(spreadsheetSafe: spreadsheetSafe) { (bytes, series) throws(Failure) in
      try writer.write(bytes, of: series.flatMap { places[$0] })
    }
    let manifest = writer.manifest(origin, shard: shard, arguments: Array(SystemPath.arguments.dropFirst()))
    try manifestFile.write(try manifest.text())
    let summary = PartSummary(manifest, file: rowsFile.name)
    try outputs.commit(showing: asJSON ? try jsonText(summary) : summary.text)
  }
}

/// What a process with a part of the series did, for people and programs.
struct PartSummary: Encodable {
  private let shard: Int
  private let shards: Int
  private let series: Int
  private let seriesOfInput: Int
  private let rows: Int
  private let file: String

  init(_ manifest: PartManifest, file: String) {
    (shard, shards) = (manifest.shard, manifest.origin.shards)
    (series, seriesOfInput) = (manifest.series.count, manifest.origin.seriesOfInput)
    (rows, self.file) = (manifest.rows, file)
  }

  /// The summary as a line of text.
  var text: String {
    "shard \(shard) of \(shards): \(series) of \(seriesOfInput) series, \(rows) rows\nwrote \(ShownText.escaped(file))\n"
  }
}
