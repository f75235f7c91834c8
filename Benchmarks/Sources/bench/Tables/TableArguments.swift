import ArgumentParser
import Foundation
import TimeSeries

/// The CSV file that is read, made up where none is given.
struct TableArguments: ParsableArguments {
  @Option(help: "A CSV file of one series, instead of made-up prices.")
  var file: String?
  @Option(help: "The column of times.")
  var time = "Date"
  @Option(help: "The column to forecast.")
  var target = "Close"
  @Option(parsing: .upToNextOption, help: "The other columns of numbers.")
  var others = ["Open", "High", "Low", "Volume"]
  @Option(help: "The folder where made-up files are kept.")
  var scratch = NSTemporaryDirectory() + "foresee-benchmarks"

  /// The path of the file; one of `rows` made-up prices, written on first use, where none is given.
  func path(rows: Int) throws -> String {
    if let file { return file }
    let path = try scratchPath("ticker-\(rows).csv")
    if !FileManager.default.fileExists(atPath: path) {
      try Foresee.run(["synthesize", "ticker", "--rows", String(rows), "-o", path])
    }
    return path
  }

  /// A path in the folder of made-up files.
  func scratchPath(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    return scratch + "/" + name
  }

  /// How the file is read: all columns typed, the times parsed.
  var options: ReadOptions {
    var options = ReadOptions()
    options.time = time
    options.targets = [target]
    options.past = others
    return options
  }
}

extension String {
  /// The size of the file at this path, in MB.
  func fileMegabytes() throws -> Double {
    let attributes = try FileManager.default.attributesOfItem(atPath: self)
    return Double((attributes[.size] as? Int) ?? 0) / 1e6
  }
}
