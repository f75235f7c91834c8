import ArgumentParser
import Backtesting
import Files
import Forecasting
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

  /// All files that are read.
  var allFiles: [String] { files + (futureFile.map { [$0] } ?? []) }

  /// Reads the files as the panel of `job`, and tells the user what the reader wants known.
  ///
  /// - Parameter log: Where values go that were not plausible.
  func panel(of job: Job, session: Session, log: OutputFile? = nil) throws(Failure) -> Panel {
    try result(of: job, session: session, log: log).panel
  }

  /// Reads the files as ``panel(of:session:)`` does, with what a model must keep to read others alike.
  ///
  /// - Parameter choice: Which series are kept; `nil` for all.
  func result(
    of job: Job, session: Session, keeping choice: SeriesChoice? = nil, log: OutputFile? = nil
  ) throws(Failure) -> ReadResult {
    var reader = PanelReader(job.reading, threads: session.threads, memory: session.memory)
    reader.choice = choice
    reader.futureFile = futureFile
    var result = try reader.read(files)
    result.notices.forEach(Console.note)
    if let log { try result.implausible.write(to: log) }
    job.noteUnfamiliar(result.panel)
    if job.clock == .own { result.panel.hasOwnClocks = true }
    return result
  }
}
