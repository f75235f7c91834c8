import ArgumentParser
import Backtesting
import Files
import TimeSeries

/// The files a command reads.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or - for standard input. Several files are one series each, named by the file.",
      valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A file with the columns of --future in the rows after the last known ones.", valueName: "file"))
  var futureFile: String?

  /// Reads the files as the panel of `job`, and tells the user what the reader wants known.
  func panel(of job: Job, threads: Int) throws(Failure) -> Panel {
    try result(of: job, threads: threads).panel
  }

  /// Reads the files as ``panel(of:threads:)`` does, with what a model must keep to read others alike.
  func result(of job: Job, threads: Int) throws(Failure) -> ReadResult {
    var reader = PanelReader(job.reading, threads: threads)
    reader.futureFile = futureFile
    var result = try reader.read(files)
    result.notices.forEach(Console.note)
    if job.clock == .own { result.panel.hasOwnClocks = true }
    return result
  }
}
